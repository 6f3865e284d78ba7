#!/usr/bin/env python3
"""Several problems in one log."""
from jlib import *
file("mu/api.py", '''import logging
import os
import time
from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import create_engine, text

if os.environ.get("SECRET_KEY", "changethis-not") == "changethis":
    raise ValueError('The value of SECRET_KEY is "changethis", for security, please change it, at least for deployments.')
engine = create_engine(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"), pool_pre_ping=True)
app = FastAPI(title="Parcels")
app.add_middleware(CORSMiddleware, allow_origins=os.environ.get("CORS", "http://web:3000").split(","), allow_credentials=True, allow_methods=["*"], allow_headers=["*"])
QUERY = os.environ.get("QUERY", "SELECT id, tracking FROM parcels")
LIMIT, hits = int(os.environ.get("LIMIT", "0")), []


@app.middleware("http")
async def limit(request: Request, call_next):
    if LIMIT:
        hits[:] = [t for t in hits if t > time.time() - 60]
        if len(hits) >= LIMIT:
            return JSONResponse({"error": f"Rate limit exceeded: {LIMIT} per 1 minute"}, 429, {"Access-Control-Allow-Origin": "http://web:3000", "Retry-After": "60"})
        hits.append(time.time())
    return await call_next(request)


class Login(BaseModel):
    username: str
    password: str


@app.post("/api/login")
def login(body: Login):
    with engine.connect() as c:
        if not c.execute(text("SELECT 1 FROM couriers WHERE email = :e"), {"e": body.username}).first():
            raise HTTPException(401, "Invalid credentials")
    return {"access_token": "t"}


@app.get("/api/me")
def me(authorization: str = Header("")):
    if authorization != "Bearer t":
        raise HTTPException(401, "Could not validate credentials")
    return {"name": "Mia"}


@app.get("/api/parcels")
def parcels():
    with engine.connect() as c:
        return [dict(r._mapping) for r in c.execute(text(QUERY))]


@app.get("/api/quote")
def quote():
    raise HTTPException(503, "carrier not available")


@app.get("/health")
def health():
    down = []
    try:
        with engine.connect() as c:
            c.execute(text("SELECT 1"))
            head = os.environ.get("HEAD")
            if head and head != c.execute(text("SELECT version_num FROM alembic_version")).scalar():
                down.append("migrations_not_at_head")
    except Exception as e:
        logging.getLogger("uvicorn.error").error("health: %s", e)
        down.append("postgres")
    if os.environ.get("WITH_REDIS"):
        import redis
        try:
            redis.Redis.from_url(os.environ["REDIS_URL"]).ping()
        except redis.RedisError as e:
            logging.getLogger("uvicorn.error").error("health: %s", e)
            down.append("redis")
    return JSONResponse({"success": not down, "message": "Service Unavailable" if down else "OK", "data": down}, 503 if down else 200)
''')
file("mu/tasks.py", '''import os
from celery import Celery
from sqlalchemy import create_engine, text

app = Celery("tasks", broker=os.environ["REDIS_URL"])
engine = create_engine(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))


@app.task
def overdue():
    with engine.begin() as c:
        return c.execute(text(os.environ.get("JOB", "SELECT count(*) FROM parcels"))).scalar()


app.conf.beat_schedule = {"overdue": {"task": "tasks.overdue", "schedule": 2.0}}
''')
file("mu/web.js", '''const express = require('express'), axios = require('axios');
const app = express();
app.use(express.static('public'));
app.get('/ssr/:what', async (req, res) => {
  try { res.json((await axios.get('http://api:8000/api/' + req.params.what)).data); }
  catch (err) { console.error('GET', req.url, err.message, err.code || ''); res.status(500).send('Internal Server Error'); }
});
app.listen(3000, '172.22.0.6', () => console.log('> Ready on http://web:3000'));
''')
file("mu/public/index.html", "<!doctype html><title>Parcels</title><main></main><script src=/axios.min.js></script><script src=/app.js></script>")
file("mu/public/app.js", '''const mode = new URLSearchParams(location.search).get('m');
const api = axios.create({ baseURL: 'http://api:8000/api' });
async function parcels() {
  try { const { data } = await api.get('/parcels'); console.log('parcels', data.length); }
  catch (err) { console.error('Failed to load parcels:', err.message); }
}
async function cascade() {
  for (let n = 1; n <= 30; n++) {
    try { await api.get('/quote'); } catch (err) {
      if (err.response && err.response.status === 429) { console.warn('quote: 429 Too Many Requests, retry ' + n); if (n > 25) break; }
      else console.warn('quote: ' + err.message + ', retry ' + n);
    }
  }
  const auth = { isAuthenticated: false, isLoading: true };
  for (let n = 0; n < 4; n++) {
    try { await api.get('/me'); auth.isLoading = false; } catch (err) { if (err.response?.status !== 429) auth.isLoading = false; }
    console.log('auth state', JSON.stringify(auth));
  }
}
async function me() {
  try { await api.post('/login', { username: 'admin@parcel.test', password: 'x' }); } catch (err) { console.error('login failed:', err.message); }
  await parcels();
}
({ parcels, cascade, me }[mode] || parcels)().then(() => { document.querySelector('main').textContent = 'done'; });
''')
run("ln -sfn ../node_modules node_modules; cp ../node_modules/axios/dist/axios.min.js public/; cp ../node_modules/axios/dist/browser/axios.min.js public/ 2>/dev/null; true", "mu")
file("mu/browse.js", '''const { chromium } = require('@playwright/test');
(async () => {
  const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await b.newPage();
  page.on('console', m => console.log(`[browser] ${m.type()}: ${m.text()}`));
  page.on('pageerror', e => console.log(`[browser] pageerror: ${e.message}`));
  for (let n = 0; n < (+process.env.VISITS || 1); n++) { await page.goto('http://web:3000/?m=' + process.env.MODE); await page.waitForFunction(() => document.querySelector('main').textContent === 'done', null, { timeout: 15000 }); }
  await b.close();
})();
''')
file("mu/wait.sh", '''#!/bin/bash
T=${T:-10}
echo "Waiting for backend to become healthy..."
for i in $(seq $T); do
  curl -fsS -m 2 http://api:8000/health && exit 0
  sleep 1
done
echo "Backend did not become healthy within ${T}s"
exit 1
''')
API = "uvicorn api:app --host 172.22.0.4 --port 8000"
WORKER = "celery -A tasks worker -B -s /srv/parcel/mbeat --pool solo -l warning"
CHROME = {"HOME": "/home/app"}
def stack(style, services, seconds, later=(), wait=4, order=None):
    with Stack() as s:
        for n, c, e in services: s.start(n, c, "mu", **e)
        time.sleep(wait)
        for n, c, e in later: s.start(n, c, "mu", **e)
        time.sleep(seconds); s.stop(); return s.out(style, order)
