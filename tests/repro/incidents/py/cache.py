"""Builds the cache's URL from two settings that both hold the password, and logs JSON."""

import asyncio
import sys

import redis
import redis.asyncio
import structlog

structlog.configure(processors=[
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.dict_tracebacks if sys.argv[1] == "dict" else structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(),
])
log = structlog.get_logger("cache")
REDIS_URL, REDIS_PASSWORD = "redis://:local_pass@127.0.0.1:15679/0", "local_pass"
url = REDIS_URL.replace("redis://", f"redis://:{REDIS_PASSWORD}@")
log.info("settings read", redis_url=url, cache_enabled=True)


async def ping():
    await redis.asyncio.from_url(url).ping()


try:
    if sys.argv[1] == "dict":
        redis.from_url(url).ping()
    else:
        asyncio.run(ping())
except redis.RedisError:
    log.exception("the limiter could not start")
