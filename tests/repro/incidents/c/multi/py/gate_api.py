import os
from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, default_limits=["100/minute"], strategy=os.environ.get("LIMIT_STRATEGY", "fixed-window"))
app = FastAPI()
app.state.limiter = limiter


@app.get("/gate")
@limiter.limit("5/minute")
def gate(request: Request):
    return {"open": True}
