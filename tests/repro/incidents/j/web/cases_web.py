from lib import *
ORIGIN, MASKED, REDIRECT, CASCADE, LOOP, NET, R429 = "cors/origin-not-allowed", "cors/backend-crash-masked", "cors/redirect-drops-headers", "ratelimit/cascade-locks-frontend", "frontend/auth-redirect-loop", "frontend/network-error-hangs", "gateway/429-rate-limited"
ENV["PATH"] = ENV["PATH"].replace(":/usr/bin:", ":/usr/local/bin:/usr/bin:")
def case(name, ids, root, d, source, f, wrap=None):
    if wanted(name):
        mk(name, ids, root, d, source, f, wrap)
# The page: React 19 bundled by esbuild of vite, axios or fetch
put("node/web/main.jsx", '''import React, { createContext, useContext, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import axios from 'axios';

const q = new URLSearchParams(location.search);
for (const k of ['scene', 'lib', 'api']) if (q.get(k)) sessionStorage[k] = q.get(k);
const { scene, lib, api: API } = sessionStorage;
const sleep = n => new Promise(done => setTimeout(done, n));
const client = axios.create({ baseURL: API });
client.interceptors.response.use(r => r, error => {
  if (error.response?.status === 401 && scene === 'loop') setTimeout(() => { window.location.href = '/login'; }, 200);
  return Promise.reject(error);
});
async function call(path, method = 'GET', data) {
  if (lib === 'axios') return (await client.request({ url: path, method, data })).data;
  const res = await fetch(API + path, { method, body: data && JSON.stringify(data), headers: data ? { 'Content-Type': 'application/json' } : {} });
  if (res.status === 401 && scene === 'loop') setTimeout(() => { window.location.href = '/login'; }, 200);
  if (!res.ok) throw new Error(`HTTP ${res.status}`);
  return res.json();
}
const Auth = createContext();
function AuthProvider({ children }) {
  const [state, setState] = useState({ isAuthenticated: false, isLoading: true });
  console.log('AuthProvider state:', state);
  useEffect(() => {
    (async () => {
      for (let n = 0; n < (scene === 'cascade' ? 3 : 1); n++) {
        if (scene === 'cascade') await sleep(1500 + 300 * n);
        try {
          await call('/auth/me');
          setState({ isAuthenticated: true, isLoading: false });
        } catch (error) {
          console.error('AuthProvider: could not load the current user:', String(error), 'state:', JSON.stringify(state));
        }
      }
    })();
  }, []);
  return <Auth.Provider value={state}>{children}</Auth.Provider>;
}
function Recipes() {
  const [rows, setRows] = useState();
  useEffect(() => {
    (async () => {
      for (let n = 1; n <= (scene === 'cascade' ? 8 : 1); n++) {
        try {
          setRows(await (scene === 'save' ? call('/recipes', 'POST', { title: 'Soup' }) : call(scene === 'cascade' ? '/recipes/suggest' : '/recipes')));
        } catch (error) {
          console.error(scene === 'cascade' ? `Failed to load suggestions (attempt ${n}):` : 'Failed to load recipes:', String(error));
          if (scene === 'cascade') await sleep(100);
        }
      }
    })();
  }, []);
  return <p>{rows ? JSON.stringify(rows) : 'Loading…'}</p>;
}
createRoot(document.getElementById('root')).render(scene === 'loop' ? <AuthProvider><p>Sign in</p></AuthProvider> : scene === 'cascade' ? <AuthProvider><Recipes /></AuthProvider> : <Recipes />);
''')
put("node/web/index.html", '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Recipes</title><link rel="icon" href="data:,"></head>\n<body><div id="root"></div><script type="module" src="/main.jsx"></script></body>\n</html>\n')
put("node/web/vite.config.mjs", "export default { server: { port: 5173, host: '127.0.0.1', strictPort: true }, esbuild: { jsx: 'automatic' }, oxc: { jsx: { runtime: 'automatic' } }, preview: { port: 5173, host: '127.0.0.1' }, logLevel: 'error' };\n")
put("node/e2e/recipes.test.mjs", '''import puppeteer from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

let browser;
beforeAll(async () => { browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] }); });
afterAll(() => browser.close());

test('recipes page', async () => {
  const page = await browser.newPage();
  page.on('console', m => console.log(`[browser:${m.type()}] ${m.text()}`));
  page.on('pageerror', e => console.error('[browser:pageerror]', e.message));
  await page.goto(process.env.PAGE);
  await new Promise(r => setTimeout(r, +process.env.MS));
  expect(await page.evaluate(() => document.body.innerText)).toContain('title');
}, 30_000);
''')
put("e2e/conftest.py", '''import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}


@pytest.fixture
def page(page):
    page.on("console", lambda m: print(f"console.{m.type}: {m.text}"))
    page.on("pageerror", lambda e: print(f"pageerror: {e}"))
    page.on("requestfailed", lambda r: print(f"requestfailed: {r.method} {r.url} {r.failure}"))
    return page
''')
put("e2e/test_recipes.py", '''import os

from playwright.sync_api import Page


def test_recipes_are_listed(page: Page):
    page.goto(os.environ["PAGE"])
    page.wait_for_timeout(int(os.environ["MS"]))
    assert "title" in page.inner_text("body")
''')
def seen(driver, scene, lib, api, ms):
    u = f"http://localhost:5173/?scene={scene}&lib={lib}&api={api}"
    env = {**NODE, "PAGE": u, "MS": str(ms), "HOME": "/srv/linden/run", "CI": "1"}
    with Server("vite web", 5173, "node", **NODE):
        run("curl -s http://localhost:5173/main.jsx >/dev/null; sleep 1", "node")
        if driver == "vitest":
            return run("vitest run --root e2e", "node", **env)
        return run("pytest -q -p no:cacheprovider test_recipes.py", "e2e", **env)
