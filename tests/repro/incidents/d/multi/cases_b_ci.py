"""CI jobs with the decisive lines in the middle."""


def tests(folder, **files):
    fresh("backend/" + folder, **files)
    return "backend/" + folder


def pytest_(folder, options="", **env):
    return sh(f"pytest -p no:cacheprovider {options} 2>&1", folder, **env)


PASSING = "import pytest\n\n\n@pytest.mark.parametrize('n', range({n}))\ndef test_price(n):\n    assert n >= 0\n"
DB = "import os\nimport pytest\nfrom sqlalchemy import create_engine, text\n\nengine = create_engine(os.environ['DATABASE_URL'].replace('postgresql:', 'postgresql+psycopg2:'))\n\n\n@pytest.fixture\ndef db():\n    with engine.connect() as connection:\n        yield connection\n\n\n"


@case("pytest-conftest-strategy", STRATEGY, "GitHub Actions: 700 tests of node, then pytest cannot import conftest: slowapi's strategy; the job goes on with 500 more", "Invalid rate limiting strategy fixed-window-elastic-expiry", wrap=github("make test"))
def _():
    folder = tests("t1", conftest_py="", **{"api.py": "from fastapi import FastAPI\nfrom slowapi import Limiter\nfrom slowapi.util import get_remote_address\n\nlimiter = Limiter(key_func=get_remote_address, strategy='fixed-window-elastic-expiry')\napp = FastAPI()\n",
                   "conftest.py": "import pytest\nfrom fastapi.testclient import TestClient\n\nfrom api import app\n\n\n@pytest.fixture\ndef client():\n    return TestClient(app)\n", "test_prices.py": PASSING.format(n=40)})
    return node_tests(700) + pytest_(folder, "-v", PYTHONPATH=".") + node_tests(500)


@case("pytest-enum-collection-errors", ENUM, "GitLab: pytest 9 cannot collect 14 modules of 30 for one enum of Strawberry; node's tests before and after", "ParcelState is not an enum", wrap=gitlab("unit", "make test"))
def _():
    files = {"schema.py": "import strawberry\n\n\n@strawberry.enum\nclass ParcelState:\n    NEW = 'new'\n    SENT = 'sent'\n\n\n@strawberry.type\nclass Query:\n    state: ParcelState\n\n\nschema = strawberry.Schema(Query)\n"}
    for n in range(14):
        files[f"test_graph_{n}.py"] = "from schema import schema\n\n\ndef test_query():\n    assert schema.execute_sync('{ state }').errors is None\n"
    for n in range(16):
        files[f"test_zone_{n}.py"] = PASSING.format(n=9)
    return node_tests(600) + pytest_(tests("t2", **files), "-v", PYTHONPATH=".") + node_tests(400)


@case("pytest-mappers-failed", FOREIGN, "GitHub Actions: pytest 9, SQLAlchemy 2.0: the first of 60 tests names the relationship, 59 say that mappers failed to initialize", "Could not determine join condition between parent/child tables on relationship Handover.giver", wrap=github("pytest --tb=long"))
def _():
    return node_tests(300) + pytest_(tests("t3", **{"m.py": "from sqlalchemy import ForeignKey\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\nclass Rider(Base):\n    __tablename__ = 'riders'\n    id: Mapped[int] = mapped_column(primary_key=True)\n\n\n"
        "class Handover(Base):\n    __tablename__ = 'handovers'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    giver_id: Mapped[int] = mapped_column(ForeignKey('riders.id'))\n    taker_id: Mapped[int] = mapped_column(ForeignKey('riders.id'))\n    giver: Mapped[Rider] = relationship()\n    taker: Mapped[Rider] = relationship()\n",
        "test_handover.py": "import pytest\nfrom m import Rider\n\n\n@pytest.mark.parametrize('n', range(60))\ndef test_rider(n):\n    assert Rider(id=n).id == n\n"}), "--tb=short", PYTHONPATH=".") + node_tests(300)


