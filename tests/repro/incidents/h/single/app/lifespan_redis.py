import logging
import os
from contextlib import asynccontextmanager

import redis.asyncio as redis
from fastapi import FastAPI

log = logging.getLogger("uvicorn.error")
REDIS_URL = os.environ["REDIS_URL"]


@asynccontextmanager
async def lifespan(app: FastAPI):
    log.info("connecting to %s", REDIS_URL)
    app.state.redis = redis.from_url(REDIS_URL, decode_responses=True)
    await app.state.redis.ping()
    yield
    await app.state.redis.aclose()


app = FastAPI(lifespan=lifespan)
