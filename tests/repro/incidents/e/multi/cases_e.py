"""Some more roots."""


@case("smoke-login-after-migrations", LOGIN, "CircleCI: 500 tests, migrations that run through, then a smoke test of the fresh database cannot log in: 30 of 60 checks fail with one body", "Invalid credentials", wrap=circle("./ci/smoke.sh"))
def _():
    alembic("py/x1", {f"{n:04x}": (f"{n - 1:04x}" if n > 1 else None, f"op.add_column('guests', sa.Column('note_{n}', sa.Text))") for n in range(1, 31)}, url=PSYCOPG)
    put("py/smoke.py", "import httpx\n\nAPI = 'http://backend:8000/api/v1'\nfor n in range(60):\n    r = httpx.get(f'{API}/stays/ST{7001 + n}') if n % 2 else httpx.post(API + '/login', json={'username': 'admin', 'password': 'Lodge-Admin-1'})\n    print(f'check {n}: {r.request.method} {r.request.url.path} -> ' + ('ok' if r.status_code == 200 else f'{r.status_code} {r.text}'))\nraise SystemExit(1)\n")
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN, "py").port("backend", 8000)
        return node_tests(500) + both("alembic upgrade head", "py/x1") + both("python smoke.py", "py")


@case("console-500-without-headers-quiet-api", f"{MASKED} {BLANK}", "docker compose logs: Chromium says CORS at each fourth call; Express 5 answers these with an empty 500 without the headers and logs only the status (morgan)", "has been blocked by CORS policy")
def _():
    return browse("vouchers", "node plain.js", "js", redis=False).v2(order=["console", "backend"])


@case("kubectl-rooms-retried-limit-auth-stuck", f"{CASCADE} {LIMITED} {LOOP}", "kubectl logs --prefix --timestamps: Chromium tries a plan again (503) until FastAPI's limit answers 429, then auth is stuck at isLoading", ["HTTP 429", '{"isAuthenticated":false,"isLoading":true}'])
def _():
    return browse("retry", "uvicorn limited:app --host 0.0.0.0 --port 8000", redis=False).kubectl(only=["console", "backend"])


@case("console-login-redirects-to-itself", LOOP, "docker compose up: Chromium's page sends each 401 to /login, also at /login, 60 times; uvicorn's access log beside it", '{"isAuthenticated":false,"isLoading":true}')
def _():
    return browse("login").v2(only=["console", "backend"])


@case("hypercorn-slowapi-strategy-among-tasks", STRATEGY, "docker compose logs -t: hypercorn does not boot for slowapi's strategy, restarted, among 250 good tasks of Celery", "Invalid rate limiting strategy fixed-window-elastic-expiry")
def _():
    put("py/edge.py", "from fastapi import FastAPI\nfrom slowapi import Limiter\nfrom slowapi.util import get_remote_address\n\napp = FastAPI()\napp.state.limiter = Limiter(key_func=get_remote_address, strategy='fixed-window-elastic-expiry', default_limits=['200/minute'])\n")
    with Rig() as rig:
        rig.pg().redis().start("worker", CELERY, "py").wait("worker", "ready.")
        task("[count_stays.delay() for n in range(250)]")
        rig.start("edge", "hypercorn -b 0.0.0.0:8000 edge:app", "py", restarts=3, delay=1).sleep(9).stop()
        return rig.v2t(only=["worker", "edge", "redis"])