def continuum(mods, statements):
    folder = tests("t4" + mods, **{"m.py": "import os\nimport sqlalchemy as sa\nfrom sqlalchemy.orm import configure_mappers, declarative_base\nfrom sqlalchemy_continuum import make_versioned\n" + ("from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin\nmake_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()])\n" if mods else "make_versioned(user_cls=None)\n")
        + "Base = declarative_base()\n\n\nclass Tariff(Base):\n    __versioned__ = {}\n    __tablename__ = 'tariffs'\n    id = sa.Column(sa.Integer, primary_key=True)\n    zone = sa.Column(sa.Text)\n\n\nconfigure_mappers()\nengine = sa.create_engine(os.environ['DATABASE_URL'].replace('postgresql:', 'postgresql+psycopg2:'))\n",
        "test_tariffs.py": "import pytest\nfrom sqlalchemy import select\nfrom sqlalchemy.orm import Session\nfrom m import Tariff, engine\n\n\n@pytest.fixture(scope='session')\ndef db():\n    with Session(engine) as session:\n        yield session\n\n\n@pytest.mark.parametrize('n', range(50))\ndef test_zone(db, n):\n    if n == 9:\n        db.add(Tariff(zone='north'))\n        db.flush()\n    assert db.scalars(select(Tariff).limit(1)).all() is not None\n", "test_a.py": PASSING.format(n=250)})
    with Rig() as rig:
        rig.pg("SET ROLE courier", "CREATE TABLE tariffs (id serial PRIMARY KEY, zone text)", "CREATE SEQUENCE transaction_id_seq", "CREATE TABLE transaction (issued_at timestamp, id bigint PRIMARY KEY, remote_addr varchar(50))", *statements)
        out = pytest_(folder, "-v --tb=long", PYTHONPATH=".")
    return node_tests(250) + out


@case("pytest-version-table-then-rollback", f"{VERSIONS} {TABLE}", "GitLab: pytest 9 with one session: a flush of SQLAlchemy-Continuum misses the version table, 40 later tests only say that the transaction is rolled back", 'relation "tariffs_version" does not exist', wrap=gitlab("test", "pytest -v"))
def _():
    return continuum("", [])


@case("pytest-mod-columns-then-rollback", f"{MODS} {COLUMN}", "GitHub Actions: the same with PropertyModTracker: the version table lacks its column", 'column "zone_mod" of relation "tariffs_version" does not exist', wrap=github("pytest -v"))
def _():
    return continuum("m", ["CREATE TABLE tariffs_version (id int, zone text, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id))"])


def table_tests(n=80):
    return {"test_a_prices.py": PASSING.format(n=200), "test_invoices.py": DB + f"@pytest.mark.parametrize('n', range({n}))\ndef test_invoice(db, n):\n    assert db.execute(text('SELECT count(*) FROM invoices WHERE parcel_id = :n'), {{'n': n}}).scalar() == 0\n"}


@case("shadowed-alembic-then-80-tests", f"{NO_ALEMBIC} {TABLE}", "GitLab: `python -m alembic` meets the project's folder of that name, `|| true`; 80 of 280 tests of pytest miss a table", ["No module named alembic.__main__; 'alembic' is a package and cannot be directly executed", 'relation "invoices" does not exist'], wrap=gitlab("integration", "make integration"))
def _():
    folder = tests("t5", **{"alembic__init.txt": "", **table_tests()})
    put(folder + "/alembic/__init__.py", "")
    with Rig() as rig:
        rig.pg()
        return node_tests(200) + sh("echo '$ python -m alembic upgrade head || true'; python -m alembic upgrade head || true", folder) + pytest_(folder, "--tb=short", PYTHONPATH="")


