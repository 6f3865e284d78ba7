"""Starlette: a login on a table, tokens with python-jose."""
import os, time
import psycopg
from jose import JWTError, jwt
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

KEY, seen = os.environ.get("TOKEN_KEY", "first"), {}


async def login(request):
    form = await request.json()
    if os.environ.get("LIMIT"):
        now = [t for t in seen.get("c", []) if t > time.time() - 60] + [time.time()]
        seen["c"] = now
        if len(now) > int(os.environ["LIMIT"]):
            return JSONResponse({"detail": "Too Many Requests"}, 429, headers={"Retry-After": "60"})
    with psycopg.connect(os.environ["DATABASE_URL"]) as db:
        row = db.execute("SELECT hash FROM operators WHERE login = %s", (form["login"],)).fetchone()
    if not row or row[0] != form["password"]:
        return JSONResponse({"detail": "Invalid credentials"}, 401)
    return JSONResponse({"token": jwt.encode({"sub": form["login"]}, KEY)})


async def shifts(request):
    try:
        jwt.decode(request.headers.get("authorization", "").removeprefix("Bearer "), KEY, algorithms=["HS256"])
    except JWTError:
        return JSONResponse({"detail": "Could not validate credentials"}, 401)
    return JSONResponse({"items": []})


async def tides(request):
    return JSONResponse({"m": 2.4})


app = Starlette(routes=[Route("/login", login, methods=["POST"]), Route("/shifts", shifts), Route("/tides", tides)])
