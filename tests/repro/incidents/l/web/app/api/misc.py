# FW=flask|falcon|sanic|aiohttp|starlette: an endpoint that fails, and one that answers 429; run as a module
import os
fw = os.environ["FW"]
if fw == "flask":
    from flask import Flask
    app = Flask(__name__)
    @app.get("/api/shelves")
    def shelves(): return {}["north"]
elif fw == "falcon":
    import falcon
    class Shelves:
        def on_get(self, req, resp): raise KeyError("north")
    app = falcon.App(); app.add_route("/api/shelves", Shelves())
elif fw == "aiohttp":
    from aiohttp import web
    async def shelves(request): return {}["north"]
    app = web.Application(); app.router.add_get("/api/shelves", shelves)
    web.run_app(app, port=8000)
elif fw == "sanic":
    from sanic import Sanic
    app = Sanic("birch")
    @app.get("/api/shelves")
    async def shelves(request): return {}["north"]
    if __name__ == "__main__": app.run(port=8000, single_process=True)
