import os
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi_cache import FastAPICache
from fastapi_cache.backends.redis import RedisBackend
from fastapi_cache.decorator import cache
from redis import asyncio as aioredis


@asynccontextmanager
async def lifespan(app):
    redis = aioredis.from_url(os.environ["REDIS_URL"])
    await redis.ping()
    FastAPICache.init(RedisBackend(redis), prefix="quay")
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/tides")
@cache(expire=60)
async def tides():
    return [4.1, 0.3]
