from lib import *
put("app/api.py", '''import asyncio
import os
import signal

from fastapi import FastAPI, Header, Request
from fastapi.responses import JSONResponse, PlainTextResponse

app = FastAPI(title="kestrel")
seen = {}


@app.exception_handler(Exception)
async def quiet(request: Request, error: Exception):
    return JSONResponse({"detail": "Internal server error"}, status_code=500)


@app.get("/api/v1/health")
def health():
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": os.environ.get("DOWN", "postgres").split(",")}, status_code=503)


@app.get("/api/v1/reports/{name}")
def report(name: str):
    return JSONResponse({"detail": "Internal server error"}, status_code=500)


@app.post("/api/v1/auth/login")
async def login():
    return JSONResponse({"detail": "Invalid credentials"}, status_code=401)


@app.get("/api/v1/auth/me")
def me():
    return JSONResponse({"detail": "Could not validate credentials"}, status_code=401, headers={"WWW-Authenticate": "Bearer"})


@app.get("/api/v1/prices/{n}")
@app.post("/v1/chat/completions")
def prices(request: Request, n: str = ""):
    seen["n"] = seen.get("n", 0) + 1
    if seen["n"] > int(os.environ.get("QUOTA", "3")):
        return JSONResponse({"success": False, "message": "Rate limit exceeded", "data": None}, status_code=429, headers={"Retry-After": "41"})
    return {"id": "x", "object": "chat.completion", "created": 1, "model": "small", "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "ok"}}]} if "chat" in request.url.path else {"price": 12.5}


@app.get("/api/v1/slow")
async def slow():
    await asyncio.sleep(1.5)
    return {"rows": 3}


class ScriptTimeoutError(Exception):
    pass


@app.post("/api/v1/scripts/{name}/run")
def script(name: str):
    return JSONResponse({"success": False, "message": "ScriptTimeoutError: script exceeded the time limit of 10 seconds", "data": None}, status_code=504)
''')
API = lambda **e: Server("uvicorn api:app --host 127.0.0.1 --port 8000 --log-level warning", 8000, **e)


def with_api(command, cwd="app", env=None, **server):
    def f():
        with API(**server):
            return run(command, cwd, **(env or {}))
    return f


H, F5, L, J, R, Q, T, SK = "http/health-check-503", "http/500-without-details", "auth/invalid-credentials-no-admin", "auth/jwt-could-not-validate", "gateway/429-rate-limited", "gateway/503-concurrency-limit", "app/script-timeout", "config/secret-key-changethis"


def case(name, ids, decisive, source, data, wrap=None):
    if wanted(name):
        mk(name, ids, None, decisive, source, data, wrap)


