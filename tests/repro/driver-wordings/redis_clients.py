import sys, asyncio
drv, sc = sys.argv[1:3]
url={'refused':'redis://127.0.0.1:6379/0','refusedp':'redis://localhost:15999/0','host':'redis://cache-db:6379/0','wrong':'redis://:wrong@127.0.0.1:15911/0','noauth':'redis://127.0.0.1:15911/0','noneed':'redis://:pw@127.0.0.1:15912/0','twice':'redis://:right@:right@127.0.0.1:15911/0','unix':'unix:///run/nope.sock'}[sc]
def main():
    if drv=='redispy': import redis; redis.from_url(url).get('a')
    elif drv=='redispy2': import redis; redis.from_url(url, protocol=2).get('a')
    elif drv=='redisaio':
        import redis.asyncio as r
        asyncio.run(r.from_url(url).get('a'))
    elif drv=='cluster': import redis; redis.RedisCluster.from_url(url).get('a')
    elif drv=='sentinel':
        from redis.sentinel import Sentinel
        Sentinel([('127.0.0.1',26379)],socket_timeout=1).master_for('mymaster').get('a')
    elif drv=='rq':
        from redis import from_url; from rq import Queue
        Queue(connection=from_url(url)).enqueue(print,1)
    elif drv=='huey':
        from huey import RedisHuey
        h=RedisHuey(url=url)
        @h.task()
        def f(): pass
        f()
    elif drv=='dramatiq':
        import dramatiq; from dramatiq.brokers.redis import RedisBroker
        dramatiq.set_broker(RedisBroker(url=url))
        @dramatiq.actor
        def f(): pass
        f.send()
    elif drv=='arq':
        from arq import create_pool; from arq.connections import RedisSettings
        asyncio.run(create_pool(RedisSettings.from_dsn(url)))
    elif drv=='celery':
        from celery import Celery
        a=Celery(broker=url, backend=url); a.conf.broker_transport_options={'max_retries':1}
        @a.task
        def f(): pass
        f.apply_async(retry=False)
    elif drv=='celerybackend':
        from celery import Celery
        a=Celery(broker='memory://', backend=url, broker_connection_retry=False)
        a.conf.result_backend_transport_options={'retry_policy':{'timeout':1.0}}
        a.AsyncResult('x').get(timeout=2)
    elif drv=='kombu':
        from kombu import Connection; Connection(url).ensure_connection(max_retries=1)
    elif drv=='channels':
        from channels_redis.core import RedisChannelLayer
        asyncio.run(RedisChannelLayer(hosts=[url]).send('a',{'type':'x'}))
    elif drv=='channelsps':
        from channels_redis.pubsub import RedisPubSubChannelLayer
        asyncio.run(RedisPubSubChannelLayer(hosts=[url]).group_send('a',{'type':'x'}))
    elif drv=='djredis':
        from django.conf import settings
        settings.configure(CACHES={'default':{'BACKEND':'django_redis.cache.RedisCache','LOCATION':url}})
        from django.core.cache import cache; cache.get('a')
    elif drv=='djcache':
        from django.conf import settings
        settings.configure(CACHES={'default':{'BACKEND':'django.core.cache.backends.redis.RedisCache','LOCATION':url}})
        from django.core.cache import cache; cache.get('a')
    elif drv=='flaskcaching':
        from flask import Flask; from flask_caching import Cache
        a=Flask(__name__); c=Cache(a,config={'CACHE_TYPE':'RedisCache','CACHE_REDIS_URL':url})
        with a.app_context(): c.get('a')
    elif drv=='aiocache':
        from aiocache import Cache
        asyncio.run(Cache.from_url(url).get('a'))
    elif drv=='coredis':
        import coredis
        async def f():
            async with coredis.Redis.from_url(url) as c: print(await c.get('a'))
        asyncio.run(f())
    elif drv=='limits':
        from limits import storage, strategies, parse
        strategies.FixedWindowRateLimiter(storage.storage_from_string(url)).hit(parse('1/minute'),'a')
    elif drv=='flasklimiter':
        from flask import Flask; from flask_limiter import Limiter; import logging
        a=Flask(__name__); Limiter(lambda:'x',app=a,storage_uri=url,default_limits=['1/day'],in_memory_fallback_enabled=True)
        @a.get('/')
        def i(): return 'x'
        a.test_client().get('/')
    elif drv=='flasklimiter2':
        from flask import Flask; from flask_limiter import Limiter
        a=Flask(__name__); Limiter(lambda:'x',app=a,storage_uri=url,default_limits=['1/day'])
        @a.get('/')
        def i(): return 'x'
        a.test_client().get('/')
    elif drv=='slowapi':
        from fastapi import FastAPI, Request; from slowapi import Limiter; from slowapi.util import get_remote_address; from fastapi.testclient import TestClient
        l=Limiter(key_func=get_remote_address,storage_uri=url); a=FastAPI(); a.state.limiter=l
        @a.get('/')
        @l.limit('1/minute')
        def i(request: Request): return 'x'
        TestClient(a).get('/')
main()
