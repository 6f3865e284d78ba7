#!/bin/sh
# How clients and test runners word 429, 500, 503 and a redirect without end: examples of kb/gateway/429-rate-limited.md,
# kb/http/500-without-details.md, kb/http/health-check-503.md, kb/frontend/auth-redirect-loop.md.
# Needs: curl, wget, busybox, httpie, php-cli, ruby with faraday, rest-client and excon (Debian); PYTHON names a python with the
# PyPI packages requests, httpx, aiohttp, urllib3, pycurl, pytest; NODE_MODULES a folder with the npm packages undici, ofetch,
# supertest, playwright, jest, newman. Port 6601, loopback only. Runs in the current folder.
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}"
"$PYTHON" - <<'P' 2>/dev/null &
import http.server, json

BODIES = {429: {"detail": "Request was throttled. Expected available in 42 seconds."}, 500: {"detail": "Internal Server Error"},
          503: {"status": "unhealthy", "checks": {"database": "down", "redis": "up"}}}

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        first = self.path.split("/")[1]
        body = b"" if first == "loop" else json.dumps(BODIES[int(first)]).encode()
        self.send_response(302 if first == "loop" else int(first))
        if first == "loop":
            self.send_header("location", self.path)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

http.server.ThreadingHTTPServer(("127.0.0.1", 6601), Handler).serve_forever()
P
server=$!
trap 'kill $server' EXIT
sleep 1
[ -e node_modules ] || ln -s "$NODE_MODULES" node_modules
for path in 429/api/v1/orders 500/api/v1/orders 503/api/health loop/login; do
    url=http://127.0.0.1:6601/$path
    echo "== $path"
    for words in "requests.get('$url').raise_for_status()" "httpx.get('$url', follow_redirects=True).raise_for_status()"; do
        "$PYTHON" -c "import httpx, requests; $words" 2>&1 | tail -n 2
    done
    "$PYTHON" -c "import urllib3; urllib3.PoolManager().request('GET', '$url', retries=urllib3.Retry(1, status_forcelist=[429, 500, 503], respect_retry_after_header=False))" 2>&1 | tail -n 1
    "$PYTHON" -c "import urllib.request; urllib.request.urlopen('$url')" 2>&1 | tail -n 3
    "$PYTHON" -c "import pycurl; c = pycurl.Curl(); c.setopt(c.URL, '$url'); c.setopt(c.FAILONERROR, 1); c.setopt(c.FOLLOWLOCATION, 1); c.perform()" 2>&1 | tail -n 1
    curl -fsSL "$url"; wget -nv -O /dev/null "$url"; busybox wget -O /dev/null "$url"; http --check-status --follow --ignore-stdin "$url"
    php -r "file_get_contents('$url');"
    ruby -e "require 'faraday'; Faraday.new('$url') { |f| f.response :raise_error }.get" 2>&1 | head -n 1
    ruby -e "require 'rest-client'; RestClient.get('$url')" 2>&1 | head -n 1
    ruby -e "require 'excon'; Excon.get('$url', expects: [200])" 2>&1 | head -n 1
    node -e "fetch('$url').then(r => { if (!r.ok) throw new Error('HTTP error! status: ' + r.status) })" 2>&1 | head -n 12
    node -e "require('ofetch').ofetch('$url', { retry: 0 })" 2>&1 | head -n 12
    node -e "require('supertest')('http://127.0.0.1:6601').get('/$path').expect(200).then(() => {})" 2>&1 | head -n 12
    node -e "require('playwright').request.newContext().then(c => c.get('$url', { failOnStatusCode: true }))" 2>&1 | head -n 12
    printf 'import httpx\ndef test_it():\n    assert httpx.get("%s").status_code == 200\n' "$url" >test_it.py
    "$PYTHON" -m pytest -q test_it.py 2>&1 | tail -n 20
    printf 'const request = require("supertest");\ntest("it", async () => { const res = await request("http://127.0.0.1:6601").get("/%s"); expect(res.status).toBe(200) });\n' "$path" >it.test.js
    ./node_modules/.bin/jest --rootDir . it.test.js 2>&1 | head -n 20
done
