"""A small FastAPI service that fails in the ways of kb/http, kb/ratelimit, kb/gateway and kb/redis.

Usage: http-services.py FOLDER (fastapi, uvicorn, slowapi, redis and httpx are needed; curl)
Ports 15510 (API) and 15511, 15512 (nobody). Prints for each case what curl shows and the server's log.
"""
import os
import signal
import subprocess
import sys
import time

folder = sys.argv[1]
only = sys.argv[2:]
os.makedirs(folder, exist_ok=True)
os.chdir(folder)

MAIN = '''
import logging, os, socket
from fastapi import FastAPI, Depends, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

app = FastAPI()
limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ.get("STORAGE", "memory://"),
                  in_memory_fallback_enabled=bool(os.environ.get("FALLBACK")), strategy=os.environ.get("STRATEGY", "fixed-window"))
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

def unreachable(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return True

@app.get("/api/v1/utils/health-check/")
def health():
    failed = [name for name in os.environ.get("FAILED", "").split(",") if name]
    if failed:
        return JSONResponse({"success": False, "message": "Service Unavailable", "data": failed}, status_code=503)
    return {"success": True, "message": "OK", "data": None}

@app.get("/crash")
def crash():
    return {"total": len(None)}

@app.exception_handler(Exception)
async def any_error(request, exc):
    if os.environ.get("ENVIRONMENT") == "production":
        return JSONResponse({"success": False, "message": "Internal server error", "data": None}, status_code=500)
    return JSONResponse({"detail": str(exc), "type": type(exc).__name__}, status_code=500)

@app.get("/auth/me")
@limiter.limit("3/minute")
def me(request: Request):
    return {"username": "admin"}
'''


def run(title, env, urls):
    if only and title not in only:
        return
    open("main.py", "w").write(MAIN)
    server = subprocess.Popen([sys.executable, "-m", "uvicorn", "main:app", "--port", "15510"], env={**os.environ, **env},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(3)
    print(f"== {title}: client")
    for flags, url in urls:
        out = subprocess.run(["curl", "-s", *flags, f"http://localhost:15510{url}"], capture_output=True, text=True)
        print(out.stdout + out.stderr)
    server.send_signal(signal.SIGINT)
    log, _ = server.communicate(timeout=30)
    print(f"== {title}: server")
    print(log)


for failed in ("postgres", "redis", "migrations_not_at_head", "postgres,redis"):
    run(f"health {failed}", {"FAILED": failed}, [(["-i"], "/api/v1/utils/health-check/"), (["-fS"], "/api/v1/utils/health-check/")])
run("crash production", {"ENVIRONMENT": "production"}, [(["-i"], "/crash")])
run("crash local", {}, [(["-i"], "/crash")])
run("rate limit", {}, [(["-i"], "/auth/me")] * 5)
run("strategy", {"STRATEGY": "fixed-window-elastic-expiry"}, [])
run("redis down", {"STORAGE": "redis://localhost:15511/0"}, [([], "/auth/me")])
run("redis down, fallback", {"STORAGE": "redis://localhost:15511/0", "FALLBACK": "1"}, [([], "/auth/me")])