FA = "FastAPI under uvicorn, Python 3.11"
# tavern
put("app/test_smoke.tavern.yaml", """---
test_name: The API is healthy
stages:
  - name: health
    request: {url: "http://localhost:8000/api/v1/health", method: GET}
    response: {status_code: 200, json: {success: true}}
""")
put("app/test_login.tavern.yaml", """---
test_name: The first administrator signs in
stages:
  - name: login
    request:
      url: http://localhost:8000/api/v1/auth/login
      method: POST
      json: {username: admin, password: changed-in-ci}
    response: {status_code: 200, save: {json: {token: access_token}}}
  - name: me
    request: {url: "http://localhost:8000/api/v1/auth/me", method: GET, headers: {Authorization: "Bearer {token}"}}
    response: {status_code: 200}
""")
case("tavern-health-503", H, "'message': 'Service Unavailable'", f"tavern 3 with pytest of {FA}, its database is away, GitHub Actions", with_api("pytest -q -p no:cacheprovider test_smoke.tavern.yaml"), github("pytest test_smoke.tavern.yaml"))
case("tavern-login", L, "Invalid credentials", f"tavern with pytest signs in on a fresh database of {FA}, GitLab", with_api("pytest -q -p no:cacheprovider test_login.tavern.yaml"), gitlab)
# pactum
put("node/pactum.test.js", """const { spec, request } = require('pactum');
request.setBaseUrl('http://localhost:8000/api/v1');
describe('reports', () => {
  it('has the report of today', async () => {
    await spec().get('/reports/today').expectStatus(200).expectJsonLike({ rows: [] });
  });
});
describe('session', () => {
  it('knows who is signed in', async () => {
    await spec().get('/auth/me').withBearerToken(process.env.TOKEN).expectStatus(200);
  });
});
""")
case("pactum-500", F5, "Internal server error", f"pactum with mocha of a report of {FA} that says no more, Jenkins with time stamps", with_api("mocha pactum.test.js -g report", "node", NODE), jenkins)
case("pactum-jwt", J, "Could not validate credentials", f"pactum with mocha and a token signed with an old key, {FA}", with_api("mocha pactum.test.js -g session", "node", {**NODE, "TOKEN": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2ln"}))
put("node/needle.js", """const needle = require('needle');
(async () => {
  for (const day of ['2026-11-19', '2026-11-20', '2026-11-21']) {
    const res = await needle('get', `http://localhost:8000/api/v1/reports/${day}`, { json: true });
    console.log(new Date().toISOString(), day, res.statusCode, res.statusMessage, JSON.stringify(res.body));
  }
  process.exitCode = 1;
})();
""")
case("needle-500", F5, "Internal server error", f"needle 3 asks reports of {FA}, cron's log, compose prefix", with_api("node needle.js", "node", NODE), compose("report-sync-1"))
# ruby, perl, wget, elixir
put("app/me.rb", "require 'open-uri'\nrequire 'json'\nbegin\n  puts JSON.parse(URI.open('http://localhost:8000/api/v1/reports/week').read)['rows']\nrescue OpenURI::HTTPError => e\n  warn \"report failed: #{e.message} #{e.io.read}\"\n  raise\nend\n")
case("open-uri-500", F5, "Internal server error", f"Ruby 3.1's open-uri of a report of {FA}, syslog", with_api("ruby me.rb"), each_line(lambda t: f"{t:%b %d %H:%M:%S} web-2 report-cron[2214]: "))
put("app/sync.pl", "use strict;\nuse warnings;\nuse HTTP::Tiny;\nuse JSON::PP;\nmy $http = HTTP::Tiny->new(timeout => 5);\nmy $r = $http->post('http://localhost:8000/api/v1/auth/login', { headers => { 'Content-Type' => 'application/json' }, content => encode_json({ username => 'admin', password => 'changed-in-ci' }) });\ndie \"login failed: $r->{status} $r->{reason}: $r->{content}\\n\" unless $r->{success};\n")
case("http-tiny-login", L, "Invalid credentials", f"Perl 5.36's HTTP::Tiny in a first import on a fresh database of {FA}, docker json-file", with_api("perl sync.pl"), json_file)
case("wget-429", R, "429 Too Many Requests", f"wget 1.21 in a loop against {FA} with a rate limit, its own words, nohup.out", with_api("for n in 1 2 3 4 5; do wget -O prices-$n.json http://localhost:8000/api/v1/prices/$n; done; rm -f prices-*"))
put("app/prices.rb", "require 'rest-client'\n(1..6).each do |n|\n  puts RestClient.get(\"http://localhost:8000/api/v1/prices/#{n}\").body\nend\n")
case("rest-client-429", R, "429 Too Many Requests", f"Ruby 3.1's rest-client 2.1 against {FA} with a rate limit, CRI log file", with_api("ruby prices.rb"), cri)
put("app/chat.py", "import os\n\nfrom openai import OpenAI\n\nclient = OpenAI(base_url='http://localhost:8000/v1', api_key='local', max_retries=0)\nfor n in range(5):\n    print(client.chat.completions.create(model='small', messages=[{'role': 'user', 'content': f'summarise page {n}'}]).choices[0].message.content)\n")
case("openai-sdk-429", R, "Error code: 429", f"openai's Python SDK against a gateway of {FA} with a rate limit, journald", with_api("python chat.py"), journald("summarise", 7716))
put("app/probe.exs", ":inets.start()\nurl = 'http://localhost:8000/api/v1/health'\n{:ok, {{_, code, reason}, _, body}} = :httpc.request(:get, {url, []}, [], [])\nIO.puts(\"GET #{url} -> #{code} #{reason}\")\nIO.puts(body)\nif code != 200, do: raise(\"backend is not ready: #{body}\")\n")
case("elixir-health-503", H, "Service Unavailable", f"Elixir 1.14's :httpc asks the health check of {FA}, redis is away, docker logs -t", with_api("elixir probe.exs", DOWN="redis"), docker_t)
# monitors
put("run/monitrc", "set daemon 2\nset log /dev/stdout\nset pidfile /srv/kestrel/run/monit.pid\nset idfile /srv/kestrel/run/monit.id\nset statefile /srv/kestrel/run/monit.state\ncheck host kestrel-api with address 127.0.0.1\n  if failed port 8000 protocol http request \"/api/v1/health\" with timeout 3 seconds then alert\n")
case("monit-health-503", H, "503", f"monit 5.33 watches the health check of {FA}, its log", with_api("chmod 600 monitrc; timeout 9 monit -I -c monitrc", "run"))
case("nagios-health-503", H, "503", f"monitoring-plugins' check_http -v of the health check of {FA}", with_api("/usr/lib/nagios/plugins/check_http -v -H localhost -p 8000 -u /api/v1/health; echo \"exit $?\""))
put("run/bb.yml", "modules:\n  http_2xx:\n    prober: http\n    timeout: 3s\n    http:\n      preferred_ip_protocol: ip4\n")
def bb():
    with API(), Server("prometheus-blackbox-exporter --config.file=bb.yml --web.listen-address=127.0.0.1:9115", 9115, "run"):
        return run("curl -s 'http://127.0.0.1:9115/probe?target=http://localhost:8000/api/v1/health&module=http_2xx&debug=true' | sed '/^Metrics that/,$d'")
case("blackbox-exporter-health-503", H, "503", f"Prometheus' blackbox_exporter 0.23 of the health check of {FA}: /probe?debug=true, its log part", bb)
# go, rust-free: Go
put("go/main.go", """package main

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"os"
	"sync"
)

func check(res *http.Response, err error) {
	if err != nil {
		log.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode >= 400 {
		log.Printf("%s %s: unexpected status %s: %s", res.Request.Method, res.Request.URL.Path, res.Status, bytes.TrimSpace(body))
	}
}

func main() {
	base := "http://localhost:8000/api/v1"
	switch os.Args[1] {
	case "script":
		check(http.Post(base+"/scripts/roster/run", "application/json", nil))
	case "jwt":
		req, _ := http.NewRequest("GET", base+"/auth/me", nil)
		req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
		check(http.DefaultClient.Do(req))
	case "slots":
		var all sync.WaitGroup
		for n := 0; n < 6; n++ {
			all.Add(1)
			go func() { defer all.Done(); check(http.Get(base + "/slow")) }()
		}
		all.Wait()
	}
	os.Exit(1)
}
""")
GO = "[ -x kestrel-cli ] || GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=/srv/kestrel/run/gocache go build -o kestrel-cli main.go; ./kestrel-cli "
case("go-client-script-timeout", T, "ScriptTimeoutError", f"Go 1.19's net/http calls a script API of {FA}, its view, systemd's journal", with_api(GO + "script", "go"), journald("roster-trigger", 5120))
case("go-client-jwt", J, "Could not validate credentials", f"Go 1.19's net/http with an old token, {FA}, compose prefix", with_api(GO + "jwt", "go", {"TOKEN": "old"}), compose("exporter-1", "exporter-1   "))
def limited():
    with Server("uvicorn api:app --host 127.0.0.1 --port 8000 --limit-concurrency 4", 8000) as s:
        time.sleep(0.3)
        saw = run(GO + "slots", "go")
    return compose("api-1", "client-1")(s.out) + compose("client-1")(saw)
case("uvicorn-limit-concurrency-503", Q, ["Exceeded concurrency limit", "503 Service Unavailable"], "uvicorn's own --limit-concurrency 4, six requests of Go 1.19's net/http at once, one compose log", limited)
# concurrency: a middleware as the guide's gateway has it
put("app/gate.py", '''import asyncio
import logging

from sanic import Sanic, json

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("flow_control")
app = Sanic("gate")
LIMIT, running = 3, {}


@app.on_request
async def acquire(request):
    client = request.headers.get("x-client-id", request.ip)
    if running.get(client, 0) >= LIMIT:
        log.warning("concurrent limit reached client=%s in_flight=%d max=%d", client, running[client], LIMIT)
        return json({"success": False, "message": "Service Unavailable: concurrent request limit exceeded", "data": None}, status=503)
    running[client] = running.get(client, 0) + 1
    request.ctx.client = client


@app.on_response
async def release(request, response):
    if getattr(request.ctx, "client", None):
        running[request.ctx.client] -= 1


@app.get("/api/v1/slow")
async def slow(request):
    await asyncio.sleep(1.5)
    return json({"rows": 3})


if __name__ == "__main__":
    app.run("127.0.0.1", 8000, single_process=True, access_log=True, motd=False)
''')
put("app/fan.rb", "require 'net/http'\nurl = URI('http://localhost:8000/api/v1/slow')\nThread.report_on_exception = true\n(1..6).map { |n| Thread.new { r = Net::HTTP.get_response(url); puts \"export #{n}: #{r.code} #{r.message} #{r.body}\"; r.value } }.each { |t| t.join rescue nil }\n")
def gate():
    with Server("python gate.py", 8000) as s:
        saw = run("ruby fan.rb")
    return compose("gateway-1", "gateway-1")(s.out) + compose("export-1", "gateway-1")(saw)
case("sanic-gate-ruby-503", Q, ["concurrent limit reached", "concurrent request limit exceeded"], "a concurrency limit for each client as a Sanic middleware, six threads of Ruby 3.1's Net::HTTP, one compose log", gate)
put("run/slots.vcl", 'vcl 4.1;\nbackend default { .host = "127.0.0.1"; .port = "8000"; .max_connections = 2; }\nsub vcl_recv { return (pass); }\n')
def varnish():
    with API(), Server("varnishd -F -f /srv/kestrel/run/slots.vcl -a 127.0.0.1:8080 -n /srv/kestrel/run/varnish -s malloc,16m", 8080, "run"):
        return run("timeout 5 varnishlog -n /srv/kestrel/run/varnish -g request -q 'RespStatus == 503' > slots.log & sleep 1.5; seq 5 | xargs -P 5 -I N wget -q -S -O - http://localhost:8080/api/v1/slow?N >/dev/null 2>&1; sleep 4; cat slots.log", "run")
case("varnishlog-max-connections-503", Q, ["FetchError", "503"], "Varnish 7.1 as a gateway with .max_connections = 2, five requests of wget at once: varnishlog -q 'RespStatus == 503'", varnish)
put("node/login.js", "const needle = require('needle');\nneedle('post', 'http://localhost:8000/api/v1/auth/login', { username: 'admin@kestrel.example', password: 'first-password' }, { json: true }).then(res => {\n  if (res.statusCode !== 200) { console.error(JSON.stringify({ level: 'error', msg: 'bootstrap: cannot sign in as first admin', status: res.statusCode, detail: res.body.detail })); process.exit(1); }\n});\n")
case("needle-login", L, "Invalid credentials", f"needle 3 in a bootstrap on a fresh database of {FA}: the detail only in a JSON line, CRI log file", with_api("node login.js", "node", NODE), cri)
# Apollo Client
put("app/api_gql.py", '''from api import *


@app.post("/graphql")
async def graphql(request: Request):
    seen["q"] = seen.get("q", 0) + 1
    if os.environ.get("QUOTA") and seen["q"] > int(os.environ["QUOTA"]):
        return PlainTextResponse("429 Too Many Requests", status_code=429)
    if not os.environ.get("QUOTA"):
        return {"data": None, "errors": [{"message": "Could not validate credentials", "path": ["me"], "locations": [{"line": 1, "column": 3}]}]}
    return {"data": {"me": {"id": "7"}}}
''')
put("node/apollo.mjs", "import { ApolloClient, InMemoryCache, HttpLink, gql } from '@apollo/client';\nconst client = new ApolloClient({ link: new HttpLink({ uri: 'http://localhost:8000/graphql', headers: { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2ln' } }), cache: new InMemoryCache() });\nfor (let n = 1; n <= 4; n++) {\n  const { data } = await client.query({ query: gql`{ me { id } }`, fetchPolicy: 'network-only' });\n  console.log('page', n, data.me.id);\n}\n")
GQL = lambda **e: Server("uvicorn api_gql:app --host 127.0.0.1 --port 8000 --log-level warning", 8000, **e)
def gql(**e):
    with GQL(**e):
        return run("node apollo.mjs", "node", **NODE)
case("apollo-client-429", R, "429", "Apollo Client 4 with HttpLink: its ServerError of a gateway's plain 429, Node 20, docker logs -t", lambda: gql(QUOTA="2"), docker_t)
case("apollo-client-jwt", J, "Could not validate credentials", "Apollo Client 4 with an old token: the error stands in the GraphQL answer, Node 20, syslog", lambda: gql(), each_line(lambda t: f"{t:%b %d %H:%M:%S} web-2 page-sync[811]: "))
# Caddy's active health check
put("run/Caddyfile", "{\n  admin off\n  auto_https off\n}\n:8080 {\n  bind 127.0.0.1\n  reverse_proxy 127.0.0.1:8000 {\n    health_uri /api/v1/health\n    health_interval 1s\n    health_timeout 2s\n  }\n}\n")
def caddy():
    with API(DOWN="postgres,redis"), Server("caddy run --config Caddyfile --adapter caddyfile", 8080, "run", HOME="/srv/kestrel/run") as s:
        time.sleep(3.5)
        run("curl -s http://localhost:8080/api/v1/prices/1", "run")
    return s.out
case("caddy-active-health-503", H, '"status_code":503', f"Caddy's active health check (health_uri) of {FA}, its JSON log, compose prefix", caddy, compose("caddy-1"))
