import logging

from aiohttp import web


async def invoices(request):
    raise LookupError("hidden")

logging.getLogger("aiohttp.server").disabled = True
app = web.Application()
app.router.add_get("/api/v1/invoices", invoices)
web.run_app(app, host="backend", port=8000, print=None)
