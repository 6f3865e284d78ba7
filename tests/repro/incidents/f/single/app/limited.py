import logging
import os

from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.middleware import SlowAPIMiddleware
from slowapi.util import get_remote_address

logging.basicConfig(format="%(levelname)s:     %(name)s %(message)s", level="INFO")
REDIS_URL = os.environ.get("REDIS_URL", "redis://cache:6379/0")
logging.getLogger("app.limiter").info("rate limiter storage %s", REDIS_URL)
limiter = Limiter(key_func=get_remote_address, storage_uri=REDIS_URL, strategy=os.environ.get("RATE_LIMIT_STRATEGY", "fixed-window"), default_limits=["100/minute"])
app = FastAPI()
app.state.limiter = limiter
app.add_middleware(SlowAPIMiddleware)


@app.get("/api/glazes")
@limiter.limit("20/minute")
def glazes(request: Request):
    return []
