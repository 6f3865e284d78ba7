"""A gateway that lets a client have so many requests at once (aiohttp)."""
import asyncio
import logging
import os
from collections import Counter

from aiohttp import web

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
log = logging.getLogger("gateway.flow_control")
MAX = int(os.environ.get("FLOW_CONTROL_MAX_CONCURRENT_PER_CLIENT", "3"))
busy = Counter()


@web.middleware
async def slots(request, handler):
    client = request.headers.get("x-client-id", request.remote)
    if busy[client] >= MAX:
        log.warning("client %s: %d of %d slots in use, rejecting %s %s", client, busy[client], MAX, request.method, request.path)
        return web.json_response({"success": False, "message": "Service Unavailable: concurrent request limit exceeded", "data": {"max_concurrent": MAX}}, status=503)
    busy[client] += 1
    if os.environ.get("CONCURRENT_DEBUG"):
        log.info("acquire client=%s in_flight=%d", client, busy[client])
    try:
        return await handler(request)
    finally:
        busy[client] -= 1
        if os.environ.get("CONCURRENT_DEBUG"):
            log.info("release client=%s in_flight=%d", client, busy[client])


async def occupancy(request):
    await asyncio.sleep(1.5)
    return web.json_response({"seats": 412})


app = web.Application(middlewares=[slots])
app.router.add_get("/api/occupancy/{route}", occupancy)
web.run_app(app, port=8000, print=None, access_log_format='%a "%r" %s %b %Tf')
