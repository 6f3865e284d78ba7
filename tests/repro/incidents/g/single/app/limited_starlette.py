import os

from slowapi import Limiter
from slowapi.middleware import SlowAPIASGIMiddleware
from slowapi.util import get_remote_address
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def plants(request):
    return JSONResponse([])


app = Starlette(routes=[Route("/api/plants", plants)])
app.state.limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", strategy=os.getenv("RATE_LIMIT_STRATEGY", "fixed-window"), default_limits=["60/minute"])
app.add_middleware(SlowAPIASGIMiddleware)
