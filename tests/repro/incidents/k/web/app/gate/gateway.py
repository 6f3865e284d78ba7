"""A gateway before the data APIs: token, limits per minute, requests in flight."""
import asyncio, logging, os
from collections import Counter
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
logging.basicConfig(level=logging.DEBUG if os.environ.get("CONCURRENT_DEBUG") else logging.INFO, format="%(levelname)s %(name)s %(message)s")
logging.getLogger("asyncio").setLevel(logging.WARNING)
log = logging.getLogger("gateway.concurrency")
MOST = int(os.environ.get("MAX_CONCURRENT_PER_CLIENT", "3"))
app = FastAPI()
busy = Counter()

@app.get("/api/{path:path}")
async def call(path: str, request: Request):
    client = request.headers.get("x-client-id", request.client.host)
    if busy[client] >= MOST:
        log.debug("reject client=%s in_flight=%d max=%d", client, busy[client], MOST)
        return JSONResponse({"success": False, "message": "Service Unavailable", "detail": "Too many concurrent requests"}, 503, {"Retry-After": "1"})
    busy[client] += 1
    log.debug("acquire client=%s in_flight=%d/%d", client, busy[client], MOST)
    try:
        await asyncio.sleep(0.4)
        return {"success": True, "data": []}
    finally:
        busy[client] -= 1
        log.debug("release client=%s in_flight=%d/%d", client, busy[client], MOST)
