#!/bin/sh
# How HTTP clients word an answer of 401, 429 or 500: examples of kb/auth/invalid-credentials-no-admin.md,
# kb/gateway/429-rate-limited.md, kb/http/500-without-details.md, kb/http/health-check-503.md.
# Needs: curl; node. PYTHON names a python with the PyPI packages httpx, aiohttp and requests; NODE_MODULES a folder with the
# npm packages ky and ofetch. Port 15702, loopback only. Runs in the current folder.
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}"
"$PYTHON" - <<'P' 2>/dev/null &
import http.server, json

ANSWERS = {"login": (401, {"detail": "Invalid credentials"}), "token": (401, {"detail": "Invalid credentials"}),
           "signin": (401, {"error": "Invalid username/password."}), "me": (429, {"error": "Rate limit exceeded"}),
           "reports": (500, {"detail": "Internal server error"}),
           "health-check": (503, {"success": False, "message": "Service Unavailable", "data": ["redis", "migrations_not_at_head", "postgres"]})}

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        status, body = ANSWERS[self.path.rstrip("/").rsplit("/", 1)[-1]]
        body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_POST = do_GET

http.server.ThreadingHTTPServer(("127.0.0.1", 15702), Handler).serve_forever()
P
server=$!
trap 'kill $server' EXIT
sleep 1
api=http://localhost:15702/api/v1
for path in auth/login auth/token auth/signin auth/me reports utils/health-check; do
    echo "== curl -i, $path"; curl -si -X POST "$api/$path"; echo
    echo "== requests, $path"; "$PYTHON" -c "import requests; requests.post('$api/$path', json={}).raise_for_status()" 2>&1 | tail -n 1
    echo "== httpx, $path"; "$PYTHON" -c "import httpx; httpx.post('$api/$path', json={}).raise_for_status()" 2>&1 | tail -n 2
    echo "== aiohttp, $path"; "$PYTHON" - 2>&1 <<P | tail -n 1
import aiohttp, asyncio
async def main():
    async with aiohttp.ClientSession(raise_for_status=True) as session:
        await session.post("$api/$path", json={})
asyncio.run(main())
P
done
[ -e node_modules ] || ln -s "$NODE_MODULES" node_modules
cat >login.mjs <<'J'
import ky from "ky";
import { ofetch } from "ofetch";

const [client, url] = process.argv.slice(2);
await (client === "ky" ? ky.post(url, { json: {} }) : ofetch(url, { method: "POST", body: {} }));
J
for path in auth/login auth/token; do
    for client in ky ofetch; do
        echo "== $client, $path"; node login.mjs $client "$api/$path" 2>&1 | head -n 14
    done
done
echo "== python prints the body of the health check"
"$PYTHON" -c "import requests; print(requests.get('$api/utils/health-check/').json())"
"$PYTHON" -c "import json, requests; print(json.dumps(requests.get('$api/utils/health-check/').json(), sort_keys=True))"
