"""CI logs, deployments, logins and browsers."""

COPY, PORT, VARIABLE = "docker/copy-source-not-found", "docker/port-already-allocated", "docker/compose-variable-not-set"


def captured(name):
    return open(f"{HOME}/captured/{name}.txt", "rb").read()


def many_tests(count):
    """mocha's spec reporter over this many tests."""
    put("run/many.spec.js", f"const assert = require('assert');\nfor (let g = 0; g < {count // 50}; g++) describe('draught table ' + g, () => {{ for (let n = 0; n < 50; n++) it('row ' + n + ' rounds', () => assert(n >= 0)); }});\n")
    return sh("mocha --no-color run/many.spec.js")


@case("jenkins-behave-first-scenario", COLUMN, "Jenkins: behave with one psycopg 3 connection for all: the first of 160 scenarios names a missing column, the others are aborted; mocha's tests before", ['column "shore_power_kw" does not exist'], wrap=jenkins("make acceptance"))
def _():
    shutil.rmtree(f"{HOME}/bdd", ignore_errors=True)
    shutil.copytree(f"{HERE}/behave", f"{HOME}/bdd/features")
    put("bdd/features/berths.feature", "Feature: Berths\n" + "".join(f"  Scenario: berth {n}\n    Given berth {n}\n    Then its {'shore power' if n % 4 == 1 else 'code'} is known\n\n" for n in range(1, 161)))
    with Rig() as rig:
        rig.pg().run("behave", "behave --no-color", "bdd").stop()
        return many_tests(1200) + rig.bare(only=["behave"])


@case("azure-not-at-head-health", f"{BEHIND} {HEALTH} {UNHEALTHY}", "Azure Pipelines: pip, then a check that finds Alembic behind (asyncio template), then 120 tries that show the health check's body", ["ERROR: alembic is NOT at head", "migrations_not_at_head", "Backend did not become healthy within 120s"], wrap=azure)
def _():
    alembic("behind", {"77ab": (None, "pass"), "88cd": ("77ab", "op.create_table('tows', sa.Column('id', sa.Integer))")})
    put("behind/check.sh", "alembic upgrade 77ab\ncur=$(alembic current 2>/dev/null | cut -d' ' -f1); head=$(alembic heads 2>/dev/null | cut -d' ' -f1)\necho \"current: $cur, head: $head\"\n[ \"$cur\" = \"$head\" ] || echo 'ERROR: alembic is NOT at head'\n")
    put("behind/api.py", "from quart import Quart, jsonify\nfrom alembic.config import Config\nfrom alembic.script import ScriptDirectory\nimport psycopg, os\napp = Quart('tows')\n\n\n@app.get('/ready')\nasync def ready():\n    head = ScriptDirectory.from_config(Config('alembic.ini')).get_current_head()\n"
        "    with psycopg.connect(os.environ['DATABASE_URL']) as db:\n        now = db.execute('SELECT version_num FROM alembic_version').fetchone()[0]\n    bad = [] if now == head else ['migrations_not_at_head']\n    return (jsonify(success=not bad, message='Service Unavailable' if bad else 'OK', data=bad), 503 if bad else 200)\n")
    with Rig() as rig:
        rig.pg().run("check", "sh check.sh", "behind")
        rig.start("api", "hypercorn api:app --bind 0.0.0.0:8000", "behind").port("api", 8000)
        rig.run("deploy", f"sh {HOME}/other/wait_ready.sh {API}/ready", "behind").stop()
        return captured("pip") + rig.bare(only=["check", "deploy"])


@case("circle-health-redis-member", f"{HEALTH} {UNHEALTHY}", "CircleCI: 900 tests, then a deploy step that only shows the health check's body, 120 times: its member is redis", ['"message":"Service Unavailable"', "Backend did not become healthy within 120s"], root="http/health-check-503", wrap=circle("./scripts/deploy.sh staging"))
def _():
    with Rig() as rig:
        rig.start("api", "gunicorn -w 1 -b 0.0.0.0:8000 session_flask:app", "py").port("api", 8000)
        rig.run("deploy", f"sh {HOME}/other/wait_ready.sh {API}/ready").stop()
        return many_tests(900) + rig.bare(only=["deploy"])


