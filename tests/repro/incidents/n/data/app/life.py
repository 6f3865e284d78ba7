import os
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import configure_mappers

WHAT = os.environ.get("WHAT", "db")


@asynccontextmanager
async def lifespan(app):
    if WHAT == "db":
        with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
            connection.execute(text("SELECT 1"))
    if WHAT == "keys":
        import keys
        configure_mappers()
    if WHAT == "migrate":
        from alembic import command
        from alembic.config import Config
        command.upgrade(Config("/app/alembic.ini"), "head")
    if WHAT == "redis":
        import redis.asyncio as redis
        print("cache:", os.environ["REDIS_URL"], flush=True)
        await redis.from_url(os.environ["REDIS_URL"]).ping()
    yield


app = FastAPI(lifespan=lifespan)