@case("lost-revision-then-pytest-table", f"{LOST} {TABLE}", "GitHub Actions with a cached database: Alembic cannot locate a revision, the step goes on; 80 of 280 tests miss a table", ["Can't locate revision identified by '9d2e77f0c1ab'", 'relation "invoices" does not exist'], wrap=github("./ci/integration.sh"))
def _():
    alembic("backend/t6", {"a001": (None, "pass"), "b002": ("a001", "op.create_table('invoices', sa.Column('parcel_id', sa.Integer))")})
    for name, text in table_tests().items():
        put(f"backend/t6/{name}", text)
    with Rig() as rig:
        rig.pg(*stamped_as("9d2e77f0c1ab"))
        return node_tests(400) + sh("alembic upgrade head; echo 'migrate: done'", "backend/t6") + pytest_("backend/t6", "-q --tb=long")


@case("compose-v2-variable-deploy", f"{VARIABLE} {UNHEALTHY}", "GitHub Actions: Docker Compose v2 misses POSTGRES_PASSWORD in three commands; the deploy step waits 120 times", ["Variable not set", "Backend did not become healthy within 120s"], wrap=github("./scripts/deploy.sh"))
def _():
    put("backend/deploy/compose.yml", "services:\n  db:\n    image: postgres:15\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}\n      POSTGRES_USER: ${POSTGRES_USER}\n  backend:\n    image: courier/backend\n    environment:\n      SMTP_HOST: ${SMTP_HOST}\n      SENTRY_DSN: ${SENTRY_DSN}\n    depends_on: [db]\n")
    return node_tests(500) + sh(f"for c in pull 'up -d' 'ps' ; do echo \"+ docker compose $c\"; /srv/harbor/docker/client/cli-plugins/docker-compose $c; done; sh ../wait_ready.sh {API}/health", "backend/deploy", DOCKER_HOST="unix:///app/run/none.sock")


@case("curl-refused-deploy-waits", UNHEALTHY, "GitLab: 800 tests of node, 200 of pytest, then the deploy waits 120 times and only shows that curl is refused by the backend", "Backend did not become healthy within 120s", wrap=gitlab("deploy_production", "./scripts/deploy.sh production"))
def _():
    return node_tests(800) + pytest_(tests("t7", **{"test_a.py": PASSING.format(n=200)}), "-v") + sh(f"sh ../wait_ready.sh {API}/api/v1/utils/health-check/", "backend/t7")


@case("production-image-lacks-package", f"{STAGE} {UNHEALTHY}", "GitHub Actions: tests pass in the dev image; in the production image `python -m app.initial_data` lacks a package (traceback through runpy), the deploy waits 120 times", ["ModuleNotFoundError: No module named 'sqlalchemy'", "Backend did not become healthy within 120s"], wrap=github("./scripts/deploy.sh"))
def _():
    fresh("backend/t8/app")
    put("backend/t8/app/__init__.py", "")
    put("backend/t8/app/initial_data.py", "import logging\n\nfrom sqlalchemy import select\n")
    dev = pytest_(tests("t9", **{"test_a.py": "import sqlalchemy\n" + PASSING.format(n=300)}), "-v")
    return dev + sh(f"echo '+ docker compose run --rm backend python -m app.initial_data'; /srv/berth/venv-prod/bin/python -m app.initial_data; sh ../wait_ready.sh {API}/health", "backend/t8")


