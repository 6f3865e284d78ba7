from lib import *
L, K, J, A, F5, HC, R, Q, T = "docker/cached-layer-missing-dependency", "config/secret-key-changethis", "auth/jwt-could-not-validate", "auth/invalid-credentials-no-admin", "http/500-without-details", "http/health-check-503", "gateway/429-rate-limited", "gateway/503-concurrency-limit", "app/script-timeout"
def case(name, ids, root, d, source, f, wrap=None):
    if wanted(name):
        mk(name, ids, root, d, source, f, wrap)
NOLIB = "/srv/linden/no_libmagic.sh "
ENV["PATH"] = ENV["PATH"].replace(":/usr/bin:", ":/usr/local/bin:/usr/bin:")
# --- libmagic
put("gallery/manage.py", "#!/usr/bin/env python\nimport os\nimport sys\n\nif __name__ == \"__main__\":\n    os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"gallery.settings\")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n")
put("gallery/gallery/__init__.py", "")
put("gallery/gallery/settings.py", "SECRET_KEY = 'dev'\nDEBUG = True\nINSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'photos']\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}\nROOT_URLCONF = 'gallery.urls'\nDEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n")
put("gallery/gallery/urls.py", "urlpatterns = []\n"); put("gallery/photos/__init__.py", "")
put("gallery/photos/models.py", "from django.db import models\n\nfrom .validators import validate_image\n\n\nclass Photo(models.Model):\n    file = models.FileField(validators=[validate_image])\n")
put("gallery/photos/validators.py", "import magic\nfrom django.core.exceptions import ValidationError\n\n\ndef validate_image(f):\n    if not magic.from_buffer(f.read(2048), mime=True).startswith('image/'):\n        raise ValidationError('Not an image')\n")
case("django-migrate-libmagic", L, None, "ImportError: failed to find libmagic", "Django 5.2's manage.py migrate in an entrypoint with set -x, python-magic 0.4.27 without libmagic1, Python 3.11, compose prefix", lambda: run(NOLIB + "bash -xc 'python manage.py migrate --noinput'", "gallery"), compose("web-1", "postgres-1"))
put("docs/app/__init__.py", ""); put("docs/app/models.py", "import magic\nfrom sqlmodel import Field, SQLModel\n\n\nclass Document(SQLModel, table=True):\n    id: int | None = Field(default=None, primary_key=True)\n    mime: str\n\n    @classmethod\n    def of(cls, data: bytes):\n        return cls(mime=magic.from_buffer(data, mime=True))\n")
def alem():
    run("rm -rf alembic alembic.ini; alembic init alembic >/dev/null; sed -i 's#^sqlalchemy.url = .*#sqlalchemy.url = sqlite:///docs.db#' alembic.ini; sed -i 's#^target_metadata = None#from app.models import SQLModel\\n\\ntarget_metadata = SQLModel.metadata#' alembic/env.py", "docs")
    return run(NOLIB + "alembic upgrade head", "docs")
