import os
from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address
from slowapi.middleware import SlowAPIMiddleware

limiter = Limiter(key_func=get_remote_address, default_limits=["5/minute"], storage_uri=os.environ["REDIS_URL"], in_memory_fallback_enabled=bool(os.environ.get("FALLBACK")))
app = FastAPI()
app.state.limiter = limiter
app.add_middleware(SlowAPIMiddleware)


@app.get("/menu")
def menu(request: Request):
    return {"items": []}