@case("init-sql-variable-then-jest", f"{PSQLVAR} {PASSWORD}", "GitHub Actions: psql's init script fails inside of a DO block, so the role is not there; 45 of 245 tests of jest (pg 8) are refused for the password", ['syntax error at or near ":"', 'password authentication failed for user "courier_rw"'], wrap=github("./ci/integration.sh"))
def _():
    put("web/ci1/roles.sql", "DO $$\nBEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'courier_rw') THEN\n    CREATE ROLE courier_rw LOGIN PASSWORD :'rw_password';\n  END IF;\nEND\n$$;\n")
    put("web/ci1/package.json", "{\"name\": \"courier-web\", \"version\": \"1.0.0\"}")
    put("web/ci1/rates.test.js", "for (let n = 0; n < 200; n++) test('rate ' + n, () => expect(n).toBeGreaterThanOrEqual(0));\n")
    put("web/ci1/orders.test.js", "const { Client } = require('pg');\nasync function open() { const c = new Client({ connectionString: process.env.DATABASE_URL }); await c.connect(); return c; }\nfor (let n = 0; n < 45; n++) test('order ' + n, async () => { const c = await open(); await c.end(); });\n")
    with Rig() as rig:
        rig.pg()
        return sh("psql postgresql://courier:parcel-pass@db/courier -v rw_password=rw-pass -f roles.sql; jest --verbose --no-color", "web/ci1", DATABASE_URL="postgresql://courier_rw:rw-pass@db:5432/courier")


@case("health-postgres-only-body", f"{HEALTH} {UNHEALTHY}", "Azure: the deploy step shows only the health check's body, 120 times, its member is postgres; 300 tests before", ['"message":"Service Unavailable"', "Backend did not become healthy within 120s"], wrap=azure)
def _():
    put("backend/quiet.py", "from fastapi import FastAPI\nfrom fastapi.responses import JSONResponse\nimport psycopg, os\napp = FastAPI()\n\n\n@app.get('/ready')\ndef ready():\n    bad = []\n    try:\n        psycopg.connect(os.environ['DATABASE_URL'], connect_timeout=2).close()\n    except psycopg.Error:\n        bad.append('postgres')\n    return JSONResponse({'success': not bad, 'message': 'Service Unavailable' if bad else 'OK', 'data': bad}, 503 if bad else 200)\n")
    with Rig() as rig:
        rig.start("backend", "uvicorn quiet:app --host 0.0.0.0 --port 8000 --no-access-log", "backend").port("backend", 8000)
        return node_tests(300) + sh(f"sh wait_ready.sh {API}/ready", "backend")


@case("e2e-before-hook-login", LOGIN, "GitHub Actions: node --test against FastAPI with a fresh database: the login in a before hook fails, so 40 tests do; 600 tests pass before", "Invalid credentials", wrap=github("npm run e2e"))
def _():
    put("web/e2e.test.mjs", "import { describe, before, it } from 'node:test'; import assert from 'node:assert';\nlet token;\nfor (const part of ['parcels', 'invoices', 'riders', 'zones']) describe(part, () => {\n  before(async () => { const r = await fetch('http://backend:8000/api/v1/login/access-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'admin@example.com', password: 'changeme1' }) });\n    const body = await r.text(); assert.equal(r.status, 200, `login as admin@example.com: ${r.status} ${body}`); token = JSON.parse(body).access_token; });\n  for (let n = 0; n < 10; n++) it('lists page ' + n, () => assert.ok(token));\n});\n")
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN, "backend").port("backend", 8000)
        out = sh("node --test --test-reporter=spec e2e.test.mjs", "web")
    return node_tests(600) + out


@case("jest-sequelize-old-secret", PASSWORD, "GitHub Actions: jest 30 and Sequelize 6: 12 of 40 suites cannot connect for an old password, each with its chain", 'password authentication failed for user "courier"', wrap=github("npx jest --ci"))
def _():
    put("web/ci2/package.json", "{\"name\": \"courier-web\", \"version\": \"1.0.0\"}")
    put("web/ci2/db.js", "const { Sequelize } = require('sequelize');\nmodule.exports = new Sequelize(process.env.DATABASE_URL, { logging: false, dialect: 'postgres' });\n")
    for n in range(40):
        put(f"web/ci2/s{n:02}.test.js", "const db = require('./db');\nafterAll(() => db.close());\ntest('finds parcels', async () => { await db.authenticate(); });\ntest('counts', async () => { await db.query('SELECT 1'); });\n" if n % 10 in (3, 5, 8) else "test('rounds', () => expect(1).toBe(1));\n")
    with Rig() as rig:
        rig.pg()
        return sh("jest --ci --no-color -i", "web/ci2", DATABASE_URL=OLD)


