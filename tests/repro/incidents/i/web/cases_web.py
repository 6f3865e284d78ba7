from lib import *
import shutil
ORIGIN, MASKED, REDIRECT, CASCADE, LOOP, NET, R429 = "cors/origin-not-allowed", "cors/backend-crash-masked", "cors/redirect-drops-headers", "ratelimit/cascade-locks-frontend", "frontend/auth-redirect-loop", "frontend/network-error-hangs", "gateway/429-rate-limited"
put("web/app.js", '''const q = new URLSearchParams(location.search);
const keep = k => { if (q.get(k)) sessionStorage[k] = q.get(k); return sessionStorage[k]; };
const scene = keep('scene'), API = keep('api'), lib = keep('lib');
const sleep = n => new Promise(done => setTimeout(done, n));
async function call(path, options = {}) {
  if (lib === 'axios') return (await axios({ url: API + path, timeout: 5000, ...options })).data;
  if (lib === 'jquery') return new Promise((done, fail) => $.ajax({ url: API + path, timeout: 5000, ...options }).done(done).fail((x, s, e) => fail(Object.assign(new Error(`${s} ${x.status} ${x.statusText}`), { status: x.status }))));
  const res = await fetch(API + path, options);
  if (!res.ok) throw Object.assign(new Error(`${options.method || 'GET'} ${path} failed with ${res.status}`), { status: res.status });
  return res.json();
}
const auth = { isAuthenticated: false, isLoading: true };
async function validate() {
  console.log('[AuthContext] ' + (lib === 'fetch' ? `{ isAuthenticated: ${auth.isAuthenticated}, isLoading: ${auth.isLoading} }` : JSON.stringify(auth)) + ' at ' + location.pathname);
  try {
    await call('/auth/me');
    auth.isAuthenticated = true;
    auth.isLoading = false;
  } catch (error) {
    console.error('[AuthContext] /auth/me: ' + error.message);
    if ((error.status || (error.response && error.response.status)) === 401) setTimeout(() => { location.href = '/login'; }, 150);
  }
}
const scenes = {
  async list() { try { console.log(JSON.stringify(await call('/stations'))); } catch (error) { console.error('[stations] ' + error.name + ': ' + error.message); } },
  async put() { try { await call('/stations/4', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, [lib === 'fetch' ? 'body' : 'data']: '{"name":"North"}' }); } catch (error) { console.error('[stations] could not save: ' + error.message); } },
  loop: validate,
  async cascade() {
    for (let n = 1; n <= 8; n++) {
      try { await call('/schedule/generate', { method: 'POST' }); } catch (error) { console.warn(`[schedule] attempt ${n}: ${error.message}`); }
      await sleep(80);
    }
    for (let n = 0; n < 3; n++) { await validate(); await sleep(150); }
  },
};
addEventListener('DOMContentLoaded', () => scenes[scene]());
''')
put("web/page.mjs", '''import http from 'node:http';
import fs from 'node:fs';
const nm = '/srv/kestrel/node/node_modules/';
const files = { '/assets/app-4f1c.js': '/srv/kestrel/web/app.js', '/assets/axios.min.js': nm + 'axios/dist/axios.min.js', '/assets/jquery.min.js': nm + 'jquery/dist/jquery.min.js' };
http.createServer((q, r) => {
  const path = q.url.split('?')[0];
  if (files[path]) { r.setHeader('content-type', 'text/javascript'); return r.end(fs.readFileSync(files[path])); }
  if (path === '/favicon.ico') { r.statusCode = 204; return r.end(); }
  r.setHeader('content-type', 'text/html');
  r.end('<!doctype html><title>Kestrel</title><link rel="icon" href="data:,"><script src="/assets/axios.min.js"></script><script src="/assets/jquery.min.js"></script><script src="/assets/app-4f1c.js"></script><h1>Stations</h1>');
}).listen(3000, '127.0.0.1');
''')
put("node/hapi_api.js", '''const Hapi = require('@hapi/hapi');
(async () => {
  const server = Hapi.server({ port: 8000, host: '127.0.0.1', routes: { cors: { origin: (process.env.ORIGIN || 'https://app.kestrel.example').split(',') } } });
  let hits = 0;
  server.ext('onPreHandler', (q, h) => process.env.QUOTA && ++hits > +process.env.QUOTA ? h.response({ success: false, message: 'Rate limit exceeded', data: null }).code(429).takeover() : h.continue);
  server.route({ method: ['GET', 'PUT'], path: '/api/v1/stations/{id?}', handler: () => [{ id: 4 }] });
  server.route({ method: 'GET', path: '/api/v1/auth/me', handler: (q, h) => h.response({ statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' }).code(401) });
  server.route({ method: 'POST', path: '/api/v1/schedule/generate', handler: (q, h) => h.response({ message: 'no rotation' }).code(422) });
  server.events.on('response', q => console.log(`${new Date().toISOString()} ${q.info.remoteAddress} ${q.method.toUpperCase()} ${q.path} --> ${q.response.statusCode}`));
  await server.start();
  console.log('Server running on %s', server.info.uri);
})();
''')
put("web/bottle_crash.py", '''from bottle import Bottle, response, run

app = Bottle()
STATIONS = {4: {"name": "North"}}


@app.get("/api/v1/stations")
def stations():
    rows = [{"id": n, "name": s["name"], "crew": s["crew"]} for n, s in STATIONS.items()]
    response.set_header("Access-Control-Allow-Origin", "http://localhost:3000")
    return {"data": rows}


run(app, host="127.0.0.1", port=8000)
''')
put("web/tornado_redirect.py", '''import asyncio

import tornado.log
import tornado.web

tornado.log.enable_pretty_logging()


class Stations(tornado.web.RequestHandler):
    def set_default_headers(self):
        self.set_header("Access-Control-Allow-Origin", "http://localhost:3000")

    def get(self):
        self.write({"data": []})


async def main():
    app = tornado.web.Application([(r"/api/v1/stations", Stations), (r"/api/(?!v1)(.*)", tornado.web.RedirectHandler, {"url": "/api/v1/{0}", "permanent": False})])
    app.settings["log_function"] = lambda h: tornado.log.access_log.info("%d %s %s (%s)", h.get_status(), h.request.method, h.request.uri, h.request.remote_ip)
    app.listen(8000, "127.0.0.1")
    await asyncio.Event().wait()


class Temporary(tornado.web.RedirectHandler):
    pass


old = tornado.web.RequestHandler.redirect
tornado.web.RequestHandler.redirect = lambda self, url, permanent=False, status=None: old(self, url, status=307)
asyncio.run(main())
''')
put("web/sanic_api.py", '''from sanic import Sanic, json
from sanic_ext import Extend

app = Sanic("stations")
app.config.CORS_ORIGINS = "https://app.kestrel.example"
Extend(app)


@app.put("/api/v1/stations/<n:int>")
async def save(request, n):
    return json({"id": n})


@app.get("/api/v1/stations")
async def stations(request):
    return json([])


if __name__ == "__main__":
    app.run("127.0.0.1", 8000, single_process=True, access_log=True)
''')
put("web/qt.py", '''import sys

from PyQt5.QtCore import QTimer, QUrl
from PyQt5.QtWebEngineWidgets import QWebEnginePage
from PyQt5.QtWidgets import QApplication

app = QApplication(["kiosk", "--no-sandbox"])
page = QWebEnginePage()
page.load(QUrl(sys.argv[1]))
QTimer.singleShot(int(sys.argv[2]), app.quit)
app.exec_()
''')
put("web/splint.py", '''import sys, time

from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from splinter import Browser

options = Options()
for a in ("--headless=new", "--no-sandbox", "--disable-gpu"):
    options.add_argument(a)
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
with Browser("chrome", options=options, service=Service("/usr/bin/chromedriver")) as browser:
    browser.visit(sys.argv[1])
    time.sleep(int(sys.argv[2]) / 1000)
    for entry in browser.driver.get_log("browser"):
        print(entry)
''')
CHROME = "timeout -s TERM {s} chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --user-data-dir=/srv/kestrel/run/chrome --enable-logging=stderr --log-level=0 '{u}' 2>&1 | grep -a CONSOLE"


