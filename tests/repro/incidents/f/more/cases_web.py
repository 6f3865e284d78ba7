"""Browsers: puppeteer-core in mocha and WebdriverIO with Chromium 156, a Vue 3 page with axios 1; jest 29 with jsdom 20."""

shutil.copytree(f"{HERE}/web", f"{HOME}/web", dirs_exist_ok=True)
os.makedirs(f"{HOME}/web/node_modules", exist_ok=True)


def webjs(command, **variables):
    return run(MODULES + command, "web", python=False, **{"PATH": NODE_PATH, "HOME": "/run", "NO_COLOR": "1", "TMPDIR": "/run", **variables})


def paged(command, **variables):
    """The page at 5173, and this command meanwhile."""
    return serving(NODE_SERVER + "page.js", 5173, [lambda: webjs(command, **variables)], "web", python=False, wrote=False, HOME="/run")


def page_and(server, command, names=("backend-1", "e2e-1"), cwd="web", python=False, only=False, variables=None, **env):
    seen = []
    log = serving(server, 8000, [lambda: seen.append(paged(command, **(variables or {}))) or b""], cwd, python=python, HOME="/run", **env)
    return seen[0] if only else compose(names[0], max(names, key=len))(log) + compose(names[1], max(names, key=len))(seen[0])


MOCHA = "npx mocha page.test.js"
AT = "http://localhost:5173/?scene="
PUPPETEER, WDIO = "puppeteer-core 24 in mocha with Chromium 156 headless, a Vue 3 page", "WebdriverIO 9's getLogs of Chromium 156 headless, a Vue 3 page"
case("wdio-origin-php", f"{ORIGIN} {NETWORK}", WDIO + " with axios 1: an API of PHP 8.2 (php -S) that answers the preflight without headers, docker logs -t", "has been blocked by CORS policy", lambda: page_and("php -S 0.0.0.0:8000 api.php", f"node wd.mjs '{AT}axios'", only=True), docker_t)
case("mocha-origin-fastapi", ORIGIN, PUPPETEER + " with fetch: FastAPI 0.165's CORSMiddleware allows the production's origin only (400 for OPTIONS in uvicorn's log), one compose log", ["400 Bad Request", "has been blocked by CORS policy"], lambda: page_and(API, MOCHA, ("backend-1", "e2e-1"), "app", True, ALLOWED="https://ferry.example.org", variables={"PAGE": AT + "fetch"}))
case("jest-jsdom-origin", f"{ORIGIN} {NETWORK}", "axios 1 in jest 29 with jsdom 20 against FastAPI 0.165 that allows another origin, GitHub Actions", "Cross origin http://localhost:3000 forbidden", lambda: serving(API, 8000, [lambda: webjs("npx jest --ci", VITE_API_URL=BASE, CI="1")], wrote=False, ALLOWED="http://localhost:5173"), github("npx jest --ci"))
case("mocha-redirect-caddy", REDIRECT, PUPPETEER + " with fetch: Caddy 2.6 sends 307 from /api to /api/v1, a preflight; Caddy's console log, one compose log", ['"status": 307', "has been blocked by CORS policy"], lambda: page_and("caddy run --config Caddyfile --adapter caddyfile", MOCHA, ("gateway-1", "e2e-1"), variables={"PAGE": AT + "fetch&api=http://localhost:8000/api"}, XDG_DATA_HOME="/run", XDG_CONFIG_HOME="/run"))
case("wdio-redirect-fastapi", f"{REDIRECT} {NETWORK}", WDIO + " with axios 1: a FastAPI 0.165 middleware sends 307 from /api to /api/v1, outside of CORSMiddleware, GitLab", "has been blocked by CORS policy", lambda: page_and(API, f"node wd.mjs '{AT}axios&api=http://localhost:8000/api'", cwd="app", python=True, only=True, MODE="https"), gitlab)
case("mocha-crash-fastapi", MASKED, PUPPETEER + " with fetch: FastAPI 0.165's 500 has no CORS headers; a KeyError's traceback in uvicorn's log, one compose log", ["KeyError: 'capacity'", "has been blocked by CORS policy"], lambda: page_and("uvicorn crash:app --host 0.0.0.0 --port 8000", MOCHA, ("backend-1", "e2e-1"), "app", True, variables={"PAGE": AT + "fetch"}))
case("wdio-network-error", NETWORK, WDIO + " with axios 1: nobody listens at the port of the API, as console.log shows the entries", "AxiosError: Network Error", lambda: paged(f"node wd.mjs '{AT}axios&api=http://localhost:8010/api/v1'", RAW="1"))
case("jest-jsdom-network-error", NETWORK, "axios 1 in jest 29 with jsdom 20: nobody listens, Node 20, GitLab", "AxiosError: Network Error", lambda: webjs("npx jest --ci", VITE_API_URL=BASE, CI="1"), gitlab)
case("wdio-auth-loop", LOOP, WDIO + ": an interceptor goes to /login at each 401 of Express 4, journald", "AuthProvider", lambda: page_and(NODE_SERVER + "limit.js", f"node wd.mjs '{AT}loop' 5000", only=True), journald("e2e", 5120, "cove-vm-1"))
case("mocha-auth-loop", LOOP, PUPPETEER + ": an interceptor goes to /login at each 401 of Express 4, both logs, one compose log", "AuthProvider", lambda: page_and(NODE_SERVER + "limit.js", MOCHA, variables={"PAGE": AT + "loop"}))
case("mocha-cascade", f"{CASCADE} {LIMITED}", PUPPETEER + ": retries of a timetable use up the limit of Express 4, then /auth/me gets 429 and isLoading stays true, GitHub Actions", ["429 (Too Many Requests)", '"isLoading":true'], lambda: page_and(NODE_SERVER + "limit.js", MOCHA, only=True, LIMIT="6", variables={"PAGE": AT + "cascade"}), github("npx mocha page.test.js"))
case("wdio-cascade", f"{CASCADE} {LIMITED}", WDIO + ": retries of a timetable use up the limit of Express 4, then /auth/me gets 429 and isLoading stays true; both logs", ["POST /api/v1/timetable/generate 429", "429 (Too Many Requests)", '\\"isLoading\\":true'], lambda: page_and(NODE_SERVER + "limit.js", f"node wd.mjs '{AT}cascade' 5000", LIMIT="6"))
case("wdio-crash-php", f"{MASKED} {NETWORK}", WDIO + " with axios 1: PHP 8.2 (php -S) fails before it has sent its CORS headers; its log has the fatal error, one compose log", ["Uncaught DivisionByZeroError: Division by zero", "has been blocked by CORS policy"], lambda: page_and("php -d display_errors=0 -d log_errors=1 -S 0.0.0.0:8000 crash.php", f"node wd.mjs '{AT}axios'"))
