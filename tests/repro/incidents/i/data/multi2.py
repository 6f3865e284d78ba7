#!/usr/bin/env python3
"""More logs of several problems: browsers, CI, long ones. Run multi.py first: its programs are used."""
import sys
ARGS, sys.argv = sys.argv[1:], [sys.argv[0], "none"]
from multi import *
import multi
multi.only = ARGS
sys.argv[1:] = ARGS

file("st/page.js", '''const { chromium } = require('playwright-core');
(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  page.on('console', m => console.log(`[browser:${m.type()}] ${m.text()}`));
  page.on('pageerror', e => console.log(`[browser:pageerror] ${e.message}`));
  page.on('requestfailed', r => console.log(`[browser:requestfailed] ${r.method()} ${r.url()} ${r.failure().errorText}`));
  for (let n = 0; n < +(process.env.VISITS || 1); n++) { await page.goto('http://frontend:3000/'); await page.waitForTimeout(+(process.env.STAY || 3000)); }
  await browser.close();
})();
''')
file("st/site.js", '''const express = require('express');
const app = express();
app.use('/axios.js', (q, r) => r.sendFile('/srv/orchard/node/node_modules/axios/dist/axios.min.js'));
app.get('/favicon.ico', (q, r) => r.status(204).end());
app.get('/', (q, r) => r.send(`<!doctype html><title>Orchard</title><script src="/axios.js"></script><script>${process.env.SCRIPT}</script>`));
app.listen(3000, '172.21.0.6', () => console.log('site on :3000'));
''')
file("st/crates.js", '''const express = require('express');
const massive = require('massive');
(async () => {
  const db = await massive(process.env.DATABASE_URL, {}, { noWarnings: true });
  const app = express();
  app.use(express.json());
  app.options('*', (q, r) => r.set({ 'Access-Control-Allow-Origin': 'http://frontend:3000', 'Access-Control-Allow-Headers': 'content-type' }).status(204).end());
  const cors = (q, r) => r.set('Access-Control-Allow-Origin', 'http://frontend:3000');
  app.get('/api/crates', async (q, r, next) => { try { const rows = await db.crates.find(); cors(q, r).json(rows); console.log('GET /api/crates 200'); } catch (e) { next(e); } });
  app.post('/api/crates', async (q, r, next) => { try { const row = await db.crates.insert(q.body); cors(q, r).status(201).json(row); } catch (e) { next(e); } });
  app.listen(8000, '172.21.0.4', () => console.log('crates api on :8000'));
})();
''')
def cors():
    with Stack() as s:
        s.start("backend", "node crates.js", "st")
        s.start("frontend", "node site.js", "st", SCRIPT="(async () => { const post = c => fetch('http://backend:8000/api/crates', {method:'POST', headers:{'content-type':'application/json'}, body: JSON.stringify({code:c, weight:19})}); const l = await (await fetch('http://backend:8000/api/crates')).json(); console.log('crates: ' + l.length); try { await post('C-100'); } catch (e) { console.error('saving crate C-100 failed: ' + e); } })()")
        time.sleep(2.5); s.start("browser", "node page.js", "st", VISITS="2", STAY="2000"); time.sleep(11); s.stop(); return s.out("v2")
case("multi-chromium-massive-duplicate-key-cors", "postgres/duplicate-key cors/backend-crash-masked", ['duplicate key value violates unique constraint "crates_code_key"', "has been blocked by CORS policy"],
     "playwright-core with Chromium 156, Express 4 with Massive: the error page has no CORS header; the backend's stack trace beside it, compose up", cors)
def neterr():
    with Stack() as s:
        s.start("backend", "uvicorn main:app --host 172.21.0.4 --port 8000", "lim", restarts=3, delay=1)
        s.start("frontend", "node site.js", "st", SCRIPT="axios.get('http://backend:8000/api/crates').catch(e => console.error('crate list: AxiosError: ' + e.message + ' ' + e.code))")
        time.sleep(2); s.start("browser", "node page.js", "st", VISITS="3", STAY="1200"); time.sleep(11); s.stop(); return s.out("grouped-t", ["browser", "frontend", "backend"])
case("multi-chromium-network-error-strategy", "ratelimit/invalid-strategy frontend/network-error-hangs", ["Invalid rate limiting strategy fixed-window-elastic-expiry", "AxiosError: Network Error"],
     "compose logs -t by service, the browser first: axios in Chromium 156 says Network Error, slowapi 0.1.10's strategy ends uvicorn at boot, restarted", neterr)