def page(driver, scene, lib, api="/api/v1", ms=4000, base="http://localhost:8000"):
    u = f"http://localhost:3000/?scene={scene}&lib={lib}&api={base}{api}"
    with Server("node page.mjs", 3000, "web"):
        if driver == "chrome":
            shutil.rmtree("/srv/kestrel/run/chrome", ignore_errors=True)
            return run(CHROME.format(s=ms // 1000 + 3, u=u), "web", HOME="/srv/kestrel/run")
        if driver == "qt":
            return run(f"/usr/bin/python3 qt.py '{u}' {ms} 2>&1 | grep -av -e 'Qt: ' -e XDG_RUNTIME -e dbus -e Sandboxing -e ^libva -e vulkan -e gl_ -e GL", "web", QT_QPA_PLATFORM="offscreen", HOME="/srv/kestrel/run", QTWEBENGINE_DISABLE_SANDBOX="1", QT_LOGGING_RULES="*.debug=false;js.debug=true;js.info=true;default.debug=true", LIBGL_ALWAYS_SOFTWARE="1")
        return run(f"python splint.py '{u}' {ms}", "web", HOME="/srv/kestrel/run")


def both(server, names, *a, cwd="web", env={}, **k):
    def f():
        with Server(server, 8000, cwd, **env) as s:
            seen = page(*a, **k)
        if not names:
            return seen
        w = max(names, key=len)
        return compose(names[0], w)(s.out) + compose(names[1], w)(seen)
    return f


def case(name, ids, decisive, source, data, wrap=None):
    if wanted(name):
        mk(name, ids, None, decisive, source, data, wrap)


B = "blocked by CORS policy"
CL = "Chromium 156 headless with --enable-logging=stderr (its CONSOLE lines), a page with fetch"
QT = "PyQt5's QtWebEngine 5.15 (Chromium 87, older words), a kiosk page with axios 1"
SP = "Splinter 0.21 with Chromium 156's browser log, a page with jQuery 4"
HAPI = "node hapi_api.js"
case("chromium-log-origin-hapi", [ORIGIN, NET], B, CL + ": @hapi/hapi 21 allows the production's origin only", both(HAPI, None, "chrome", "put", "fetch", cwd="node"))
case("qtwebengine-origin-sanic", [ORIGIN, NET], B, QT + ": sanic-ext's CORS allows the production's origin only; journald of the kiosk", both("python sanic_api.py", None, "qt", "list", "axios"), journald("kiosk", 1340))
case("chromium-log-crash-bottle", [MASKED, NET], ["KeyError: 'crew'", B], CL + ": Bottle 0.13 sets the header in the view, which fails; its traceback, one compose log", both("python bottle_crash.py", ("backend-1", "browser-1"), "chrome", "list", "fetch"))
case("qtwebengine-crash-bottle", [MASKED, NET], ["KeyError: 'crew'", B], QT + ": Bottle 0.13's 500 has no CORS headers; its traceback, one compose log", both("python bottle_crash.py", ("api-1", "kiosk-1"), "qt", "list", "axios"))
case("chromium-log-redirect-tornado", [REDIRECT, NET], ["307 GET /api/stations", B], CL + ": Tornado 6 sends 307 from /api to /api/v1 without CORS headers; its log too, one compose log", both("python tornado_redirect.py", ("api-1", "browser-1"), "chrome", "list", "fetch", api="/api"))
case("qtwebengine-redirect-tornado", [REDIRECT, NET], ["307 GET /api/stations", B], QT + ": Tornado 6 sends 307 from /api to /api/v1 without CORS headers; its log too, one compose log", both("python tornado_redirect.py", ("api-1", "kiosk-1"), "qt", "list", "axios", api="/api"))
case("qtwebengine-network-error", NET, ["Network Error"], QT + ": nobody listens at the API's port, syslog", lambda: page("qt", "list", "axios"), each_line(lambda t: f"{t:%b %d %H:%M:%S} kiosk-3 kiosk[1340]: "))
case("chromium-log-network-error", NET, ["Failed to fetch"], CL + ": nobody listens at the API's port, GitHub Actions", lambda: page("chrome", "list", "fetch"), github("./scripts/smoke-page.sh"))
ALL = {"ORIGIN": "http://localhost:3000"}
case("chromium-log-auth-loop", LOOP, ["[AuthContext] {"], CL + ": location.href = '/login' at each 401 of @hapi/hapi 21", both(HAPI, None, "chrome", "loop", "fetch", cwd="node", env=ALL))
case("splinter-auth-loop", LOOP, ["/auth/me --> 401", "[AuthContext] {"], SP + ": location.href = '/login' at each 401 of @hapi/hapi 21; its log too, one compose log", both(HAPI, ("api-1", "e2e-1"), "splinter", "loop", "jquery", cwd="node", env=ALL))
case("chromium-log-cascade", [CASCADE, R429], ["failed with 429", "isLoading: true"], CL + ": retries use up the limit of @hapi/hapi 21's API, then /auth/me gets 429 and isLoading stays true", both(HAPI, None, "chrome", "cascade", "fetch", cwd="node", env={**ALL, "QUOTA": "5"}))
case("qtwebengine-cascade", [CASCADE, R429], ["--> 429", '"isLoading":true'], QT + ": retries use up the limit of @hapi/hapi 21's API, then /auth/me gets 429 and isLoading stays true; its log too, one compose log", both(HAPI, ("api-1", "kiosk-1"), "qt", "cascade", "axios", ms=16000, cwd="node", env={**ALL, "QUOTA": "5"}))
case("splinter-origin-sanic", ORIGIN, B, SP + ": sanic-ext's CORS allows the production's origin only, a PUT's preflight, GitLab", both("python sanic_api.py", None, "splinter", "put", "jquery"), gitlab)
case("splinter-redirect-tornado", REDIRECT, ["307 GET /api/stations", B], SP + ": Tornado 6 sends 307 from /api to /api/v1 without CORS headers; its log too, one compose log", both("python tornado_redirect.py", ("backend-1", "e2e-1"), "splinter", "list", "jquery", api="/api"))
put("karma/karma.conf.js", "module.exports = c => c.set({ basePath: '/srv/kestrel/karma', plugins: ['karma-jasmine', 'karma-chrome-launcher'].map(n => require('/srv/kestrel/node/node_modules/' + n)), frameworks: ['jasmine'], files: ['axios.min.js', '*.spec.js'], browsers: ['C'], customLaunchers: { C: { base: 'ChromeHeadless', flags: ['--no-sandbox'] } }, singleRun: true, reporters: ['progress'], port: 9876, hostname: 'localhost' });\n")
put("karma/stations.spec.js", "describe('stations API', () => {\n  const api = axios.create({ baseURL: 'http://localhost:8000/api/v1', timeout: 4000 });\n  it('lists stations', async () => {\n    const { data } = await api.get('/stations');\n    expect(data.length).toBeGreaterThan(0);\n  });\n  it('says why a save fails', async () => {\n    try { await api.put('/stations/4', { name: 'North' }); } catch (error) { console.error('save failed', error.message, error.code); throw error; }\n  });\n});\n")
case("karma-network-error", NET, "Network Error", "Karma 6 with Jasmine and Chromium 156 headless: axios 1 and nobody at the API's port, Jenkins with time stamps", lambda: run("cp ../node/node_modules/axios/dist/axios.min.js .; karma start karma.conf.js", "karma", **NODE, CHROME_BIN="/usr/bin/chromium", HOME="/srv/kestrel/run"), jenkins)
put("web/aiohttp_crash.py", '''from aiohttp import web

SHIFTS = [{"station": "North", "from": "06:00"}]


async def stations(request):
    rows = [f"{s['station']} {s['from']}-{s['until']}" for s in SHIFTS]
    return web.json_response(rows, headers={"Access-Control-Allow-Origin": "http://localhost:3000"})


import logging
logging.basicConfig(level=logging.INFO)
app = web.Application()
app.router.add_get("/api/v1/stations", stations)
web.run_app(app, host="127.0.0.1", port=8000, print=None)
''')
case("splinter-crash-aiohttp", MASKED, ["KeyError: 'until'", B], SP + ": aiohttp 3's 500 has no CORS headers; its traceback, one compose log", both("python aiohttp_crash.py", ("api-1", "e2e-1"), "splinter", "list", "jquery"))
case("splinter-cascade", [CASCADE, R429], ["--> 429", 'isLoading'], SP + ": retries use up the limit of @hapi/hapi 21's API, then /auth/me gets 429 and isLoading stays true; its log too, one compose log", both(HAPI, ("api-1", "e2e-1"), "splinter", "cascade", "jquery", ms=5000, cwd="node", env={**ALL, "QUOTA": "5"}))
case("qtwebengine-auth-loop", LOOP, ["/auth/me --> 401", "[AuthContext] {"], QT + ": location.href = '/login' at each 401 of @hapi/hapi 21; its log too, one compose log", both(HAPI, ("api-1", "kiosk-1"), "qt", "loop", "axios", ms=12000, cwd="node", env=ALL))
