"""FastAPI 0.110 that brings the database to the head when it starts."""
from contextlib import asynccontextmanager

from alembic import command
from alembic.config import Config
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    command.upgrade(Config("../prestart/alembic.ini"), "head")
    yield

app = FastAPI(lifespan=lifespan)