@case("buildkite-podman-port-noauth", PORT, "Buildkite: podman 4.3 cannot publish 6379, which another Redis holds, the job goes on and 50 tests are not authenticated (redis-py)", ["address already in use"], wrap=buildkite)
def _():
    put("portci/test_locks.py", "import redis\nimport pytest\n\n\n@pytest.mark.parametrize('n', range(50))\ndef test_lock(n):\n    assert redis.Redis('127.0.0.1', 6379, protocol=2, retry=None).set(f'lock:{n}', 1)\n")
    os.makedirs(f"{HOME}/portci/root/bin", exist_ok=True)
    shutil.copy("/bin/busybox", f"{HOME}/portci/root/bin/busybox")
    pod_ = f"podman --root {HOME}/run/p --runroot {HOME}/run/r --tmpdir {HOME}/run/t --storage-driver vfs --cgroup-manager cgroupfs --events-backend file"
    sh(f"tar -C root -c bin | {pod_} import - localhost/redis:7 >/dev/null 2>&1", "portci")
    with Rig() as rig:
        rig.start("other", "redis-server --port 6379 --bind 0.0.0.0 --save '' --requirepass bollard", "/").port("127.0.0.1", 6379)
        rig.run("ci", f"{pod_} run --rm -p 6379:6379 localhost/redis:7 /bin/busybox true </dev/null 2>&1 | cat; pytest -q -p no:cacheprovider --tb=short", "portci").stop()
        return many_tests(400) + rig.bare(only=["ci"])


@case("gitlab-copy-then-unhealthy", f"{COPY} {UNHEALTHY}", "GitLab: podman 4.3 build (buildah) of a front end after 900 lines of a step, `|| true`, then the deploy waits in vain", ['no such file or directory', "Backend did not become healthy within 120s"], wrap=gitlab("build_job", "./ci/build-and-deploy.sh"))
def _():
    os.makedirs(f"{HOME}/front/bin", exist_ok=True)
    shutil.copy("/bin/busybox", f"{HOME}/front/bin/busybox")
    put("front/Dockerfile", "FROM scratch AS assets\nCOPY bin/busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"for n in $(/bin/busybox seq 900); do echo \\\"✓ built chunk-$n.js\\\"; done; /bin/busybox mkdir -p /app/dist\"]\n"
        "FROM scratch AS runner\nCOPY --from=assets /app/dist ./dist\nCOPY --from=assets /app/public ./public\n")
    pod_ = f"podman --root {HOME}/run/p --runroot {HOME}/run/r --tmpdir {HOME}/run/t --storage-driver vfs --cgroup-manager cgroupfs --events-backend file"
    return sh(f"{pod_} build --isolation chroot -t quay/front . || true; sh {HOME}/other/wait_ready.sh http://api:8000/ready", "front", seconds=300)


@case("github-compose-variable-refused", f"{VARIABLE} {REFUSED} {SERVER}", "GitHub Actions: docker-compose 1.29 has no POSTGRES_PASSWORD, so no database runs and 60 tests with psycopg 3 are refused; pip before", ["Variable not set", "Connection refused"], wrap=github("./ci/integration.sh"))
def _():
    put("varci/test_calls.py", "import os\nimport psycopg\nimport pytest\n\n\n@pytest.fixture\ndef db():\n    with psycopg.connect(os.environ['DATABASE_URL'], connect_timeout=2) as connection:\n        yield connection\n\n\n@pytest.mark.parametrize('n', range(60))\ndef test_call(db, n):\n    assert db.execute('SELECT 1').fetchone()\n")
    return captured("pip") + sh(f"docker-compose -f {HOME}/other/compose.yaml up -d || true; pytest -q -p no:cacheprovider", "varci")


