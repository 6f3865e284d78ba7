cd /app/heron/api
# logins on a fresh database; expired tokens; no CORS middleware; slots
T=$(python mint.py -30)
uvicorn main:app --port 8000 > $R/main.log 2>&1 & up localhost:8000/health
php -d include_path=/usr/share/php -r 'require "GuzzleHttp/autoload.php"; $c = new GuzzleHttp\Client(["base_uri"=>"http://localhost:8000"]); $c->post("/api/v1/auth/login", ["form_params"=>["username"=>"admin@heron.example","password"=>"admin123"]]);' > $R/login.guzzle 2>&1
node -e 'fetch("http://localhost:8000/api/v1/auth/login", {method: "POST", body: new URLSearchParams({username: "admin@heron.example", password: "admin123"})}).then(async r => console.log(r.status, r.statusText, await r.json()))' > $R/login.fetch 2>&1
wget -S -O- --content-on-error --post-data 'username=admin@heron.example&password=admin123' http://localhost:8000/api/v1/auth/login > $R/login.wget 2>&1
python -c "
import requests
r = requests.post('http://localhost:8000/api/v1/auth/login', data={'username': 'admin@heron.example', 'password': 'admin123'})
r.json()['access_token']" > $R/login.keyerror 2>&1; python -c "
import requests
r = requests.post('http://localhost:8000/api/v1/auth/login', data={'username': 'admin@heron.example', 'password': 'admin123'}); print(r, r.json())" > $R/login.requests 2>&1
ruby -rfaraday -e 'r = Faraday.new("http://localhost:8000").get("/api/v1/users/me", nil, {"Authorization" => "Bearer " + ARGV[0]}); p r.status, r.headers.to_h, r.body' "$T" > $R/jwt.faraday 2>&1
php -d include_path=/usr/share/php -r 'require "GuzzleHttp/autoload.php"; $c = new GuzzleHttp\Client(["base_uri"=>"http://localhost:8000"]); $c->get("/api/v1/users/me", ["headers"=>["Authorization"=>"Bearer ".$argv[1]]]);' "$T" > $R/jwt.guzzle 2>&1
wget -S -O- --content-on-error --header "Authorization: Bearer $T" http://localhost:8000/api/v1/users/me > $R/jwt.wget 2>&1
node -e 'fetch("http://localhost:8000/api/v1/users/me", {headers: {authorization: "Bearer " + process.argv[1]}}).then(async r => console.log(r.status, r.statusText, await r.json()))' "$T" > $R/jwt.fetch 2>&1
curl -s -i -X OPTIONS localhost:8000/api/v1/books -H 'Origin: http://localhost:5173' -H 'Access-Control-Request-Method: PUT' > $R/nocors.preflight; wc -l < $R/main.log > $R/main.mark
seq 5 | xargs -P 5 -I{} curl -s -w ' %{http_code} %{time_total}s\n' localhost:8000/api/v1/reports/{} > $R/slots.fastapi; kill %1; wait %1 2>/dev/null
# loops of redirects
cat > loop.py <<'P'
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
app = FastAPI()
@app.middleware("http")
async def guard(request: Request, call_next):
    if request.url.path == "/health":
        return await call_next(request)
    if not request.cookies.get("session"):
        return RedirectResponse("/login?next=" + request.url.path, 303)
    return await call_next(request)
