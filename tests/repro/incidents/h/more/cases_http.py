"""Servers and clients: FastAPI 0.165 under uvicorn 0.54, Express 5, Hono 4; Bruno, vitest with wretch, socket.io, Playwright Test's request, Scrapy, httpx, fetch, curl."""

shutil.copytree(f"{HERE}/app", f"{HOME}/app", dirs_exist_ok=True)
os.makedirs(f"{HOME}/app/node_modules", exist_ok=True)
open(f"{HOME}/app/package.json", "w").write('{"name": "cove-tools", "private": true}')
API = "uvicorn main:app --host 0.0.0.0 --port 8000"
OLD = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJtYXlhIiwiZXhwIjoxOTAwMDAwMDAwfQ.Yb3n0vKcW8x5g1q2sT6uR7dE4fH9jL0mP1aZ2wX3cVk"
BASE = "http://backend:8000/api/v1/"
MODULES = f"mount --bind {HOME}/node/node_modules /app/node_modules; "
SYSTEM = dict(python=False, PATH="/usr/bin:/bin:/usr/sbin")
NODE_SERVER = f"bash -c '{MODULES}exec node $0' "


def js(command, cwd="app", **variables):
    return run(MODULES + command, cwd, python=False, **{"PATH": NODE_PATH, "HOME": "/run", "NO_COLOR": "1", **variables})


def asked(make, wrote=False, server=API, **variables):
    return serving(server, 8000, [make], wrote=wrote, **variables)


def own(command, **variables):
    return lambda: run(command, "app", **{**SYSTEM, **variables})


def both_logs(server, make, names, **variables):
    """One compose log: the server's, then the client's."""
    seen = []
    log = serving(server, 8000, [lambda: seen.append(make()) or b""], **variables)
    return compose(names[0], max(names, key=len))(log) + compose(names[1], max(names, key=len))(seen[0])


FAST = "FastAPI 0.165 under uvicorn 0.54"
case("bruno-login", LOGIN, f"Bruno's CLI 2 signs in on a fresh database of {FAST}, Node 20, GitHub Actions", "Invalid credentials", lambda: asked(lambda: js("cd bru && bru run login.bru")), github("bru run login.bru"))
case("winston-fetch-login", LOGIN, f"a seed with fetch and winston 3 (JSON) signs in on a fresh database of {FAST}, Node 20, compose prefix", "Invalid credentials", lambda: asked(lambda: js("node seed.mjs", BASE=BASE, ADMIN_PASSWORD="first-start")), compose("berth-seed-1"))
case("socketio-jwt", JWT, "socket.io-client 4 with pino 9 and an old token: python-socketio 5 with python-jose 3.5 refuses it, Node 20, JSON lines", "Could not validate credentials", lambda: asked(lambda: js("node listen.mjs", TOKEN=OLD), server="uvicorn sio:app --host 0.0.0.0 --port 8000"))
case("vitest-wretch-jwt", JWT, f"vitest 3 with wretch 2 and a token of before the deployment against {FAST} with python-jose 3.5, Node 20, GitLab", "Could not validate credentials", lambda: asked(lambda: js("vitest run --no-color me.test.js", BASE=BASE, TOKEN=OLD, CI="1")), gitlab)
case("pwtest-request-health", HEALTH, f"Playwright Test 1's request fixture: expect(…).toBeOK() of the readiness check of {FAST}, it misses its database, Node 20, Azure Pipelines", '"message":"Service Unavailable"', lambda: asked(lambda: js("playwright test --reporter=list --output /run/hb-pw ready.spec.js", CI="1", FORCE_COLOR="0"), DOWN="postgres"), azure("Readiness"))
case("loguru-httpx-health", HEALTH, f"httpx 0.28 with loguru 0.7 asks the readiness check of {FAST} three times, two members are missing, Python 3.12, journald", '"message":"Service Unavailable"', lambda: asked(lambda: run("python smoke.py"), DOWN="redis migrations_not_at_head"), journald("deploy", 4410, "cove-vm-1"))
case("scrapy-500", PLAIN500, f"Scrapy 2.19 retries a report of {FAST} that says no more, Python 3.12, docker json-file", "500 Internal Server Error", lambda: asked(lambda: run("scrapy runspider reports.py")), json_file)
case("node-test-superagent-500", PLAIN500, f"node:test with superagent 10 against {FAST} that says no more, Node 20, Jenkins with time stamps", "Internal Server Error", lambda: asked(lambda: js("node --test --test-reporter=spec report.test.mjs", BASE=BASE)), jenkins)
case("morgan-fetch-429", LIMITED, "express-rate-limit 8 in Express 5 with morgan: fetch's answer is no JSON, both logs, one compose log, Node 20", ["[33m429", "Too many r"], lambda: both_logs(NODE_SERVER + "limited.mjs", lambda: js("node sync.mjs"), ("gateway-1", "sync-1"), python=False, HOME="/run"))
case("curl-retry-429", LIMITED, "curl 7.88 with --fail --retry in a loop against Express 5 with express-rate-limit 8: curl's words only, GitHub Actions", "The requested URL returned error: 429", lambda: asked(own("for n in 1 2 3 4 5 6 7; do echo \"berth $n\"; curl -sS --fail --retry 2 --retry-delay 1 --retry-max-time 5 http://gateway:8000/api/v1/berths/$n; echo; done"), server=NODE_SERVER + "limited.mjs", python=False, HOME="/run"), github("./scripts/warm-cache.sh"))
case("hono-slots-503", CONCURRENCY, "a gateway of Hono 4 that has three slots: its logger's lines, requests of curl in parallel, Node 20, docker logs -t", "concurrency limit reached: 3 requests in flight", lambda: serving(NODE_SERVER + "slots.mjs", 8000, [own("for n in 1 2 3 4 5 6; do curl -s http://gateway:8000/api/v1/tiles/$n >/dev/null & done; wait")], python=False, HOME="/run", seen=False), docker_t)
case("httpx-gather-503", CONCURRENCY, f"httpx 0.28's AsyncClient with asyncio.gather against {FAST} whose middleware lets a client have four requests at once, Python 3.12, its view", "too many concurrent requests for this client", lambda: asked(lambda: run("python fan.py"), MAX_CONCURRENT_PER_CLIENT="4"))