@case("robot-seed-not-mounted", f"{SCRIPT} {LOGIN}", "Robot Framework: the seed script is not in the container, so 40 of 200 test cases cannot log in", ["can't open file '/app/scripts/seed_operators.py': [Errno 2] No such file or directory", "Invalid credentials"])
def _():
    put("robot/gate.robot", "*** Settings ***\nLibrary    login.py\n*** Test Cases ***\n" + "".join(f"Gate Rule {n}\n    Should Be True    {n} >= 0\n" for n in range(160)) + "".join(f"Operator {n} Signs In\n    Sign In    operator{n}    gate-{n}\n" for n in range(40)))
    shutil.copy(f"{HERE}/robot/login.py", f"{HOME}/robot/login.py")
    with Rig() as rig:
        rig.pg().start("api", "uvicorn star_auth:app --host 0.0.0.0 --port 8000", "py").port("api", 8000)
        rig.run("acceptance", "python3 /app/scripts/seed_operators.py; robot --consolecolors off --output NONE --log NONE --report NONE gate.robot", "robot").stop()
        return rig.v2t(order=["api", "acceptance"])


@case("login-then-limited", f"{LOGIN} {LIMITED}", "Starlette 1 on a fresh database: a client cannot log in, tries on and is limited: 12 times 401, then 80 times 429, among 700 good requests; CRI", ['{"detail":"Invalid credentials"}', "429"])
def _():
    with Rig() as rig:
        rig.pg().start("api", "uvicorn star_auth:app --host 0.0.0.0 --port 8000", "py", LIMIT="12").port("api", 8000)
        rig.get(f"{API}/tides", 350, 0.003)
        rig.run("terminal", f"for n in $(seq 92); do curl -s -w ' %{{http_code}} %{{time_total}}s\\n' -H 'Content-Type: application/json' -d '{{\"login\":\"admin\",\"password\":\"admin\"}}' {API}/login; done")
        rig.get(f"{API}/tides", 350, 0.003).stop()
        return rig.cri(only=["api", "terminal"])


@case("jwt-after-redeploy-got", JWT, "a Node job (got, pino) with the token of the last deployment: 300 reads, then a redeploy with another key; one 401 in ten shows its body; Starlette with python-jose; swarm", ["Could not validate credentials"])
def _():
    if os.path.exists(f"{HOME}/run/token"):
        os.remove(f"{HOME}/run/token")
    with Rig() as rig:
        rig.pg("INSERT INTO operators (login, hash) VALUES ('harbour', 'gate')").start("api", "uvicorn star_auth:app --host 0.0.0.0 --port 8000", "py", TOKEN_KEY="k-2026-10").port("api", 8000)
        rig.run("shift-sync", "node got_client.mjs 300", "node").stop("api")
        rig.start("api", "uvicorn star_auth:app --host 0.0.0.0 --port 8000", "py", TOKEN_KEY="k-2026-11").port("api", 8000).sleep(1)
        rig.run("shift-sync", "node got_client.mjs 120", "node").stop()
        return rig.swarm(only=["api", "shift-sync"])


@case("crashloop-prestart-column", f"{FAILS} {COLUMN}", "a pod in a restart loop: Alembic's asyncpg template trips over a column that is there, six times; the old pod's app (Django) misses the next migration's column; stern",
      ['column "length_m" of relation "berths" already exists', "column port_calls.pilot_required does not exist"])
def _():
    alembic("loop", {"c1": (None, "op.add_column('berths', sa.Column('length_m', sa.Numeric))"), "c2": ("c1", "op.add_column('port_calls', sa.Column('pilot_required', sa.Boolean))")}, url="postgresql+asyncpg://berth:tide-gate@postgres:5432/berth", template="async")
    with Rig() as rig:
        rig.pg().start("board", "gunicorn -w 1 -b 0.0.0.0:8000 --access-logfile - quay_django:application", "py").port("api", 8000)
        rig.start("prestart", "alembic upgrade head", "loop", restarts=5, delay=0.8)
        for _ in range(10):
            rig.get(f"{API}/api/vessels", 4).get(f"{API}/api/port-calls", 2).sleep(1)
        rig.stop()
        return rig.stern(only=["board", "prestart"])


@case("go-entry-no-alembic", f"{NO_ALEMBIC} {TABLE}", "a Go 1.19 entry point does not find alembic and goes on; Flask-SQLAlchemy misses a table in 30 requests; journalctl -o json", [r'exec: \"alembic\": executable file not found in $PATH', r'relation \"tariffs\" does not exist'])
def _():
    with Rig() as rig:
        rig.pg().start("tariffs", "../go/entry-bin /srv/berth/venv/bin/gunicorn -w 1 -b 0.0.0.0:8000 --access-logfile - flaskmig:app", "py", PATH="/usr/sbin:/usr/bin:/sbin:/bin").port("api", 8000)
        for _ in range(10):
            rig.get(f"{API}/berths", 6).get(f"{API}/tariffs", 3)
        rig.stop()
        return rig.jsonl("journal", only=["tariffs"])