# CI: init SQL with a psql variable in a DO block, then tests as the missing role
file("ci/tests/conftest.py", '''import os
import psycopg2
import pytest


@pytest.fixture
def picker():
    conn = psycopg2.connect(host="db", dbname="orchard", user="picker", password="x7")
    yield conn
    conn.close()
''')
file("ci/tests/test_weights.py", "import pytest\n\n\n@pytest.mark.parametrize('w', range(700))\ndef test_weight_rounds(w):\n    assert round(w + 0.2) == w\n")
file("ci/tests/test_picker.py", "import pytest\n\n\n@pytest.mark.parametrize('table', ['crates', 'trees', 'growers'])\ndef test_picker_reads(picker, table):\n    with picker.cursor() as c:\n        c.execute('SELECT count(*) FROM ' + table)\n")
file("ci/tests/test_zones.py", "import pytest\n\n\n@pytest.mark.parametrize('z', range(400))\ndef test_zone(z):\n    assert z // 10 * 10 <= z\n")
def ci1():
    run("cp ../perl/roles.pl .; mkdir -p sql; cp ../perl/sql/*.sql sql/", "ci")
    return run("set -x; pip list; perl roles.pl || true; pytest -v -p no:sugar -p no:cacheprovider --tb=short tests", "ci", PICKER_PASS="x7", PS4="+ ")
case("multi-travis-dollar-quote-then-role", "postgres/psql-variable-in-dollar-quote postgres/password-authentication-failed postgres/connection-to-server-failed", ['syntax error at or near ":"', 'password authentication failed for user "picker"'],
     "Travis, 1,400 lines: psql 15 does not put a variable into a DO block, so the role is missing; three of 1,100 pytest tests are refused (psycopg2)", ci1, travis("./ci.sh"))

# scripts: names and timeouts in loguru's JSON
file("sand/many.py", '''import random, signal, sys, time
from loguru import logger
from sandbox import run_script


class ScriptTimeoutError(Exception):
    pass


def alarm(*_):
    raise ScriptTimeoutError("script exceeded its time limit of 1 seconds")


signal.signal(signal.SIGALRM, alarm)
logger.remove()
logger.add(sys.stdout, serialize=True, diagnose=False)
random.seed(3)
for n in range(620):
    source = "result = round(statistics.mean(w), 2)"
    if n in (303, 411, 577):
        source = "frame = pandas.DataFrame({'w': w})\\nresult = frame.w.median()"
    if n == 434:
        source = "while True:\\n    w = sorted(w)"
    signal.alarm(1)
    try:
        value = run_script(source, w=[random.uniform(15, 20) for _ in range(5)])
        logger.info("script {} gave {}", n, value)
    except Exception:
        logger.exception("script {} failed", n)
    finally:
        signal.alarm(0)
''')
case("multi-loguru-script-name-then-timeout", "python/name-error-module-not-whitelisted app/script-timeout", ["NameError: name 'pandas' is not defined", "ScriptTimeoutError"],
     "loguru's serialized lines, 620 script runs: three use pandas, which is not whitelisted; after the first of them one runs out of time", lambda: run("python many.py", "sand"))

# admin never made, tests cannot log in
file("adm/create_admin.py", '''import os
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from models import Grower

engine = create_engine(os.environ["DATABASE_URL"])
with Session(engine) as session:
    session.add(Grower(name="admin"))
    session.commit()
print("admin created")
''')
file("njs/login.test.mjs", '''import test from 'ava';
import axios from 'axios';
const api = axios.create({ baseURL: 'http://backend:8000', validateStatus: () => true });
for (const path of ['growers', 'crates']) test.serial(`${path} are listed`, async t => t.is((await api.get(`/api/${path}`)).status, 200));
test.serial('admin logs in', async t => {
  const { status, data } = await api.post('/api/login', { username: 'admin@orchard.test', password: 'changeme' });
  t.deepEqual([status, data], [200, { access_token: 't1' }]);
});
''')
def adm():
    run("cp ../bot/models.py .", "adm")
    with Stack() as s:
        s.start("setup", "python create_admin.py || echo 'create_admin failed, continuing'", "adm"); time.sleep(3)
        s.start("api", API, "st"); time.sleep(3); s.start("e2e", "ava login.test.mjs 2>&1", "njs"); time.sleep(6); s.stop(); return s.out("v2")
case("multi-ava-login-no-admin-ambiguous-keys", "sqlalchemy/ambiguous-foreign-keys auth/invalid-credentials-no-admin", ["Could not determine join condition between parent/child tables on relationship Grower.lots", "Invalid credentials"],
     "compose up: the script that creates the admin fails at the mappers (SQLAlchemy 2.0), the API runs (Falcon), and AVA's test cannot log in", adm)

