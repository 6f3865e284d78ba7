"""Browsers: @playwright/test and Selenium with Chromium 156, a React page by Vite's dev server; vitest with jsdom."""

shutil.copytree(f"{HERE}/app", f"{HOME}/app", dirs_exist_ok=True)
shutil.copytree(f"{HERE}/node", f"{HOME}/node", dirs_exist_ok=True)
os.makedirs(f"{HOME}/run", exist_ok=True)


def vite(command, wrote=False, python=False, cwd="node"):
    """The page at 5173, and this command meanwhile."""
    return serving("npx vite web", 5173, [lambda: run(command, cwd, python=python, **({} if python else {"PATH": NODE_PATH}), HOME="/run", TMPDIR="/run", CI="1", NO_COLOR="1", FORCE_COLOR="0")], "node", python=False, wrote=wrote, NO_COLOR="1", HOME="/run")


def web(command, server=None, server_python=False, server_cwd="node", wrote=False, page_log=False, python=False, cwd="node", **variables):
    if server is None:
        return vite(command, page_log, python, cwd)
    return serving(server, 8000, [lambda: vite(command, page_log, python, cwd)], server_cwd, python=server_python, wrote=wrote, NO_COLOR="1", **variables)


def both(command, server, **options):
    """One compose log: the backend's, then the tests'."""
    seen = []
    log = serving(server, 8000, [lambda: seen.append(vite(command, False, options.get("page_python", False), options.get("cwd", "node"))) or b""], options.get("server_cwd", "node"), python=options.get("server_python", False), NO_COLOR="1", **{k: v for k, v in options.items() if k.isupper()})
    return compose("backend-1")(log) + compose("e2e-1", "backend-1")(seen[0])


PW_TEST = "@playwright/test 1 with Chromium 156 headless, a React 19 page of Vite 6's dev server"
SELENIUM = "Selenium 4.51's browser log of Chromium 156 headless, a React 19 page of Vite 6's dev server"
play = lambda title: f"npx playwright test mill -g '{title}'"

