import asyncio
import logging
import sys

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pythonjsonlogger.json import JsonFormatter

app = FastAPI()
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
log = logging.getLogger("gateway")
log.addHandler(handler)
log.setLevel(logging.INFO)
MAX_CONCURRENT_PER_CLIENT = 3
running: dict[str, int] = {}


@app.middleware("http")
async def concurrency(request: Request, call_next):
    client = request.headers.get("x-client-id", request.client.host)
    if running.get(client, 0) >= MAX_CONCURRENT_PER_CLIENT:
        log.warning("concurrent limit reached", extra={"client": client, "in_flight": running[client], "limit": MAX_CONCURRENT_PER_CLIENT, "path": request.url.path, "status": 503})
        return JSONResponse({"success": False, "message": "Service Unavailable: too many concurrent requests", "data": None}, 503)
    running[client] = running.get(client, 0) + 1
    try:
        return await call_next(request)
    finally:
        running[client] -= 1


@app.get("/api/reports/{name}")
async def report(name: str):
    await asyncio.sleep(1)
    return {"name": name}
