import logging
import os
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi_limiter import FastAPILimiter
from fastapi_limiter.depends import RateLimiter
from redis import asyncio as aioredis

logger = logging.getLogger("uvicorn.error")


def redis_url() -> str:
    url, password = os.environ["REDIS_URL"], os.environ.get("REDIS_PASSWORD")
    return url.replace("redis://", f"redis://:{password}@") if password else url


@asynccontextmanager
async def lifespan(app: FastAPI):
    logger.info("redis: %s", redis_url())
    connection = aioredis.from_url(redis_url(), encoding="utf-8", decode_responses=True)
    await FastAPILimiter.init(connection)
    yield
    await FastAPILimiter.close()


app = FastAPI(lifespan=lifespan)


@app.get("/", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
async def index():
    return {"ok": True}
