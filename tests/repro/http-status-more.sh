#!/bin/sh
# More clients' words for 429, 500 and 503, an application's limit of requests in flight, health checks of HAProxy and Caddy, tests of
# PHPUnit, Rails and Go: examples of kb/gateway/429-rate-limited.md, kb/gateway/503-concurrency-limit.md, kb/http/500-without-details.md,
# kb/http/health-check-503.md.
# Needs: curl, ruby with actionpack, php with phpunit, go, elixir, haproxy, caddy (Debian); PYTHON names a python with the PyPI packages
# requests, httpx, openai, flask-limiter, fastapi, uvicorn; NODE_MODULES a folder with the npm packages superagent, ky, got, needle,
# express. Ports 6703 to 6707, loopback only. Writes into the current folder.
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}"
"$PYTHON" - <<'P' 2>/dev/null &
import http.server, json

BODIES = {429: {"detail": "Request was throttled. Expected available in 42 seconds."}, 500: {"detail": "Internal Server Error"},
          503: {"status": "unhealthy", "checks": {"database": "down", "redis": "up"}}}

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        status = int(self.path.split("/")[1])
        body = json.dumps(BODIES[status]).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

http.server.ThreadingHTTPServer(("127.0.0.1", 6703), Handler).serve_forever()
P
server=$!
trap 'kill $server' EXIT
sleep 1
[ -e node_modules ] || ln -s "$NODE_MODULES" node_modules
for path in 429/api/v1/orders 500/api/v1/orders 503/api/health; do
    url=http://127.0.0.1:6703/$path
    echo "== $path"
    "$PYTHON" -c "import httpx, logging; logging.basicConfig(level=logging.INFO); print(httpx.get('$url'))" 2>&1
    "$PYTHON" -c "import requests, logging; logging.basicConfig(level=logging.DEBUG, format='%(asctime)s %(levelname)s %(name)s %(message)s'); requests.get('$url')" 2>&1
    "$PYTHON" -c "import openai; openai.OpenAI(api_key='x', base_url='$url', max_retries=0).models.list()" 2>&1 | tail -n 1
    ruby -e "require 'net/http'; p Net::HTTP.get_response(URI('$url'))"
    elixir -e ":inets.start(); IO.inspect(:httpc.request('$url'))"
    node -e "require('superagent').get('$url').then(() => {})" 2>&1 | head -n 14
    node -e "require('needle')('get', '$url').then(r => console.log(r.statusCode, r.statusMessage, r.body))"
    node -e "fetch('$url').then(r => { if (!r.ok) throw new Error(r.status + ' ' + r.statusText) })" 2>&1 | grep Error
    node --input-type=module -e "import ky from 'ky'; await ky.get('$url', { retry: 0 })" 2>&1 | grep HTTPError:
    node --input-type=module -e "import got from 'got'; await got.get('$url', { retry: { limit: 0 } })" 2>&1 | grep HTTPError:
done
printf 'package main\nimport ("fmt"; "log"; "net/http"; "os")\nfunc main() { r, _ := http.Get(os.Args[1]); fmt.Println(fmt.Errorf("orders: unexpected status %%s", r.Status)); log.Fatalf("GET %%s: %%s", os.Args[1], r.Status) }\n' >status.go
go run status.go http://127.0.0.1:6703/500/x
printf '<?php\nfinal class ApiTest extends PHPUnit\\Framework\\TestCase {\n  function testOrders(): void { $this->assertSame(200, 500); }\n  function testLimit(): void { $this->assertEquals(200, 429); }\n}\n' >ApiTest.php
phpunit --do-not-cache-result ApiTest.php
cat >rails_test.rb <<'R'
require 'action_controller/railtie'
require 'minitest/autorun'
require 'action_dispatch/testing/integration'
class A < Rails::Application
  config.eager_load = false
  config.consider_all_requests_local = false
  config.secret_key_base = 'x' * 40
  config.logger = Logger.new(nil)
  config.hosts.clear
  routes.append { get '/orders' => 'orders#index'; get '/limit' => 'orders#limit' }
end
class OrdersController < ActionController::Base
  def index; head 500 end
  def limit; head 429 end
end
A.initialize!
class T < ActionDispatch::IntegrationTest
  def app; A; end
  def test_orders; get '/orders'; assert_response :success end
  def test_limit; get '/limit'; assert_response :success end
end
R
ruby rails_test.rb
printf 'global\n  log stdout format raw local0\ndefaults\n  mode http\n  log global\n  timeout connect 1s\n  timeout client 2s\n  timeout server 2s\nfrontend f\n  bind 127.0.0.1:6704\n  default_backend b\nbackend b\n  option httpchk GET /503/api/health\n  server s1 127.0.0.1:6703 check inter 200 fall 1\n' >haproxy.cfg
timeout 3 haproxy -f haproxy.cfg
printf '{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:6705 {\n\treverse_proxy 127.0.0.1:6703 {\n\t\thealth_uri /503/api/health\n\t\thealth_interval 500ms\n\t}\n}\n' >Caddyfile
timeout 3 caddy run --config Caddyfile --adapter caddyfile 2>&1 | grep health_checker
"$PYTHON" - <<'P'
import logging
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
app = Flask("app")
Limiter(get_remote_address, app=app, default_limits=["1 per minute"])

@app.get("/orders")
def orders():
    return "ok"

client = app.test_client()
client.get("/orders"), client.get("/orders")
P
"$PYTHON" - <<'P'
import asyncio, logging
import httpx, uvicorn
from fastapi import FastAPI, HTTPException

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
app, slots = FastAPI(), asyncio.Semaphore(2)

@app.get("/x")
async def x():
    if slots.locked():
        logging.getLogger("gateway").warning("concurrent request limit reached for client %s (limit=%d), returning 503", "acme", 2)
        raise HTTPException(503, "Maximum number of concurrent requests reached")
    async with slots:
        await asyncio.sleep(0.3)

async def main():
    server = uvicorn.Server(uvicorn.Config(app, port=6707))
    task = asyncio.create_task(server.serve())
    await asyncio.sleep(0.5)
    async with httpx.AsyncClient() as client:
        for answer in await asyncio.gather(*[client.get("http://127.0.0.1:6707/x") for _ in range(3)]):
            print(answer.status_code, answer.text)
    server.should_exit = True
    await task

asyncio.run(main())
P
node -e '
const app = require("express")(), MAX = 2; let n = 0
app.use((request, response, next) => {
  if (n >= MAX) {
    console.warn(`rejecting ${request.method} ${request.path}: concurrency limit of ${MAX} reached (${n} in flight)`)
    return response.status(503).json({ error: "Too many concurrent requests" })
  }
  n++; response.on("finish", () => n--); next()
})
app.get("/x", (request, response) => setTimeout(() => response.json({}), 300))
const server = app.listen(6706, "127.0.0.1", async () => {
  for (const answer of await Promise.all([1, 2, 3].map(() => fetch("http://127.0.0.1:6706/x")))) console.log(answer.status, await answer.text())
  server.close()
})'