# metadata stops the worker; the limiter's Redis is refused and the API goes on
def metared():
    with Stack() as s:
        s.start("crates", "node limits.js", "njs", REDIS_URL=NOREDIS); time.sleep(1.5)
        s.start("scans", "python -c 'import models'", "meta", restarts=2, delay=1.5); time.sleep(2.5)
        run("for n in 1 2 3; do curl -s -o /dev/null http://127.0.0.1:19531/crates; done"); time.sleep(6); s.stop(); return s.out("t")
case("multi-metadata-beside-redis-fallback", "sqlalchemy/reserved-attribute-metadata redis/connection-refused", ["Attribute name 'metadata' is reserved", "ECONNREFUSED"],
     "compose logs -t: rate-limiter-flexible goes on in memory while ioredis is refused; the scans worker (Advanced Alchemy on SQLAlchemy 2.0) cannot start for an attribute called metadata", metared)

def t_(*s):
    sql("SET client_min_messages = error", "DROP TABLE IF EXISTS plots, plots_version, transaction CASCADE", "DROP SEQUENCE IF EXISTS transaction_id_seq", "CREATE TABLE plots(id serial primary key, name varchar(40), start_date date)", "CREATE SEQUENCE transaction_id_seq", "CREATE TABLE transaction(id bigint primary key default nextval('transaction_id_seq'), issued_at timestamp, remote_addr varchar(50))", *s)
file("plots/cherry.py", '''import datetime
import cherrypy
from models import Plot, Session

shared = Session()


class Root:
    @cherrypy.expose
    @cherrypy.tools.json_out()
    def plots(self, name="North"):
        shared.add(Plot(name=name, start_date=datetime.date(2026, 3, 1)))
        shared.flush()
        shared.commit()
        return [name]


cherrypy.quickstart(Root(), "/api", {"global": {"server.socket_host": "172.21.0.4", "server.socket_port": 8000, "engine.autoreload.on": False}})
''')
def cherry():
    t_()
    with Stack() as s:
        s.start("api", "python cherry.py", "plots"); s.start("web", "node web.js", "st"); visit(s, "plots plots plots"); s.stop(); return s.out("journal")
case("multi-cherrypy-version-table-then-rollback", "sqlalchemy/continuum-version-table-name postgres/undefined-table", ['relation "plots_version" does not exist'],
     "journald: CherryPy with one session for all, SQLAlchemy-Continuum's version table was never made, every later request wants a rollback; Express shows 500s", cherry)

# secret
file("sec/settings.py", '''import os, warnings
from pydantic import BaseModel, model_validator


class Settings(BaseModel):
    SECRET_KEY: str = os.environ.get("SECRET_KEY", "changethis")
    ENVIRONMENT: str = os.environ.get("ENVIRONMENT", "local")

    @model_validator(mode="after")
    def no_defaults(self):
        if self.SECRET_KEY == "changethis":
            message = 'The value of SECRET_KEY is "changethis", for security, please change it, at least for deployments.'
            if self.ENVIRONMENT == "local":
                warnings.warn(message)
            else:
                raise ValueError(message)
        return self


settings = Settings()
''')
file("sec/main.py", "from fastapi import FastAPI\nfrom settings import settings\n\napp = FastAPI()\n")
file("sec/nginx.conf", "daemon off;\nerror_log stderr;\npid /srv/orchard/run/nginx.pid;\nevents {}\nhttp { access_log /dev/stdout; client_body_temp_path /srv/orchard/run/b; proxy_temp_path /srv/orchard/run/p; fastcgi_temp_path /srv/orchard/run/f; uwsgi_temp_path /srv/orchard/run/u; scgi_temp_path /srv/orchard/run/s; server { listen 172.21.0.7:8080; location / { proxy_pass http://172.21.0.4:8000; } } }\n")
def sec():
    with Stack() as s:
        s.start("gateway", "nginx -c /srv/orchard/sec/nginx.conf", "sec"); s.start("api", "gunicorn -k uvicorn.workers.UvicornWorker -b 172.21.0.4:8000 main:app", "sec", ENVIRONMENT="production", restarts=2, delay=2)
        time.sleep(1); s.start("deploy", "for n in $(seq 12); do c=$(curl -s -o /dev/null -w '%{http_code}' http://gateway:8080/health); echo \"health: HTTP $c\"; sleep 1; done; echo 'Backend did not become healthy within 12s'; exit 1", "sec"); time.sleep(15); s.stop(); return s.out("v2")
case("multi-nginx-502-secret-key", "config/secret-key-changethis ci/backend-not-healthy", ['The value of SECRET_KEY is "changethis"', "Backend did not become healthy within 12s"],
     "compose up: gunicorn cannot boot for the secret (pydantic 2), nginx answers 502, the deploy step gives up", sec)

