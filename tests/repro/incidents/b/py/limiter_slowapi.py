"""slowapi behind FastAPI; uvicorn imports this and fails, or serves it: STRATEGY chooses."""

import os

from fastapi import FastAPI, Request
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, strategy=os.environ["STRATEGY"], headers_enabled=True)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


@app.get("/search")
@limiter.limit("2/minute")
def search(request: Request):
    from fastapi.responses import JSONResponse
    return JSONResponse({"hits": 0})
