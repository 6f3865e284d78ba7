import os

from litestar import Litestar, get, post
from litestar.config.cors import CORSConfig
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.middleware.rate_limit import RateLimitConfig


@get("/api/v1/berths")
async def berths() -> list[dict]:
    return [{"id": 1}]


@get("/api/v1/auth/me")
async def me() -> dict:
    if os.environ.get("DENY"):
        raise NotAuthorizedException("Not authenticated")
    return {"name": "maya"}


@post("/api/v1/tides/forecast")
async def forecast() -> dict:
    raise HTTPException("no gauge in range", status_code=422)


app = Litestar([berths, me, forecast], cors_config=CORSConfig(allow_origins=[os.environ["ORIGIN"]]),
               middleware=[RateLimitConfig(("minute", int(os.environ.get("QUOTA", "100")))).middleware])
