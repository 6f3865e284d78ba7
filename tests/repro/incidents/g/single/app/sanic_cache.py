import os

import redis.asyncio as redis
from sanic import Sanic
from sanic.log import logger
from sanic.response import json

REDIS_URL = os.environ.get("REDIS_URL", "redis://redis:6379/0")
app = Sanic("cache")


@app.before_server_start
async def connect(app):
    logger.info("cache: %s", REDIS_URL)
    app.ctx.redis = redis.from_url(REDIS_URL, decode_responses=True)
    await app.ctx.redis.ping()


@app.get("/")
async def index(request):
    return json({})
