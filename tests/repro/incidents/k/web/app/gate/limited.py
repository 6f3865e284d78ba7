from fastapi import FastAPI, Request
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
limiter = Limiter(key_func=get_remote_address, headers_enabled=True)
app = FastAPI(); app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
from fastapi import Response
@app.get("/api/v1/tides")
@limiter.limit("5/minute")
def tides(request: Request, response: Response):
    return {"high": "04:12"}
@app.get("/api/v1/free")
def free():
    return {}