@app.get("/health")
def health(): return "ok"
P
uvicorn loop:app --port 8000 > $R/loop.log 2>&1 & up localhost:8000/health
python -c "
import requests
requests.get('http://localhost:8000/dashboard')" > $R/loop.requests 2>&1
node -e 'fetch("http://localhost:8000/dashboard")' > $R/loop.fetch 2>&1
php -d include_path=/usr/share/php -r 'require "GuzzleHttp/autoload.php"; (new GuzzleHttp\Client)->get("http://localhost:8000/dashboard");' > $R/loop.guzzle 2>&1
http --ignore-stdin --follow localhost:8000/dashboard > $R/loop.httpie 2>&1
perl -MLWP::UserAgent -e '$r = LWP::UserAgent->new->get("http://localhost:8000/dashboard"); print $r->status_line, "\n", $r->header("Client-Warning"), "\n", join("\n", map { $_->request->uri } $r->redirects), "\n"' > $R/loop.lwp 2>&1
python -c "
import httpx
httpx.get('http://localhost:8000/dashboard', follow_redirects=True)" > $R/loop.httpx 2>&1
kill $(jobs -p); wait
# health
cat > ready.py <<'P'
import socket
from fastapi import FastAPI
from fastapi.responses import JSONResponse
app = FastAPI()
@app.get("/live")
def live(): return "ok"
def up(port):
    try:
        socket.create_connection(("localhost", port), 1).close()
        return True
    except OSError:
        return False
@app.get("/api/v1/health")
def health():
    missing = [name for name, port in (("postgres", 5432), ("redis", 6379)) if not up(port)]
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": missing}, 503) if missing else {"success": True}
P
uvicorn ready:app --port 8000 > $R/ready.log 2>&1 & up localhost:8000/live
curl -f -sS http://localhost:8000/api/v1/health > $R/health.curlf 2>&1; wget -q -O- -S http://localhost:8000/api/v1/health > $R/health.wget 2>&1
wget --spider http://localhost:8000/api/v1/health > $R/health.spider 2>&1
python -c "
import httpx
httpx.get('http://localhost:8000/api/v1/health').raise_for_status()" > $R/health.httpx 2>&1
python -c "
import urllib.request
urllib.request.urlopen('http://localhost:8000/api/v1/health')" > $R/health.urllib 2>&1
node -e 'fetch("http://localhost:8000/api/v1/health").then(async r => { console.log(r.status, await r.json()) })' > $R/health.fetch 2>&1
# ci
cat > Makefile <<'M'
wait:
	@echo "Waiting for the backend..."
	@for i in 1 2 3 4 5; do curl -fsS http://localhost:8000/api/v1/health && exit 0; sleep 1; done; echo "Backend did not become healthy within 5s"; exit 1
M
make wait > $R/ci.make 2>&1
kill $(jobs -p); wait
timeout 20 wait-for-it --service localhost:8000 --timeout 3 -- echo up > $R/ci.wfi 2>&1
(for i in 1 2 3 4; do true; sleep .5; done) > $R/ci.nc 2>&1
cat > tasks_inv.py <<'P'
from invoke import task
@task
def e2e(c):
    c.run("curl --fail --silent --show-error --retry 3 --retry-delay 1 --retry-all-errors http://localhost:8000/api/v1/health")
P
inv -c tasks_inv e2e > $R/ci.invoke 2>&1
cat > conftest_ci.py <<'P'
import time, httpx, pytest
@pytest.fixture(scope="session")
def backend():
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        try:
            if httpx.get("http://localhost:8000/api/v1/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(1)
    pytest.exit("backend did not become healthy within 4s", 3)
def test_books(backend):
    assert httpx.get("http://localhost:8000/api/v1/books").json()
P
PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 pytest -q conftest_ci.py > $R/ci.pytestexit 2>&1
# 500s
python -c "
import bottle
@bottle.get('/shelves')
def s(): return [b['name'] for b in [{}]]
@bottle.get('/health')
def h(): return 'ok'
bottle.run(port=8000)" > $R/bottle.log 2>&1 & up localhost:8000/health; curl -s -i localhost:8000/shelves -H 'Origin: http://localhost:5173' > $R/bottle.e500; kill $(jobs -p); wait
python -c "
import asyncio, tornado.web
class S(tornado.web.RequestHandler):
    def get(self): self.write([b['name'] for b in [{}]])
class H(tornado.web.RequestHandler):
    def get(self): self.write('ok')
async def main():
    tornado.web.Application([('/shelves', S), ('/health', H)]).listen(8000); await asyncio.Event().wait()
asyncio.run(main())" > $R/tornado.log 2>&1 & up localhost:8000/health; curl -s -i localhost:8000/shelves > $R/tornado.e500; kill $(jobs -p); wait
