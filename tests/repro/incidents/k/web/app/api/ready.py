"""Readiness of the API: each thing it needs, by a TCP connection."""
import os, socket
from fastapi import FastAPI
from fastapi.responses import JSONResponse
app = FastAPI()
NEEDS = dict(pair.split("=") for pair in os.environ.get("NEEDS", "search=127.0.0.1:9200").split(","))

def missing():
    for name, address in NEEDS.items():
        host, port = address.split(":")
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            yield name

@app.get("/health/live")
def live():
    return {"success": True, "message": "ok", "data": []}

@app.get("/api/v1/health/ready")
def ready():
    out = list(missing())
    if out:
        return JSONResponse({"success": False, "message": "Service Unavailable", "data": out}, 503)
    return {"success": True, "message": "ok", "data": []}
