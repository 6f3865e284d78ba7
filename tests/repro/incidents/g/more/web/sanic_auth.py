from sanic import Sanic, json

app = Sanic("board")


@app.on_response
async def cors(request, response):
    response.headers["Access-Control-Allow-Origin"] = "http://localhost:8080"


@app.get("/api/v1/auth/me")
async def me(request):
    return json({"detail": "Not authenticated"}, 401)
