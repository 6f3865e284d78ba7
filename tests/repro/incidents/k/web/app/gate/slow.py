import asyncio, os
from aiohttp import web
async def slow(request):
    await asyncio.sleep(float(os.environ.get("SLOW", "0.5")))
    return web.json_response({"ok": True})
app = web.Application(); app.router.add_get("/{x:.*}", slow)
web.run_app(app, host="127.0.0.1", port=9000, print=None)