case("alembic-env-libmagic", L, None, "ImportError: failed to find libmagic", "alembic 1.x `upgrade head`, whose env.py imports SQLModel models that import python-magic 0.4.27, no libmagic1, GitLab", alem, gitlab)
# --- changethis
put("cms/app/__init__.py", "")
put("cms/app/core/__init__.py", "")
put("cms/app/core/config.py", '''import secrets
import warnings
from typing import Literal, Self

from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    SECRET_KEY: str = secrets.token_urlsafe(32)
    ENVIRONMENT: Literal["local", "staging", "production"] = "local"
    PROJECT_NAME: str = "CMS"
    FIRST_SUPERUSER_PASSWORD: str = "s3-cms-admin"

    def _check_default_secret(self, var_name: str, value: str | None) -> None:
        if value == "changethis":
            message = f'The value of {var_name} is "changethis", for security, please change it, at least for deployments.'
            if self.ENVIRONMENT == "local":
                warnings.warn(message, stacklevel=1)
            else:
                raise ValueError(message)

    @model_validator(mode="after")
    def _enforce_non_default_secrets(self) -> Self:
        self._check_default_secret("SECRET_KEY", self.SECRET_KEY)
        self._check_default_secret("FIRST_SUPERUSER_PASSWORD", self.FIRST_SUPERUSER_PASSWORD)
        return self


settings = Settings()
''')
put("cms/app/main.py", "from fastapi import FastAPI\n\nfrom app.core.config import settings\n\napp = FastAPI(title=settings.PROJECT_NAME)\n")
put("cms/app/initial_data.py", "import logging\n\nfrom app.core.config import settings\n\nlogging.basicConfig(level=logging.INFO)\nlogger = logging.getLogger(__name__)\n\n\ndef main() -> None:\n    logger.info('Creating initial data')\n\n\nif __name__ == '__main__':\n    main()\n")
put("cms/.env", "SECRET_KEY=changethis\nENVIRONMENT=staging\n")
put("cms/scripts/prestart.sh", "#! /usr/bin/env bash\nset -e\nset -x\n\n# Create initial data in DB\npython app/initial_data.py\n")
case("fastapi-dev-secret-key", K, None, ['The value of SECRET_KEY is "changethis"', "please change it, at least"], "FastAPI's `fastapi dev` (its rich panels) with pydantic-settings 2.16, Python 3.11", lambda: run("timeout -s INT 12 fastapi dev app/main.py", "cms"))
case("initial-data-secret-key", K, None, 'The value of SECRET_KEY is "changethis"', "prestart.sh's `python app/initial_data.py` with pydantic-settings 2.16, Python 3.11, GitHub Actions", lambda: run("bash scripts/prestart.sh", "cms", PYTHONPATH="."), github("bash scripts/prestart.sh"))

# --- one API
put("api/app.py", '''import asyncio
import signal
import time
from contextlib import contextmanager

from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from jose import JWTError, jwt

app = FastAPI()
oauth2 = OAuth2PasswordBearer(tokenUrl="/api/v1/login/access-token")
USERS: dict = {}


@app.post("/api/v1/login/access-token")
def login(form: OAuth2PasswordRequestForm = Depends()):
    if form.username not in USERS:
        raise HTTPException(401, "Invalid credentials")


@app.get("/api/v1/users/me")
def me(token: str = Depends(oauth2)):
    try:
        return jwt.decode(token, "of-this-deployment", algorithms=["HS256"])
    except JWTError:
        raise HTTPException(401, "Could not validate credentials", headers={"WWW-Authenticate": "Bearer"})


@app.get("/api/v1/utils/health-check/")
def health():
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": ["postgres"]}, 503)


@app.get("/api/v1/utils/ready/")
def ready():
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": ["redis"]}, 503)


@app.get("/api/v1/reports/{n}")
def report(n: int):
    return JSONResponse({"success": False, "message": "Internal server error", "data": None}, 500)


class ScriptTimeoutError(Exception):
    pass


@contextmanager
def limit(seconds):
    def alarm(*a):
        raise ScriptTimeoutError(f"Script execution exceeded {seconds} seconds")
    signal.signal(signal.SIGALRM, alarm)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


@app.post("/api/v1/scripts/{name}/run")
async def run_script(name: str):
    try:
        with limit(2):
            exec("while True:\\n    pass", {})
    except ScriptTimeoutError as e:
        return JSONResponse({"success": False, "message": f"ScriptTimeoutError: {e}", "data": None}, 408)
''')
API = "uvicorn app:app --port 8000 --log-level warning"
def with_api(command, cwd="node", server=API, scwd="api", keep=None, **env):
    def f():
        with Server(server, 8000, scwd) as s:
            out = run(command, cwd, **{**NODE, "CI": "1", "HOME": "/srv/linden/run", **env})
        return compose(keep[0], max(keep, key=len))(s.out) + compose(keep[1], max(keep, key=len))(out) if keep else out
    return f
TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0MiIsImV4cCI6NDEwMjQ0NDgwMH0.c2lnbmVkLXdpdGgtYW5vdGhlci1rZXktYXQtYWxs"
put("node/pw/playwright.config.js", "module.exports = { testDir: '.', reporter: 'list', workers: 1, use: { baseURL: 'http://localhost:8000', extraHTTPHeaders: process.env.E2E_TOKEN ? { Authorization: 'Bearer ' + process.env.E2E_TOKEN } : {} } };\n")
put("node/pw/profile.spec.js", "const { test, expect } = require('@playwright/test');\n\ntest('current user', async ({ request }) => {\n  const res = await request.get('/api/v1/users/me');\n  await expect(res).toBeOK();\n  expect((await res.json()).email).toContain('@');\n});\n")
case("pwtest-request-jwt", J, None, "Could not validate credentials", "@playwright/test's request and toBeOK() with a token of another key against FastAPI with python-jose 3.5, Node 20, GitHub Actions", with_api("playwright test -c pw profile", E2E_TOKEN=TOKEN), github("npx playwright test"))
put("sync/tasks.py", '''import httpx
from celery import Celery
from celery.utils.log import get_task_logger

app = Celery("sync", broker="memory://", backend="cache+memory://")
app.conf.worker_hijack_root_logger = True
logger = get_task_logger(__name__)


@app.task(name="sync.profile")
def profile():
    r = httpx.get("http://localhost:8000/api/v1/users/me", headers={"Authorization": "Bearer %s"})
    if r.is_error:
        logger.error("GET %%s -> %%s %%s", r.url, r.status_code, r.text)
    r.raise_for_status()


@app.task(name="sync.prices", autoretry_for=(Exception,), max_retries=2, retry_backoff=1, retry_jitter=False)
def prices():
    import requests
    requests.get("http://localhost:8000/api/prices", timeout=5).raise_for_status()


app.conf.beat_schedule = {"p": {"task": __import__("os").environ.get("TASK", "sync.profile"), "schedule": 3600.0}}


from celery.signals import worker_ready


@worker_ready.connect
def first(**k):
    app.send_task(app.conf.beat_schedule["p"]["task"])
''' % TOKEN)
W = "timeout -s TERM {0} celery -A tasks worker -l info -c 1 -P {1} --without-gossip --without-mingle -n worker@web-2"
case("celery-httpx-jwt", J, None, "Could not validate credentials", "a Celery 5 task with httpx 0.28 and an old token against FastAPI with python-jose 3.5, the worker's log", with_api(W.format(8, "solo"), "sync"), compose("worker-1"))
put("node/vt/login.test.ts", "import { expect, test } from 'vitest';\n\nconst API = 'http://localhost:8000/api/v1';\n\ntest('admin can log in', async () => {\n  const res = await fetch(`${API}/login/access-token`, { method: 'POST', body: new URLSearchParams({ username: 'admin@example.com', password: process.env.ADMIN_PASSWORD ?? 'admin' }) });\n  const body = await res.json();\n  expect({ status: res.status, body }).toEqual({ status: 200, body: { access_token: expect.any(String), token_type: 'bearer' } });\n});\n")
case("vitest-fetch-login", A, None, "Invalid credentials", "Vitest with Node 20's fetch against FastAPI on a fresh database: the diff of toEqual, GitLab", with_api("vitest run --root vt login"), gitlab)
put("node/jt/auth.test.js", "const request = require('supertest');\n\nconst api = request('http://localhost:8000');\nlet token;\n\nbeforeAll(async () => {\n  const res = await api.post('/api/v1/login/access-token').type('form').send({ username: 'admin', password: 'admin123' });\n  if (res.status !== 200) throw new Error(`login failed: ${res.status} ${res.text}`);\n  token = res.body.access_token;\n});\n\ntest.each(['users', 'people', 'rooms'])('lists %s', async what => {\n  await api.get(`/api/v1/${what}`).auth(token, { type: 'bearer' }).expect(200);\n});\n")
case("jest-supertest-login", A, None, "Invalid credentials", "Jest with supertest 7: beforeAll cannot log in at FastAPI on a fresh database, Node 20", with_api("jest --rootDir jt auth"))
put("node/axios_report.mjs", "import axios from 'axios';\n\nconst api = axios.create({ baseURL: 'http://localhost:8000/api/v1' });\ntry {\n  const { data } = await api.get('/reports/17');\n  console.log(data);\n} catch (error) {\n  console.error('GET /reports/17 failed:', error.message, error.response?.data);\n  process.exit(1);\n}\n")
put("node/vt/reports.test.js", "import { describe, expect, it } from 'vitest';\nimport axios from 'axios';\n\nconst api = axios.create({ baseURL: 'http://localhost:8000/api/v1', validateStatus: () => true });\n\ndescribe('reports', () => {\n  it('renders a report', async () => {\n    const res = await api.get('/reports/17');\n    expect(res.data, `${res.status} ${res.statusText}`).toMatchObject({ success: true, message: 'ok' });\n  });\n});\n")
case("vitest-axios-500", F5, None, "Internal server error", "Vitest with axios 1 against FastAPI that says no more, Node 20, GitHub Actions", with_api("vitest run --root vt reports"), github("npx vitest run"))
put("node/pm/reports.json", json.dumps({"info": {"name": "Reports", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [{"name": "report 17", "request": {"method": "GET", "url": "http://localhost:8000/api/v1/reports/17"}, "event": [{"listen": "test", "script": {"type": "text/javascript", "exec": ["pm.test('report is there', () => { pm.response.to.have.status(200); });", "console.log(pm.response.text());"]}}]}]}))
case("newman-500", F5, None, ["Internal server error", "Internal Server Error"], "newman 6's CLI reporter against FastAPI that says no more", with_api("newman run pm/reports.json --color off"))
case("curl-fail-with-body-health", HC, None, "Service Unavailable", "curl --fail-with-body in a workflow's smoke step: the health check misses the database, FastAPI; GitHub Actions", with_api("curl --fail-with-body -sS http://localhost:8000/api/v1/utils/health-check/ && echo healthy"), github("curl --fail-with-body -sS http://localhost:8000/api/v1/utils/health-check/"))
put("node/smoke.mjs", "import axios from 'axios';\n\naxios.get('http://localhost:8000/api/v1/utils/ready/')\n  .then(res => console.log('ready', res.data))\n  .catch(error => { console.error('smoke test failed:', error.message); console.error(error.response.data); process.exitCode = 1; });\n")
case("axios-smoke-health-redis", HC, None, ["Service Unavailable", "redis"], "axios 1 in a smoke script: readiness misses Redis, FastAPI, Node 20, PowerShell's UTF-16", with_api("node smoke.mjs"), powershell)
put("node/scripts_run.mjs", "import axios from 'axios';\n\nconst { data } = await axios.post('http://localhost:8000/api/v1/scripts/monthly-rollup/run', { month: '2026-10' }).catch(e => { console.error(e.response.status, e.response.data); throw e.message; });\nconsole.log(data);\n")
case("axios-script-timeout", T, None, "ScriptTimeoutError", "axios 1's view of a FastAPI script runner with SIGALRM, Node 20", with_api("node scripts_run.mjs"))
put("drf/manage.py", '''import os
import signal
import sys

import django
from django.conf import settings

settings.configure(DEBUG=True, SECRET_KEY="dev", ALLOWED_HOSTS=["*"], ROOT_URLCONF="manage", INSTALLED_APPS=["rest_framework"], DATABASES={}, REST_FRAMEWORK={"UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": [], "DEFAULT_PERMISSION_CLASSES": []}, MIDDLEWARE=[])
if __name__ == "__main__":
    sys.modules["manage"] = sys.modules["__main__"]
django.setup()

from django.urls import path
from rest_framework.decorators import api_view
from rest_framework.response import Response

import runner


@api_view(["POST"])
def run(request, name):
    return Response({"result": runner.run_script(name, request.data)})


urlpatterns = [path("api/scripts/<str:name>/run/", run)]
if __name__ == "__main__":
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
''')
put("drf/runner.py", '''import signal

SCRIPT_EXEC_TIMEOUT = 3
SCRIPTS = {"export-orders": "total = 0\\nwhile True:\\n    total += 1\\n"}


class ScriptTimeoutError(TimeoutError):
    pass


def on_alarm(signum, frame):
    raise ScriptTimeoutError(f"Script did not finish within {SCRIPT_EXEC_TIMEOUT}s")


def run_script(name, params):
    signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(SCRIPT_EXEC_TIMEOUT)
    try:
        scope = {"params": params}
        exec(compile(SCRIPTS[name], f"<script {name}>", "exec"), scope)
        return scope.get("result")
    finally:
        signal.alarm(0)
''')
def drf():
    with Server("python manage.py runserver --nothreading --noreload 8000", 8000, "drf") as s:
        run("curl -s -X POST http://localhost:8000/api/scripts/export-orders/run/ -H 'content-type: application/json' -d '{}'")
    return s.out
case("drf-runserver-script-timeout", T, None, "runner.ScriptTimeoutError: ", "Django REST framework 3 under Django 5.2's runserver --nothreading: a script runner with SIGALRM, its log and traceback", drf, compose("backend-1", "postgres-1"))

# --- limits
put("node/limited.cjs", '''const express = require('express');
const { rateLimit } = require('express-rate-limit');
const morgan = require('morgan');

const app = express();
app.use(morgan('dev'));
app.use('/api', rateLimit({ windowMs: 60_000, limit: 5, standardHeaders: 'draft-8', legacyHeaders: false }));
const inFlight = new Map();
app.use('/gw', (req, res, next) => {
  const client = req.get('x-client-id') || req.ip;
  const n = inFlight.get(client) || 0;
  if (n >= 2) return res.status(503).json({ success: false, message: 'Too many concurrent requests for this client', data: null });
  inFlight.set(client, n + 1);
  res.on('finish', () => inFlight.set(client, inFlight.get(client) - 1));
  next();
});
app.get('/gw/orders/:id', (req, res) => setTimeout(() => res.json({ id: req.params.id }), 400));
app.get('/api/prices', (req, res) => res.json([1, 2, 3]));
app.listen(8000, () => console.log('listening on 8000'));
''')
put("node/prices.mjs", "import axios from 'axios';\n\nconst skus = ['A-100', 'A-101', 'B-200', 'B-201', 'C-300', 'C-301', 'D-400'];\nfor (const sku of skus) {\n  const { data } = await axios.get('http://localhost:8000/api/prices', { params: { sku } });\n  console.log(sku, data.length, 'prices');\n}\n")
EX = dict(server="node limited.cjs", scwd="node")
put("node/orders.mjs", "import axios from 'axios';\n\nconst gateway = axios.create({ baseURL: 'http://localhost:8000/gw', headers: { 'x-client-id': 'reporting' } });\nconst ids = Array.from({ length: 6 }, (_, n) => 1000 + n);\nconst results = await Promise.allSettled(ids.map(id => gateway.get(`/orders/${id}`)));\nresults.forEach((r, n) => r.status === 'fulfilled' ? console.log(ids[n], 'ok') : console.error(ids[n], r.reason.message, JSON.stringify(r.reason.response?.data)));\n")
case("axios-express-rate-limit-429", R, None, "Request failed with status code 429", "axios 1, uncaught, against Express 5 with express-rate-limit 8, Node 20", with_api("node prices.mjs", **EX))
case("axios-allsettled-503", Q, None, "Too many concurrent requests", "axios 1's Promise.allSettled through a gateway of Express 5 that lets a client have two requests at once; morgan's log beside it, one compose log", with_api("node orders.mjs", keep=("gateway-1", "reporting-1"), **EX))
def cel():
    with Server("node limited.cjs", 8000, "node"):
        run("for n in 1 2 3 4 5; do curl -s -o /dev/null http://localhost:8000/api/prices; done")
        return run(W.format(10, "solo"), "sync", TASK="sync.prices")
case("celery-requests-429", R, None, "429 Client Error: Too Many Requests", "a Celery 5 task with requests 2 and autoretry against Express 5 with express-rate-limit 8, the worker's log, journald", cel, journald("celery", 7719))
put("gw/app.py", '''import threading
import time
from collections import Counter

from flask import Flask, jsonify, request

app = Flask(__name__)
running, lock = Counter(), threading.Lock()
MAX_CONCURRENT_PER_CLIENT = 3


@app.before_request
def acquire():
    client = request.headers.get("X-Client-Id", request.remote_addr)
    with lock:
        if running[client] >= MAX_CONCURRENT_PER_CLIENT:
            app.logger.warning("concurrent limit: client=%s in_flight=%d max=%d", client, running[client], MAX_CONCURRENT_PER_CLIENT)
            return jsonify(success=False, message="Concurrent request limit exceeded", data=None), 503
        running[client] += 1
        request.client = client


@app.teardown_request
def release(error):
    if hasattr(request, "client"):
        with lock:
            running[request.client] -= 1


@app.get("/gateway/stock/<sku>")
def stock(sku):
    time.sleep(0.6)
    return jsonify(sku=sku, left=7)
''')
put("gw/pull.py", '''from concurrent.futures import ThreadPoolExecutor

import requests

session = requests.Session()


def pull(sku):
    r = session.get(f"http://localhost:8000/gateway/stock/{sku}", headers={"X-Client-Id": "warehouse"})
    if not r.ok:
        raise RuntimeError(f"{sku}: {r.status_code} {r.reason} {r.text.strip()}")
    return r.json()


with ThreadPoolExecutor(max_workers=8) as pool:
    for row in pool.map(pull, [f"SKU-{n:03}" for n in range(16)]):
        print(row)
''')
case("requests-threadpool-503", Q, None, "Concurrent request limit exceeded", "requests 2 in a ThreadPoolExecutor through a gateway of Flask 3 under gunicorn with threads that lets a client have three requests at once, the client's traceback", with_api("python pull.py", "gw", server="gunicorn -w 1 --threads 16 -b 127.0.0.1:8000 app:app", scwd="gw"))

# --- a third of some
put("node/pw/reports.spec.js", "const { test, expect } = require('@playwright/test');\n\nfor (const n of [17, 18]) {\n  test(`report ${n}`, async ({ request }) => {\n    const res = await request.get(`/api/v1/reports/${n}`);\n    await expect(res).toBeOK();\n  });\n}\n")
case("pwtest-request-500", F5, None, "Internal server error", "@playwright/test's request and toBeOK() against FastAPI that says no more, Node 20, GitLab", with_api("playwright test -c pw reports"), gitlab)
put("node/pw/prices.spec.js", "const { test, expect } = require('@playwright/test');\n\nfor (let n = 1; n <= 7; n++) {\n  test(`prices of shop ${n}`, async ({ request }) => {\n    await expect(await request.get(`/api/prices?shop=${n}`)).toBeOK();\n  });\n}\n")
case("pwtest-request-429", R, None, "429 Too Many Requests", "@playwright/test's request and toBeOK() against Express 5 with express-rate-limit 8, Node 20, GitHub Actions", with_api("playwright test -c pw prices", **EX), github("npx playwright test"))
case("uvicorn-reload-secret-key", K, None, 'The value of SECRET_KEY is "changethis"', "uvicorn 0.54 --reload of FastAPI with pydantic-settings 2.16, Python 3.11, compose prefix", lambda: run("timeout -s INT 10 uvicorn app.main:app --reload --port 8000", "cms"), compose("backend-1", "postgres-1"))
put("node/jt/scripts.test.js", "const axios = require('axios');\n\ntest('rollup script runs', async () => {\n  const res = await axios.post('http://localhost:8000/api/v1/scripts/rollup/run', {}, { validateStatus: () => true });\n  expect(res.data).toEqual({ success: true, message: 'OK', data: expect.anything() });\n}, 15000);\n")
case("jest-axios-script-timeout", T, None, "ScriptTimeoutError", "Jest 30 with axios 1: the diff of toEqual with what a FastAPI script runner with SIGALRM answers, Node 20, Jenkins with time stamps", with_api("jest --rootDir jt scripts"), jenkins)
put("node/jt/health.test.js", "const request = require('supertest');\n\ntest('backend is healthy', async () => {\n  const res = await request('http://localhost:8000').get('/api/v1/utils/health-check/');\n  expect(res.body).toEqual({ success: true, message: 'OK', data: [] });\n  expect(res.status).toBe(200);\n});\n")
case("jest-supertest-health", HC, None, ["Service Unavailable", '"postgres"'], "Jest 30 with supertest 7: the diff of toEqual with a health check that misses the database, FastAPI, Node 20", with_api("jest --rootDir jt health"))
put("node/pw/me.spec.js", "")
put("hyp/asgi.py", "from fastapi import FastAPI, UploadFile\n\nfrom uploads import sniff\n\napp = FastAPI()\n\n\n@app.post('/uploads')\nasync def upload(file: UploadFile):\n    return {'mime': sniff(await file.read(2048))}\n")
put("hyp/uploads.py", "import magic\n\nmime = magic.Magic(mime=True)\n\n\ndef sniff(data):\n    return mime.from_buffer(data)\n")
case("hypercorn-fastapi-libmagic", L, None, "ImportError: failed to find libmagic", "hypercorn 0.18 of FastAPI whose uploads import python-magic 0.4.27 without libmagic1, Python 3.11, docker json-file", lambda: run(NOLIB + "timeout 10 hypercorn asgi:app -b 127.0.0.1:8000", "hyp"), json_file)