@case("rust-tests-psql-refused", f"{REFUSED} {SERVER}", "Rust's test harness (rustc 1.95 --test): 880 tests, 40 of them call psql 15 and panic; the failures' outputs come after all names; TeamCity", ['port 5432 failed: Connection refused'], wrap=teamcity)
def _():
    return sh(f"{HOME}/other/smoke --test-threads 2", "other")


@case("hapi-blank-500", BLANK, "hapi 21 behind a client: 900 requests, 24 answers are `Internal server error` and nothing else, in the log only 500; docker compose logs", ["Internal server error"])
def _():
    with Rig() as rig:
        rig.start("stowage", "node hapi_blank.js", "node").port("api", 8000)
        rig.run("loader", f"for n in $(seq 900); do a=$(curl -s -w '%{{http_code}}' {API}/stowage/$n); case $a in *500) echo \"container $n: $a\";; esac; done").stop()
        return rig.v2()


def chromium(scene, seconds=5, api="node koa_cors.js", cwd="node", port=True, **env):
    rig = Rig()
    with rig:
        rig.pg()
        rig.start("gangway-api", api, cwd, **env)
        if port:
            rig.port("api", 8000)
        rig.run("browser", f"node page.js {scene}", "node", SECONDS=str(seconds), seconds=90)
        rig.stop()
    return rig


@case("puppeteer-koa-masked", f"{TABLE} {MASKED}", "Puppeteer 24 with Chromium 156 and Koa 3 with pg 8, whose error handler drops the headers: the browser says CORS, the table is missing; the browser's console is pasted first", ["has been blocked by CORS policy", 'relation "gangways" does not exist'])
def _():
    return chromium("masked").v2(order=["browser", "gangway-api"])


@case("puppeteer-origin-xhr", ORIGIN, "Puppeteer with Chromium 156, XMLHttpRequest; Koa allows another origin and logs 200; interleaved as compose prints it", ["has been blocked by CORS policy"])
def _():
    return chromium("origin", ORIGIN="http://planner.example.org").v2(only=["browser", "gangway-api"])


@case("puppeteer-redirect-profile", REDIRECT, "Puppeteer with Chromium 156: Koa sends a preflight from /api to /api/v1 with 307; kubectl", ["Redirect is not allowed for a preflight request"])
def _():
    return chromium("redirect", MOVED="1").kubectl(only=["browser", "gangway-api"])


@case("puppeteer-planner-cascade", f"{CASCADE} {LIMITED} {LOOP}", "Puppeteer with Chromium 156 against Flask-Limiter 4's application limit: retries of a plan use it up, then auth is stuck; swarm", ["plan: HTTP 429", "{\"isAuthenticated\":false,\"isLoading\":true}"])
def _():
    return chromium("cascade", 4, "flask --app plan_flask run --host 0.0.0.0 --port 8000", "py").swarm(only=["browser", "gangway-api"])


@case("puppeteer-login-loop", LOOP, "Puppeteer with Chromium 156: 401, then /login, which asks again, forty times; Koa's access log beside it; heroku", ["401 from /api/v1/me, redirecting to /login"])
def _():
    return chromium("loop", 8).heroku(only=["browser", "gangway-api"])


@case("puppeteer-network-secret", f"{SECRET} {NETWORK}", "Puppeteer with Chromium 156 and axios 1: Network Error in the browser's part that comes first; the backend (Django under hypercorn) refuses its secret and is restarted", ['The value of SECRET_KEY is "changethis", for security, please change it', "AxiosError: Network Error"])
def _():
    rig = Rig()
    with rig:
        rig.start("backend", "hypercorn quay_django:asgi --bind 0.0.0.0:8000", "py", restarts=4, SECRET_KEY="changethis", ENVIRONMENT="staging").sleep(2)
        rig.run("browser", "node page.js network", "node", SECONDS="5", seconds=60).stop()
    return rig.v2(order=["browser", "backend"])
