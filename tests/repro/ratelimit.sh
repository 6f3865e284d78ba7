#!/bin/sh
# The logs of kb/ratelimit/*.md, kb/gateway/429-rate-limited.md and kb/gateway/503-concurrency-limit.md.
# PYTHON names a python with the PyPI packages fastapi, uvicorn, slowapi, flask, flask-limiter, requests
# and httpx; NODE_MODULES a folder with the npm package axios; Debian packages nginx and curl.
# Ports 15541 (API), 15542 (nginx).
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}"
mkdir -p /srv/api && cd /srv/api || exit 1
ln -sfn "$NODE_MODULES" node_modules
cat >shared_limit.py <<'P'
import logging
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.middleware import SlowAPIMiddleware
from slowapi.util import get_remote_address

logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
app = FastAPI()
app.state.limiter = Limiter(key_func=get_remote_address, application_limits=["8/minute"], headers_enabled=True)
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.add_middleware(SlowAPIMiddleware)

@app.post("/api/v1/schedule/generate")
def generate(request: Request):
    return JSONResponse({"detail": "generation failed"}, status_code=500)

@app.get("/api/v1/auth/me")
def me(request: Request):
    return {"username": "admin"}
P
"$PYTHON" -m uvicorn shared_limit:app --port 15541 >server.log 2>&1 &
server=$!
sleep 3
for _ in 1 2 3 4 5 6 7 8 9 10; do curl -s -o /dev/null -X POST http://localhost:15541/api/v1/schedule/generate; done
echo "== client"; curl -si http://localhost:15541/api/v1/auth/me; echo
"$PYTHON" -c 'import requests; requests.get("http://localhost:15541/api/v1/auth/me").raise_for_status()' 2>&1 | tail -n 1
"$PYTHON" -c 'import httpx; httpx.get("http://localhost:15541/api/v1/auth/me").raise_for_status()' 2>&1 | tail -n 2
node -e 'require("axios").get("http://localhost:15541/api/v1/auth/me").catch(e => console.error(String(e)))' 2>&1
curl -fsS http://localhost:15541/api/v1/auth/me
kill $server; wait $server 2>/dev/null
echo "== server"; cat server.log
cat >nginx.conf <<'N'
daemon off; pid /srv/api/nginx.pid; error_log stderr;
events {}
http {
  access_log /dev/stdout;
  limit_req_zone $binary_remote_addr zone=gateway:1m rate=1r/m;
  limit_conn_zone $binary_remote_addr zone=per_client:1m;
  server {
    listen 127.0.0.1:15542; root /srv/api;
    location /r { limit_req zone=gateway; limit_req_status 429; try_files /server.log =404; }
    location /c { limit_conn per_client 1; limit_rate 100; try_files /server.log =404; }
    location /s { return 503; }
  }
}
N
nginx -e stderr -c /srv/api/nginx.conf >nginx.log 2>&1 &
server=$!
sleep 1
echo "== nginx, client"
for _ in 1 2; do curl -si http://localhost:15542/r | head -n 12; done
curl -s -m 3 http://localhost:15542/c >/dev/null & slow=$!
sleep 1; curl -si http://localhost:15542/c | head -n 14
curl -s http://localhost:15542/s
wait $slow; kill $server; wait $server 2>/dev/null
echo "== nginx, server"; cat nginx.log
echo "== near miss: strategy"; "$PYTHON" -c 'from slowapi import Limiter
Limiter(key_func=None, default_limits=["3 per fortnight"])' 2>&1 | tail -n 3