@case("go-test-refused-in-the-middle", REFUSED, "GitLab: go test -v of Go 1.19 with lib/pq: 600 good subtests, 60 cannot connect, 300 good ones after", "dial tcp 172.22.0.2:5432: connect: connection refused", wrap=gitlab("test", "go test -v ./..."))
def _():
    put("go/courier/courier_test.go", "package courier\n\nimport (\n\t\"database/sql\"\n\t\"fmt\"\n\t\"testing\"\n\n\t_ \"github.com/lib/pq\"\n)\n\nfunc rates(t *testing.T, count int) {\n\tfor n := 0; n < count; n++ {\n\t\tt.Run(fmt.Sprintf(\"rate_%d\", n), func(t *testing.T) {})\n\t}\n}\n\nfunc TestRates(t *testing.T) { rates(t, 600) }\n\nfunc TestStore(t *testing.T) {\n\tdb, _ := sql.Open(\"postgres\", \"postgres://courier:parcel-pass@db/courier?sslmode=disable\")\n\tfor n := 0; n < 60; n++ {\n\t\tt.Run(fmt.Sprintf(\"parcel_%d\", n), func(t *testing.T) {\n\t\t\tif err := db.QueryRow(\"SELECT 1\").Err(); err != nil {\n\t\t\t\tt.Fatalf(\"load parcel %d: %v\", n, err)\n\t\t\t}\n\t\t})\n\t}\n}\n\nfunc TestZones(t *testing.T) { rates(t, 300) }\n")
    return sh("go test -v .", "go/courier", GO111MODULE="off", GOPATH="/usr/share/gocode", GOCACHE="/srv/depot/gocache", GOFLAGS="-p=1")


RUNNER = '''"""Runs tenants' scripts with a whitelist and a time limit."""
import json, logging, signal, sys, traceback
import structlog

log = structlog.wrap_logger(structlog.PrintLogger(), processors=[structlog.processors.TimeStamper(fmt="iso"), structlog.processors.add_log_level, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])


class ScriptTimeoutError(Exception):
    pass


def alarm(*_):
    raise ScriptTimeoutError("Script execution exceeded SCRIPT_EXEC_TIMEOUT (1 s)")


signal.signal(signal.SIGALRM, alarm)
scripts = json.load(open(sys.argv[1]))
for n in range(int(sys.argv[2])):
    name = "nightly" if n % 120 == 77 else "totals"
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        exec(compile(scripts[name], f"<script {name}>", "exec"), {"__builtins__": {"sum": sum, "range": range, "len": len}})
        log.info("script finished", run=n, script=name, status=200)
    except Exception:
        log.error("script failed", run=n, script=name, status=500, exc_info=True)
        log.warning("report left out", run=n, reason="no result from " + name)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
'''


def runner(nightly, runs):
    put("backend/runner.py", RUNNER)
    put("backend/scripts.json", json.dumps({"totals": "result = sum(range(100))", "nightly": nightly}))
    with Rig() as rig:
        return rig.run("runner", f"python runner.py scripts.json {runs}", "backend").v2t(only=["runner"])


@case("structlog-script-timeout", "app/script-timeout", "structlog's JSON, docker compose logs -t: 1,200 runs of scripts, ten of them run into the time limit", "ScriptTimeoutError: Script execution exceeded SCRIPT_EXEC_TIMEOUT")
def _():
    return runner("while True:\n    len([])\n", 1200)


@case("structlog-script-numpy", "python/name-error-module-not-whitelisted", "the same runner: 1,800 runs, fifteen use a module that is not whitelisted", "NameError: name 'numpy' is not defined")
def _():
    return runner("result = numpy.mean([1, 2])\n", 1800)