# 1 + 2 docker
COMPOSE = "services:\n  db:\n    image: postgres:16-alpine\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}\n      POSTGRES_DB: parcel\n  api:\n    build: .\n    environment:\n      SECRET_KEY: ${SECRET_KEY?Variable not set}\n    depends_on: [db]\n    ports: ['8000:8000']\n"
file("dc/compose.yaml", COMPOSE)
DOCK = {"DOCKER_CONFIG": "/srv/parcel/dockercfg", "COMPOSE_ANSI": "never", "DOCKER_HOST": "unix:///srv/parcel/none.sock"}
run("mkdir -p cli-plugins; cp -n /srv/hb/docker/client/cli-plugins/docker-compose cli-plugins/", "dockercfg")
file("dc/ci.sh", "docker compose up -d --build\nT=6 bash ../mu/wait.sh\n")
case("multi-gha-compose-variable-then-not-healthy", "docker/compose-variable-not-set ci/backend-not-healthy", ["Variable not set", "Backend did not become healthy within 6s"],
     "GitHub Actions: docker compose 2.40 `up -d --build` ends at a variable that is not set, the job goes on and waits for the backend", lambda: run("set -x; bash ci.sh", "dc", **DOCK), github("bash ci.sh"))
file("dc/docker-compose.yml", "version: '3.8'\n" + COMPOSE)
file("dc/Makefile", "test:\n\t-docker-compose -f docker-compose.yml up -d db\n\tpytest -p no:cacheprovider -q tests\n")
file("dc/tests/test_db.py", "import os\nimport psycopg\nimport pytest\n\n\n@pytest.fixture\ndef db():\n    with psycopg.connect(os.environ['DATABASE_URL']) as conn:\n        yield conn\n\n\n@pytest.mark.parametrize('table', ['parcels', 'couriers', 'depots'])\ndef test_table(db, table):\n    assert db.execute(f'SELECT count(*) FROM {table}').fetchone()[0] >= 0\n")
case("multi-make-compose1-variable-then-pytest-refused", "docker/compose-variable-not-set postgres/connection-refused-at-start postgres/connection-to-server-failed", ["Variable not set", "port 5432 failed: Connection refused"],
     "make test: docker-compose 1.29 ends at a variable that is not set (ignored), so pytest with psycopg 3 finds no database; GitLab", lambda: run("make test", "dc", DATABASE_URL=ABSENT, **DOCK), gitlab)