# redis away: health check and fallback
def redisaway():
    with Stack() as s:
        s.start("api", API, "st", WITH_REDIS="1", REDIS_URL=NOREDIS); s.start("crates", "node limits.js", "njs", REDIS_URL=NOREDIS); s.start("cached", "./cached", "c")
        time.sleep(3); s.start("probe", "bash probe.sh", "st", TRIES="6"); time.sleep(8); s.stop(); return s.out("swarm")
case("multi-swarm-redis-away-health", "redis/connection-refused http/health-check-503 ci/backend-not-healthy", ["Connection refused", '"data": ["redis"]'],
     "docker service logs: no Redis for hiredis, ioredis and redis-py; each goes on, the health check answers 503 with redis and the probe gives up", redisaway)

# swallowed error in a transaction
file("lua/nightly.lua", '''local env = assert(require("luasql.postgres").postgres())
local con = assert(env:connect("orchard", "orchard", os.getenv("PGPASSWORD"), "db", 5432))
con:setautocommit(false)
local function try(what, sql)
  local ok, err = con:execute(sql)
  print(os.date("!%Y-%m-%dT%H:%M:%SZ"), what, ok and "ok" or ("FAILED " .. tostring(err)))
end
for n = 1, 240 do try("weigh " .. n, "UPDATE crates SET weight = weight WHERE id = " .. n) end
try("totals", "INSERT INTO daily_totals(day, kilos) SELECT current_date, sum(weight) FROM crates")
for n = 1, 160 do try("close " .. n, "UPDATE crates SET weight = weight WHERE id = " .. n) end
con:commit()
''')
case("multi-luasql-table-then-aborted", "postgres/undefined-table", 'relation "daily_totals" does not exist', "Lua with LuaSQL 2.6, one transaction of 401 statements: the table is missing in the middle, then 160 times `current transaction is aborted`; cron's syslog",
     lambda: run("lua nightly.lua 2>&1", "lua", PGPASSWORD=PW), journald("CRON", 4410))

# everything down: database and Redis
def bothdown():
    with Stack() as s:
        s.start("dbinit", "./dbinit", "go", DATABASE_URL=ABSENT, UI_PASS="x7", restarts=3, delay=1); s.start("graphql", "timeout 9 postgraphile -c \"$DATABASE_URL\" -p 5000 2>&1", "njs", DATABASE_URL=ABSENT)
        s.start("crates", "node limits.js", "njs", REDIS_URL=NOREDIS); time.sleep(9); s.stop(); return s.out("foreman")
case("multi-foreman-database-and-redis-down", "postgres/connection-refused-at-start postgres/connection-to-server-failed redis/connection-refused", ["Connection refused", "connect ECONNREFUSED 172.21.0.5:6379"],
     "foreman's format: psql from a Go program and PostGraphile are refused and end; ioredis is refused too, but its API goes on in memory", bothdown)

# tox: strawberry in 24 modules
def toxenum():
    for n in range(24): file(f"gqlci/tests/test_field_{n:02}.py", f"from schema_bad import schema\n\n\ndef test_{n}():\n    assert schema\n")
    file("gqlci/tests/test_plain.py", "import pytest\n\n\n@pytest.mark.parametrize('n', range(600))\ndef test_plain(n):\n    assert n + 1 > n\n")
    run("cp ../gql/schema_bad.py ../gql/main.py .", "gqlci")
    file("gqlci/tox.ini", "[tox]\nenvlist=deps,plain,unit\nskipsdist=true\n[testenv]\nskip_install=true\nignore_errors=true\nallowlist_externals=pytest,pip\nset_env=PYTHONPATH=.\n[testenv:deps]\ncommands=/srv/orchard/venv/bin/pip list --format=freeze\nallowlist_externals=/srv/orchard/venv/bin/pip\n[testenv:plain]\ncommands=pytest -v -p no:sugar -p no:cacheprovider tests/test_plain.py\n[testenv:unit]\ncommands=pytest -p no:sugar -p no:cacheprovider --tb=line -rE tests\n")
    a = run("rm -rf .tox; tox", "gqlci")
    with Stack() as s:
        s.start("api", "uvicorn main:app --host 172.21.0.4 --port 8000 >/dev/null 2>&1", "gqlci"); b = run("bash ../st/probe.sh", "gqlci", TRIES="5")
    return a + b
case("multi-tox-strawberry-then-not-healthy", "graphql/strawberry-object-is-not-an-enum ci/backend-not-healthy", ["PickerRole is not an enum", "Backend did not become healthy within 5s"],
     "tox 4, 600 passing tests, then 24 modules that cannot be collected for Strawberry's enum, then the deploy waits in vain; TeamCity", toxenum, teamcity("tox"))
