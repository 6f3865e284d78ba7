"""A backend for a browser: CORS, a redirect, a crash, a limit. `dashboards.py PORT`."""

import sys

import psycopg
import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, RedirectResponse, Response

allowed = FastAPI()
allowed.add_middleware(CORSMiddleware, allow_origins=["http://localhost:15641"], allow_methods=["*"], allow_headers=["*"])
app = FastAPI()


@app.get("/plain")
@app.get("/api/v1/auth/me")
def plain():
    return {"ok": True}


@app.api_route("/api/auth/me", methods=["GET", "OPTIONS"])
def moved():
    return RedirectResponse("/api/v1/auth/me", 307)


@app.get("/other-origin")
def other():
    return JSONResponse({}, headers={"Access-Control-Allow-Origin": "https://dashboard.example.com"})


@app.options("/orders")
def preflight():
    return Response(status_code=405)


@allowed.get("/crash")
def crash():
    with psycopg.connect("host=127.0.0.1 port=15633 dbname=shop user=app password=app-secret") as db:
        return db.execute("SELECT widgets.layout_json FROM widgets").fetchall()


@allowed.get("/limited")
def limited():
    return JSONResponse({"error": "Rate limit exceeded: 200 per 1 minute"}, 429)


@allowed.get("/unauthorized")
def unauthorized():
    return JSONResponse({"detail": "Not authenticated"}, 401)


app.mount("/allowed", allowed)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