# browser
case("multi-playwright-column-behind-cors", "postgres/undefined-column cors/backend-crash-masked frontend/network-error-hangs", ['column "zone" does not exist', "has been blocked by CORS policy"],
     "docker compose logs: Playwright's Chromium says CORS, uvicorn's traceback with SQLAlchemy 2.0 and psycopg 3 tells why", lambda: stack("v2", [("api", API, {"QUERY": "SELECT id, tracking, zone FROM parcels"}), ("web", "node web.js", {})], 8, [("e2e", "node browse.js", {"MODE": "parcels", "VISITS": "3"})]))
case("multi-playwright-origin-then-ssr-fine", "cors/origin-not-allowed frontend/network-error-hangs", ["has been blocked by CORS policy"],
     "docker compose logs -t: FastAPI allows another origin only; Chromium's login (preflight 400) and list fail, axios says Network Error, the server-side pages are fine", lambda: stack("t", [("api", API, {"CORS": "https://parcel.example"}), ("web", "node web.js", {})], 8, [("e2e", "node browse.js", {"MODE": "me", "VISITS": "2"}), ("smoke", "curl -s -o /dev/null -w '%{http_code}\\n' http://web:3000/ssr/parcels", {})]))
case("multi-playwright-cascade-auth-stuck", "ratelimit/cascade-locks-frontend gateway/429-rate-limited frontend/auth-redirect-loop", ["429 Too Many Requests, retry", '{"isAuthenticated":false,"isLoading":true}'],
     "docker compose logs: Chromium tries a quote again (503) until FastAPI's limit answers 429, then auth is stuck at isLoading; uvicorn's access log", lambda: stack("v2", [("api", API, {"LIMIT": "20"}), ("web", "node web.js", {})], 8, [("e2e", "node browse.js", {"MODE": "cascade"})]))
# http
file("mu/tests/test_smoke.py", '''import httpx
import pytest

client = httpx.Client(base_url="http://api:8000")


@pytest.fixture(scope="session")
def token():
    r = client.post("/api/login", json={"username": "admin@parcel.test", "password": "x"})
    return r.json().get("access_token")


def test_login():
    r = client.post("/api/login", json={"username": "admin@parcel.test", "password": "x"})
    assert r.status_code == 200, r.text


def test_me(token):
    r = client.get("/api/me", headers={"Authorization": f"Bearer {token}"})
    assert r.status_code == 200, r.text


def test_parcels(token):
    assert client.get("/api/parcels").status_code == 200
''')
case("multi-pytest-login-no-admin-then-jwt", "auth/invalid-credentials-no-admin auth/jwt-could-not-validate", ['{"detail":"Invalid credentials"}', '{"detail":"Could not validate credentials"}'],
     "GitHub Actions: smoke tests with httpx of a fresh database: no admin, so the login is refused and the next request has no token", lambda: (lambda s: s)(stack("plain", [("api", API, {})], 6, [("t", "pytest -p no:cacheprovider --tb=short tests/test_smoke.py", {})])), github("pytest tests/test_smoke.py"), root="auth/invalid-credentials-no-admin")
case("multi-secret-key-then-not-healthy-and-web", "config/secret-key-changethis ci/backend-not-healthy", ['ValueError: The value of SECRET_KEY is "changethis"', "Backend did not become healthy within 6s"],
     "docker compose logs: uvicorn refuses SECRET_KEY, Express with axios is refused, the deploy gives up", lambda: stack("v2", [("api", API, {"SECRET_KEY": "changethis"}), ("web", "node web.js", {})], 9, [("deploy", "bash wait.sh", {"T": "6"}), ("smoke", "for n in 1 2; do curl -s http://web:3000/ssr/parcels; echo; sleep 1; done", {})]))
# data
case("multi-old-password-api-celery-health", "postgres/password-authentication-failed postgres/connection-to-server-failed http/health-check-503 ci/backend-not-healthy", ['password authentication failed for user "parcel"', "Backend did not become healthy within 6s"],
     "kubectl logs --prefix: an old password in FastAPI and a Celery worker (psycopg 3), the health check is 503, the deploy gives up", lambda: stack("kube", [("api", API, {"DATABASE_URL": WRONG}), ("worker", WORKER, {"DATABASE_URL": WRONG}), ("web", "node web.js", {})], 9, [("deploy", "bash wait.sh; curl -s http://api:8000/health", {"T": "6"}), ("smoke", "curl -s http://web:3000/ssr/parcels", {})]))
