import sys, asyncio
drv, sc = sys.argv[1:3]
H,P,U,W,D='127.0.0.1',15901,'postgres','right','app'
Q='select id from users'
if sc=='refused': P=5432
if sc=='host': H='postgres-db'
if sc=='nodb': D='shop'
if sc=='pass': W='wrong'
if sc=='nopass': W=None
if sc=='col': Q='select nickname from users'
if sc=='colq': Q='select u.nickname from users u'
if sc=='insc': Q="insert into users(nick) values ('a')"
if sc=='tab': Q='select * from orders'
if sc=='dup': Q="insert into users(email) values ('a@x.org')"
SSL = sc=='ssl'
if sc=='mod': Q="insert into orders_version(id, status_mod) values (1, true)"
if sc=='ver': Q="select * from trips_version"
url=f"postgresql://{U}{':'+W if W else ''}@{H}:{P}/{D}"
def main():
    global url
    if drv=='psycopg2':
        import psycopg2; c=psycopg2.connect(url+('?sslmode=require' if SSL else '')); c.cursor().execute(Q)
    elif drv=='psycopg3':
        import psycopg; c=psycopg.connect(url+('?sslmode=require' if SSL else '')); c.execute(Q)
    elif drv=='psycopgpool':
        from psycopg_pool import ConnectionPool
        with ConnectionPool(url, open=True, timeout=3) as p:
            with p.connection() as c: c.execute(Q)
    elif drv in('asyncpg','asyncpgpool','uvloop'):
        import asyncpg
        async def f():
            if drv=='asyncpgpool':
                p=await asyncpg.create_pool(url); await p.fetch(Q)
            else:
                c=await asyncpg.connect(url, ssl='require' if SSL else None); await c.fetch(Q)
        if drv=='uvloop':
            import uvloop; uvloop.run(f())
        else: asyncio.run(f())
    elif drv=='pg8000':
        import pg8000.dbapi; c=pg8000.dbapi.connect(U,H,D,P,W,ssl_context=True if SSL else None); c.cursor().execute(Q)
    elif drv=='aiopg':
        import aiopg
        async def f():
            async with aiopg.create_pool(url+('?sslmode=require' if SSL else '')) as p:
                async with p.acquire() as c:
                    async with c.cursor() as k: await k.execute(Q)
        asyncio.run(f())
    elif drv.startswith('sa-'):
        from sqlalchemy import create_engine, text
        from sqlalchemy.ext.asyncio import create_async_engine
        u=url.replace('postgresql:','postgresql+'+drv[3:]+':')
        if drv in('sa-asyncpg','sa-psycopg_async','sa-aiopg'):
            async def f():
                async with create_async_engine(u).begin() as c: await c.execute(text(Q))
            asyncio.run(f())
        else:
            with create_engine(u).begin() as c: c.execute(text(Q))
    elif drv=='sqlmodel':
        from sqlmodel import create_engine, Session, text
        with Session(create_engine(url)) as s: s.exec(text(Q))
    elif drv=='peewee':
        import peewee; d=peewee.PostgresqlDatabase(D,user=U,password=W,host=H,port=P); d.connect(); d.execute_sql(Q)
    elif drv=='tortoise':
        from tortoise import Tortoise, connections
        async def f():
            await Tortoise.init(db_url=url.replace('postgresql:','asyncpg:'), modules={'models':['__main__']})
            await connections.get('default').execute_query(Q)
        asyncio.run(f())
    elif drv=='pony':
        from pony.orm import Database, db_session
        d=Database(); d.bind(provider='postgres',user=U,password=W,host=H,port=P,database=D)
        with db_session: d.execute(Q)
    elif drv=='django':
        import django; from django.conf import settings
        settings.configure(DATABASES={'default':dict(ENGINE='django.db.backends.postgresql',NAME=D,USER=U,PASSWORD=W,HOST=H,PORT=P)}); django.setup()
        from django.db import connection
        connection.cursor().execute(Q)
    elif drv=='databases':
        from databases import Database
        async def f():
            async with Database(url) as d: await d.fetch_all(Q)
        asyncio.run(f())
    elif drv=='structlog':
        import structlog, psycopg2, logging
        structlog.configure(processors=[structlog.processors.add_log_level,structlog.processors.TimeStamper(fmt='iso'),structlog.processors.dict_tracebacks,structlog.processors.JSONRenderer()])
        try: c=psycopg2.connect(url); c.cursor().execute(Q)
        except Exception: structlog.get_logger().exception('query failed')
    elif drv=='loguru':
        from loguru import logger; import psycopg
        with logger.catch(): c=psycopg.connect(url); c.execute(Q)
    elif drv=='pgrepr':
        import psycopg2, logging
        logging.basicConfig(level=logging.INFO)
        try: c=psycopg2.connect(url); c.cursor().execute(Q)
        except Exception as e: logging.error('db error: %r', e)
    else: raise SystemExit('?')
main()
