"""FastAPI 0.110 with `databases` (asyncpg 0.29): connects when it starts."""
import os
from contextlib import asynccontextmanager

from databases import Database
from fastapi import FastAPI

database = Database(os.environ["DATABASE_URL"])


@asynccontextmanager
async def lifespan(app):
    await database.connect()
    yield
    await database.disconnect()

app = FastAPI(lifespan=lifespan)
