"""Starlette: the old paths send 307 to the new ones, outside of the CORS middleware: `starlette_moved.py PORT`."""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Mount, Route


async def swaps(request):
    return JSONResponse([])


async def moved(request):
    return RedirectResponse(str(request.url).replace("/api/", "/api/v1/", 1), 307)


v1 = Starlette(routes=[Route("/swaps", swaps)], middleware=[Middleware(CORSMiddleware, allow_origins=["http://localhost:16741"])])
app = Starlette(routes=[Mount("/api/v1", v1), Route("/api/{rest:path}", moved, methods=["GET", "POST", "OPTIONS"])])
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
