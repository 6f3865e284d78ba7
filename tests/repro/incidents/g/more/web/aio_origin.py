from aiohttp import web

ALLOWED = {"https://board.example.com"}


@web.middleware
async def cors(request, handler):
    answer = web.Response() if request.method == "OPTIONS" else await handler(request)
    if request.headers.get("Origin") in ALLOWED:
        answer.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        answer.headers["Access-Control-Allow-Headers"] = "*"
    return answer


async def lockers(request):
    return web.json_response([{"id": 1}])

app = web.Application(middlewares=[cors])
app.router.add_route("*", "/api/v1/lockers", lockers)
import logging
logging.basicConfig(level=logging.INFO)
web.run_app(app, port=8081)
