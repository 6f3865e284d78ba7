from aiohttp import web

from versioned import save


async def add(request):
    return web.json_response({"id": save(**await request.json())}, status=201)


app = web.Application()
app.router.add_post("/api/items", add)
if __name__ == "__main__":
    import logging
    logging.basicConfig(level="INFO", format="%(levelname)s:%(name)s:%(message)s")
    web.run_app(app, port=8000)