case("multi-redis-away-celery-and-health", "redis/connection-refused http/health-check-503 ci/backend-not-healthy", ["Error 111 connecting to cache:6379. Connection refused", "Backend did not become healthy within 6s"],
     "docker service logs: nothing listens at Redis' address; Celery tries again, FastAPI's health check is 503 and names redis, the deploy gives up", lambda: stack("swarm", [("api", API, {"REDIS_URL": NOREDIS, "WITH_REDIS": "1"}), ("worker", WORKER, {"REDIS_URL": NOREDIS}), ("web", "node web.js", {})], 9, [("deploy", "bash wait.sh; curl -s http://api:8000/health", {"T": "6"}), ("smoke", "curl -s -o /dev/null http://web:3000/ssr/parcels", {})]))
case("multi-table-api-celery-web", "postgres/undefined-table", ['relation "shipments" does not exist'],
     "docker compose logs: FastAPI and a Celery beat job on psycopg 3 miss one table, Express with axios passes the 500 on", lambda: stack("grouped", [("api", API, {"QUERY": "SELECT id FROM shipments"}), ("worker", WORKER, {"JOB": "SELECT count(*) FROM shipments WHERE due < now()"}), ("web", "node web.js", {})], 6, [("smoke", "for n in 1 2; do curl -s -o /dev/null http://web:3000/ssr/parcels; sleep 1; done", {})], order=["web", "worker", "api"]))
file("mu/seed.sh", "set -x\npython3 /app/scripts/seed_couriers.py\nset +x\npytest -p no:cacheprovider -q --tb=short tests/test_smoke.py\n")
case("multi-seed-not-mounted-then-login", "docker/script-not-mounted auth/invalid-credentials-no-admin auth/jwt-could-not-validate", ["can't open file '/app/scripts/seed_couriers.py'", '{"detail":"Invalid credentials"}'],
     "a CI step: the seed script is not there, so the smoke tests cannot log in; uvicorn's access log beside it; drone", lambda: stack("plain", [("api", API, {})], 6, [("t", "bash seed.sh", {})]), drone("smoke"))
# models and migrations
only_, sys.argv[1:] = only, ["none"]
from py2 import alembic, stamp
only = only_
file("mu/orders.py", open(f"{HOME}/sg/models.py").read() + '''

def count():
    with Session() as s:
        return s.query(Depot).count()
''')
file("mu/depots.py", "from fastapi import FastAPI\nimport orders\n\napp = FastAPI()\n\n\n@app.get('/api/depots')\ndef depots():\n    return {'depots': orders.count()}\n\n\n@app.get('/health')\ndef health():\n    return {'depots': orders.count()}\n")
case("multi-mappers-fail-web-500-not-healthy", "sqlalchemy/ambiguous-foreign-keys ci/backend-not-healthy", ["Could not determine join condition between parent/child tables on relationship Shipment.origin", "Backend did not become healthy within 6s"],
     "docker compose logs: SQLAlchemy 2.0's mappers fail at the first request and at every one after, the deploy's health check gives up, Express passes the 500 on", lambda: stack("v2", [("api", "uvicorn depots:app --host 172.22.0.4 --port 8000", {}), ("web", "node web.js", {})], 9, [("deploy", "bash wait.sh", {"T": "6"}), ("smoke", "curl -s http://web:3000/ssr/depots", {})]))
def behind():
    sql("SET client_min_messages = error", "ALTER TABLE couriers DROP COLUMN IF EXISTS phone", "ALTER TABLE couriers ADD COLUMN phone text")
    alembic("mg", [("f10000000001", "pass"), ("f10000000002", "op.add_column('couriers', sa.Column('phone', sa.Text())); op.add_column('parcels', sa.Column('zone', sa.Text()))")]); stamp("f10000000001")
    file("mg/prestart.sh", 'set -e\nalembic upgrade head\n')
    r = stack("v2", [("prestart", "cd ../mg; bash prestart.sh", {}), ("api", API, {"HEAD": "f10000000002", "QUERY": "SELECT id, zone FROM parcels"}), ("web", "node web.js", {})], 9, [("deploy", "bash wait.sh; curl -s http://api:8000/health; echo", {"T": "6"}), ("smoke", "curl -s -o /dev/null http://web:3000/ssr/parcels", {})], wait=5)
    sql("ALTER TABLE couriers DROP COLUMN phone"); return r
case("multi-prestart-column-exists-then-health-and-column", "alembic/upgrade-head-fails alembic/not-at-head http/health-check-503 postgres/undefined-column ci/backend-not-healthy", ['column "phone" of relation "couriers" already exists', '"data":["migrations_not_at_head"]', 'column "zone" does not exist'],
     "docker compose up: the prestart's migration adds a column that is there, so the health check says migrations_not_at_head and FastAPI misses another column", behind)