case("pwtest-origin-fastify", f"{ORIGIN} {NETWORK}", PW_TEST + ": Fastify 5 with @fastify/cors allows another origin, GitHub Actions", "has been blocked by CORS policy", lambda: web(play("silos are"), "node fast.mjs"), github("npx playwright test"))
case("selenium-origin-django", f"{ORIGIN} {NETWORK}", SELENIUM + ": Django 6.1 with django-cors-headers 4.9 whose list has the production's origin only", "has been blocked by CORS policy", lambda: web("python browse.py 'http://localhost:5173/?scene=silos&api=http://localhost:8000/api/v1' 4", "gunicorn -b 0.0.0.0:8000 cors_django:application", True, "app", python=True, cwd="app", MODE="early", ALLOWED="https://mill.example.org"))
case("pwtest-redirect-hono", f"{REDIRECT} {NETWORK}", PW_TEST + ": Hono 4 sends 307 from /api to /api/v1 before its cors(), both logs", ["--> GET /api/silos 307", "has been blocked by CORS policy"], lambda: both(play("silos are") .replace("npx", "API=http://localhost:8000/api npx"), "node api.mjs", MODE="moved"))
case("selenium-redirect-django", f"{REDIRECT} {NETWORK}", SELENIUM + ": Django 6.1's APPEND_SLASH answers before django-cors-headers does, JSON entries", ['"GET /api/v1/silos HTTP/1.1" 301', "has been blocked by CORS policy"], lambda: web("python browse.py 'http://localhost:5173/?scene=silos&api=http://localhost:8000/api/v1' 4 --json", "gunicorn -b 0.0.0.0:8000 --access-logfile - cors_django:application", True, "app", wrote=True, python=True, cwd="app", MODE="late"))
case("pwtest-crash-hono", f"{MASKED} {PLAIN500} {NETWORK}", PW_TEST + ": Hono 4 says 500 before its cors(), its logger's lines, both logs", ["--> GET /api/v1/silos 500", "has been blocked by CORS policy"], lambda: both(play("silos are"), "node api.mjs", MODE="crash"))
case("selenium-crash-flask", f"{MASKED} {PLAIN500} {NETWORK}", SELENIUM + ": Flask 3.1 with flask-cors's headers only on what does not fail; gunicorn 27's access log has the 500, no traceback", ['"GET /api/v1/silos HTTP/1.1" 500', "has been blocked by CORS policy"], lambda: both("python browse.py 'http://localhost:5173/?scene=silos' 4", "gunicorn -b 0.0.0.0:8000 --access-logfile - cors_flask:app", server_python=True, server_cwd="app", page_python=True, cwd="app"))
case("pwtest-network-error", NETWORK, PW_TEST + ": axios and nobody listens at the API's port, GitLab", "Network Error", lambda: web(play("silos are").replace("npx", "API=http://localhost:8001/api/v1 npx")), gitlab)
case("vitest-jsdom-network-error", NETWORK, "axios in vitest 2 with jsdom: nobody listens, GitHub Actions", "AxiosError: Network Error", lambda: node("npx vitest run unit/silos", VITE_API_URL="http://backend:8000/api/v1", NO_COLOR="1", CI="1"), github("npx vitest run"))
case("selenium-network-error", NETWORK, SELENIUM + ": axios and nobody listens at the port that the page was built with, docker logs -t", "Network Error", lambda: web("python browse.py 'http://localhost:5173/?scene=silos&api=http://localhost:8003/api/v1' 4", python=True, cwd="app"), docker_t)
case("pwtest-auth-loop", LOOP, PW_TEST + ": an interceptor goes to /login at each 401, Hono 4, both logs", 'useAuth {"isAuthenticated":false,"isLoading":true}', lambda: both(play("a visitor"), "node api.mjs"))
case("selenium-auth-loop", LOOP, SELENIUM + ": an interceptor goes to /login at each 401, Hono 4, docker json-file", r'useAuth', lambda: web("python browse.py 'http://localhost:5173/?scene=loop' 3", "node api.mjs", python=True, cwd="app"), json_file)
case("pwtest-cascade", f"{CASCADE} {LIMITED}", PW_TEST + ": a planner's retries use up the limit of Hono 4, then /auth/me gets 429 and isLoading stays true, GitHub Actions", ['429 (Too Many Requests)', '"isLoading":true'], lambda: web(play("a plan"), "node api.mjs", MODE="limit"), github("npx playwright test"))
case("selenium-cascade", f"{CASCADE} {LIMITED}", SELENIUM + ": a planner's retries use up the limit of Hono 4, then /auth/me gets 429 and isLoading stays true; both logs", ['429 (Too Many Requests)', r'\"isLoading\":true'], lambda: both("python browse.py 'http://localhost:5173/?scene=cascade' 5", "node api.mjs", page_python=True, cwd="app", MODE="limit"))
case("pwtest-login", LOGIN, "@playwright/test 1's request fixture in a setup test against FastAPI 0.165 on a fresh database, GitHub Actions", '"detail": "Invalid credentials"', lambda: serving(API, 8000, [lambda: node("npx playwright test auth", HOME="/run", CI="1", NO_COLOR="1", FORCE_COLOR="0")], wrote=False), github("npx playwright test"))
case("vitest-jwt", JWT, "fetch in vitest 2 with a token of another key against FastAPI 0.165 with PyJWT 2.15, GitLab", "Could not validate credentials", lambda: serving(API, 8000, [lambda: node("npx vitest run unit/me", VITE_API_URL=BASE, NO_COLOR="1", CI="1")], wrote=False), gitlab)
case("pwtest-webserver-unhealthy", UNHEALTHY, "@playwright/test 1's webServer starts an API that waits and does not listen, GitLab", "Timed out waiting 9000ms from config.webServer", lambda: node("npx playwright test mill", HOME="/run", CI="1", NO_COLOR="1", FORCE_COLOR="0", WEB_SERVER="node slow_api.js"), gitlab)
case("start-server-unhealthy", UNHEALTHY, "start-server-and-test: the API never becomes healthy, Node 20, GitHub Actions", "Timed out waiting for: http-get://localhost:8000/api/v1/utils/health-check/", lambda: node("WAIT_ON_TIMEOUT=9000 WAIT_ON_INTERVAL=1500 npx start-server-and-test 'node slow_api.js' http-get://localhost:8000/api/v1/utils/health-check/ 'npx playwright test'", HOME="/run", CI="1", NO_COLOR="1"), github("npx start-server-and-test 'node slow_api.js' http-get://localhost:8000/api/v1/utils/health-check/ 'npx playwright test'"))