def both(server, cwd, names, driver, scene, lib, api="http://localhost:8000/api/v1", ms=2500, env={}):
    def f():
        if not server:
            return seen(driver, scene, lib, api, ms)
        with Server(server, 8000, cwd, **env) as s:
            out = seen(driver, scene, lib, api, ms)
        if not names:
            return out
        w = max(names, key=len)
        return compose(names[0], w)(s.out) + compose(names[1], w)(out)
    return f
# Servers
put("node/api_express.cjs", '''const express = require('express');
const cors = require('cors');
const morgan = require('morgan');
const { rateLimit } = require('express-rate-limit');
const app = express();
app.use(morgan('dev'));
app.use(cors({ origin: process.env.CORS_ORIGIN || 'https://recipes.example.com' }));
if (process.env.LIMIT) app.use(rateLimit({ windowMs: 60000, limit: +process.env.LIMIT }));
app.use(express.json());
app.get('/api/v1/auth/me', (req, res) => res.status(401).json({ message: 'Unauthorized' }));
app.get('/api/v1/recipes', (req, res) => res.json([{ title: 'Soup' }]));
app.post('/api/v1/recipes', (req, res) => res.status(201).json(req.body));
app.get('/api/v1/recipes/suggest', (req, res) => res.status(502).json({ message: 'suggestions are not there' }));
app.listen(8000, () => console.log('API on http://localhost:8000'));
''')
put("node/api_koa.cjs", '''const Koa = require('koa');
const app = new Koa();
const recipes = [{ id: 1, title: 'Soup' }];
app.use(async (ctx, next) => {
  await next();
  ctx.set('Access-Control-Allow-Origin', 'http://localhost:5173');
});
app.use(async ctx => {
  if (ctx.path === '/api/v1/recipes') ctx.body = recipes.map(r => ({ title: r.title, author: r.author.name }));
  else if (ctx.path.startsWith('/api/')) { ctx.status = 307; ctx.redirect(ctx.path.replace('/api/', '/api/v1/')); }
});
app.listen(8000, () => console.log('listening on 8000'));
''')
put("flaskapi/app.py", '''import os

from flask import Flask, jsonify, redirect
from flask_cors import CORS
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
CORS(app, resources={r"/api/v1/*": {"origins": os.environ.get("ORIGINS", "https://recipes.example.com").split(",")}})
limiter = Limiter(get_remote_address, app=app, application_limits=[os.environ.get("LIMIT", "1000 per minute")], storage_uri="memory://")


@app.get("/api/recipes")
def old():
    return redirect("/api/v1/recipes", code=307)


@app.get("/api/v1/recipes")
def recipes():
    return jsonify([{"title": "Soup"}])


@app.post("/api/v1/recipes")
def create():
    return jsonify(title="Soup"), 201


@app.get("/api/v1/recipes/suggest")
def suggest():
    return jsonify(message="no suggestions"), 502


@app.get("/api/v1/auth/me")
def me():
    return jsonify(msg="Missing Authorization Header"), 401
''')
put("dj/manage.py", '''import sys

from django.conf import settings

settings.configure(DEBUG=False, SECRET_KEY="dev", ALLOWED_HOSTS=["*"], ROOT_URLCONF="urls", INSTALLED_APPS=["corsheaders"], MIDDLEWARE=["middleware.TenantMiddleware", "corsheaders.middleware.CorsMiddleware"], CORS_ALLOWED_ORIGINS=["http://localhost:5173"],
                   LOGGING={"version": 1, "disable_existing_loggers": False, "handlers": {"console": {"class": "logging.StreamHandler"}}, "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR"}}})
from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
''')
put("dj/urls.py", "from django.http import JsonResponse\nfrom django.urls import path\n\nurlpatterns = [path('api/v1/recipes', lambda request: JsonResponse([], safe=False))]\n")
put("dj/middleware.py", "TENANTS = {'recipes.example.com': 1}\n\n\nclass TenantMiddleware:\n    def __init__(self, get_response):\n        self.get_response = get_response\n\n    def __call__(self, request):\n        request.tenant = TENANTS[request.get_host()]\n        return self.get_response(request)\n")
put("fa/app.py", '''import os

from fastapi import FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:5173"], allow_methods=["*"], allow_headers=["*"])


@app.get("/api/v1/auth/me")
def me():
    raise HTTPException(401, "Not authenticated")
''')
VT = "puppeteer-core under Vitest with Chromium 156 headless, a React 19 page of Vite's dev server, {}"
PP = "pytest-playwright with Chromium 156 headless and its console listeners, a React 19 page of Vite's dev server, {}"
B = "blocked by CORS policy"
GU = "gunicorn -b 127.0.0.1:8000 --threads 4 --access-logfile - app:app"
AX, FE = "axios 1", "fetch"
L = {"CORS_ORIGIN": "http://localhost:5173"}
case("vitest-puppeteer-origin-express", [ORIGIN, NET], ORIGIN, B, VT.format(AX) + ": Express 5 with cors allows the production's origin only, GitHub Actions", both("node api_express.cjs", "node", None, "vitest", "list", "axios"), github("npx vitest run --root e2e"))
case("pytest-playwright-origin-flask-cors", [ORIGIN, NET], ORIGIN, B, PP.format(FE) + ": Flask-CORS 6 allows the production's origin only, a POST's preflight", both(GU, "flaskapi", None, "pytest", "save", "fetch"))
case("vitest-puppeteer-crash-koa", [MASKED, NET], MASKED, ["TypeError: Cannot read properties of undefined", B], VT.format(AX) + ": a Koa 3 API sets the header after its handlers, one of which throws; its stack, one compose log", both("node api_koa.cjs", "node", ("api-1", "e2e-1"), "vitest", "list", "axios"))
case("pytest-playwright-crash-django", [MASKED, NET], MASKED, ["KeyError: 'localhost:8000'", B], PP.format(FE) + ": Django 5.2 under runserver, a middleware before django-cors-headers raises; its traceback, one compose log", both("python manage.py runserver --noreload 8000", "dj", ("backend-1", "e2e-1"), "pytest", "list", "fetch"))
case("pytest-playwright-redirect-flask", [REDIRECT, NET], REDIRECT, ['"GET /api/recipes HTTP/1.1" 307', B], PP.format(FE) + ": Flask 3 with Flask-CORS for /api/v1 only sends 307 from /api/recipes; gunicorn's access log beside it, one compose log", both(GU, "flaskapi", ("backend-1", "e2e-1"), "pytest", "list", "fetch", api="http://localhost:8000/api", env={"ORIGINS": "http://localhost:5173"}))
put("node/api_redirect.cjs", '''const express = require('express');
const cors = require('cors');
const morgan = require('morgan');
const app = express();
app.use(morgan('combined'));
app.use((req, res, next) => req.path.startsWith('/api/') && !req.path.startsWith('/api/v1/') ? res.redirect(307, req.originalUrl.replace('/api/', '/api/v1/')) : next());
app.use(cors({ origin: 'http://localhost:5173' }));
app.get('/api/v1/recipes', (req, res) => res.json([{ title: 'Soup' }]));
app.listen(8000);
''')
case("vitest-puppeteer-redirect-express", [REDIRECT, NET], REDIRECT, ['GET /api/recipes HTTP/1.1" 307', B], VT.format(AX) + ": Express 5 sends 307 from /api to /api/v1 before its cors(); morgan's combined lines beside it, one compose log", both("node api_redirect.cjs", "node", ("api-1", "e2e-1"), "vitest", "list", "axios", api="http://localhost:8000/api"))
case("vitest-puppeteer-network-error", NET, NET, "Network Error", VT.format(AX) + ": nobody listens at the API's port, Jenkins with time stamps", both(None, None, None, "vitest", "list", "axios", api="http://localhost:8001/api/v1"), jenkins)
case("pytest-playwright-network-error", NET, NET, "Failed to fetch", PP.format(FE) + ": nobody listens at the API's port, GitLab", both(None, None, None, "pytest", "list", "fetch", api="http://localhost:8001/api/v1"), gitlab)
case("vitest-puppeteer-auth-loop", LOOP, LOOP, ["/api/v1/auth/me", "isLoading"], VT.format(AX) + ": an interceptor goes to /login at each 401 of Express 5, whose provider asks again; morgan's log beside it, one compose log", both("node api_express.cjs", "node", ("api-1", "e2e-1"), "vitest", "loop", "axios", env=L, ms=5000))
case("pytest-playwright-auth-loop", LOOP, LOOP, ["401 Unauthorized", "AuthProvider state:"], PP.format(FE) + ": window.location.href = '/login' at each 401 of FastAPI; uvicorn's access log beside it, one compose log", both("uvicorn app:app --port 8000", "fa", ("backend-1", "e2e-1"), "pytest", "loop", "fetch", ms=5000))
case("vitest-puppeteer-cascade-express", [CASCADE, R429], CASCADE, ["\x1b[33m429\x1b[0m", "isLoading"], VT.format(AX) + ": retries use up express-rate-limit's limit of Express 5, then /auth/me gets 429 and isLoading stays true; morgan's log beside it, one compose log", both("node api_express.cjs", "node", ("api-1", "e2e-1"), "vitest", "cascade", "axios", env={**L, "LIMIT": "5"}, ms=6000))
case("pytest-playwright-cascade-flask-limiter", [CASCADE, R429], CASCADE, ['HTTP/1.1" 429 ', "isLoading"], PP.format(FE) + ": retries use up Flask-Limiter's application limit of Flask 3, then /auth/me gets 429 and isLoading stays true; gunicorn's access log beside it, one compose log", both(GU, "flaskapi", ("backend-1", "e2e-1"), "pytest", "cascade", "fetch", env={"ORIGINS": "http://localhost:5173", "LIMIT": "5 per minute"}, ms=6000))
