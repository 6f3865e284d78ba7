"""Python 3.13 at /usr/local, code in /app: FastAPI 0.165, SQLAlchemy 2.1, Django 6.1, Flask 3.1, Celery 5.7, Alembic 1.20 (setup.sh)."""
JSON = "curl -s -o /dev/null -H 'content-type: application/json' -d '{}' "


def post(path, body):
    return f"curl -s -o /dev/null -H 'content-type: application/json' -d '{body}' backend:8000{path}"


def site(command, **variables):
    return run(command, "app/site", **variables)


CHAIN = {"3f1c7d20a9be": (None, "create studios", "pass"), "8a44e0b7c615": ("3f1c7d20a9be", "add members", "pass")}
PSYCOPG = "postgresql+psycopg://kiln:kiln-dev@db/kiln"
case("fastapi-run-undefined-column", COLUMN, "SQLModel 0.0.50 with SQLAlchemy 2.1 and psycopg 3.3 in FastAPI 0.165 under `fastapi run`, Python 3.13, compose prefix", "column firings.cone does not exist",
     lambda: serving("fastapi run main.py", 8000, ["curl -s -o /dev/null backend:8000/api/firings"], seen=False), compose("backend-1", "postgres-1"))
case("django61-session-undefined-table", TABLE, "Django 6.1's sessions before `migrate` under runserver, psycopg 3.3, Python 3.13", 'relation "django_session" does not exist',
     lambda: serving("python site/manage.py runserver 0.0.0.0:8000 --noreload", 8000, ["curl -s -o /dev/null backend:8000/cart/"], seen=False))
case("flask-gunicorn-duplicate-key", KEY, "Flask-SQLAlchemy 3.1 with SQLAlchemy 2.1 and psycopg 3.3 under gunicorn 27, Python 3.13, docker logs -t", 'duplicate key value violates unique constraint "members_email_key"',
     lambda: serving("gunicorn flaskapp:app -b 0.0.0.0:8000 -w 2", 8000, [post("/members", '{"email": "ines@example.com"}')], seen=False, DATABASE_URL=PSYCOPG), docker_t)
case("psycopg-pool-wrong-password", f"{PASSWORD} {SERVER}", "psycopg_pool 3.3 in FastAPI 0.165's lifespan with the password of an older volume, Python 3.13, compose prefix", 'password authentication failed for user "kiln"',
     lambda: run("timeout 30 uvicorn pool_app:app --host 0.0.0.0 --port 8000", DATABASE_URL=STALE), compose("api-1", "postgres-1"))
case("django61-test-wrong-password", f"{PASSWORD} {SERVER}", "Django 6.1's `manage.py test` with psycopg 3.3 and another password, Python 3.13", 'password authentication failed for user "kiln"',
     lambda: site("python manage.py test", DATABASE_URL=STALE))
case("sqlmodel-create-all-refused", f"{REFUSED} {SERVER}", "SQLModel 0.0.50's create_all in FastAPI 0.165's lifespan before the database listens, psycopg2 2.9, restarted twice, Python 3.13", 'port 5432 failed: Connection refused',
     lambda: run("for n in 1 2; do timeout 20 uvicorn main:app --host 0.0.0.0 --port 8000; sleep 1; done", CREATE_ALL="1", DATABASE_URL=ABSENT.replace("postgresql:", "postgresql+psycopg2:")))
case("psycopg33-no-such-host", SERVER, "SQLAlchemy 2.1 with psycopg 3.3: the host of another compose file, a script, Python 3.13", "failed to resolve host 'database'",
     lambda: run("python initial_data.py", "app/hosts", DATABASE_URL=PSYCOPG.replace("@db", "@database")))
case("role-connection-limit", SERVER, "SQLAlchemy 2.1 with psycopg2 2.9: a role with a connection limit, Python 3.13, journald", 'too many connections for role "kiln_ro"',
     lambda: run("python seats.py"), journald("nightly-readings", 8801, "vps-12"))
case("celery57-beat-redis-refused", REDIS, "a Celery 5.7 worker with its beat (-B), redis-py 8.1 and no Redis, Python 3.13, containerd's log", "Error 111 connecting to cache:6379. Connection refused.",
     lambda: run("timeout -s INT 20 celery -A tasks worker -B -l info -P solo -s /dev/shm/kiln-beat"), cri)
case("slowapi-redis-refused", REDIS, "slowapi 0.1.10 with limits 5.8 and redis-py 8.1 in FastAPI 0.165, a request, Python 3.13", "Error 111 connecting to cache:6379. Connection refused.",
     lambda: serving("uvicorn limited:app --host 0.0.0.0 --port 8000", 8000, ["curl -s -o /dev/null backend:8000/api/glazes"], seen=False))
case("slowapi-double-password", DOUBLE, "slowapi 0.1.10's middleware with limits 5.8 and redis-py 8.1 in FastAPI 0.165, Python 3.13, docker json-file", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "redis.exceptions.AuthenticationError: "],
     lambda: serving("uvicorn limited:app --host 0.0.0.0 --port 8000", 8000, ["curl -s -o /dev/null backend:8000/api/glazes"], seen=False, REDIS_URL=DOUBLE_URL), json_file)
case("taskiq-double-password", DOUBLE, "taskiq 0.13's worker with taskiq-redis, a start script with set -x, Python 3.13", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "AuthenticationError: "],
     lambda: run("set -x; export REDIS_URL=redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0; timeout -s INT 8 taskiq worker taskiq_app:broker --workers 1"))
case("alembic120-unique-index-fails", FAILS, "Alembic 1.20 with psycopg 3.3: a unique index over rows that repeat, Python 3.13, compose prefix", 'could not create unique index "uq_firings_member"',
     lambda: (sql("INSERT INTO firings (kiln_no, member_id) VALUES (3, 1)"), run("set -e; echo 'Running migrations...'; alembic upgrade head", alembic("mig1", {**CHAIN, "c0b9d2771e5f": ("8a44e0b7c615", "one firing per member", "op.create_unique_constraint('uq_firings_member', 'firings', ['member_id'])")}, url=PSYCOPG)))[1], compose("prestart-1", "prestart-1"))
case("flask-db-upgrade-column-exists", FAILS, "Flask-Migrate 4.1 with Alembic 1.20 and psycopg 3.3: a column that create_all had made, Python 3.13", 'column "full_name" of relation "members" already exists',
     lambda: run("flask --app flaskapp db upgrade", flask_migrations("mig2", {**CHAIN, "d5e6f7a81b22": ("8a44e0b7c615", "add full name", "op.add_column('members', sa.Column('full_name', sa.Text()))")})))
case("alembic120-foreign-key-fails", FAILS, "Alembic 1.20 with psycopg2 2.9: a foreign key that rows violate, Python 3.13, GitLab", 'insert or update on table "firings" violates foreign key constraint "fk_firings_kiln"',
     lambda: run("alembic upgrade head", alembic("mig3", {**CHAIN, "e17fa39055c4": ("8a44e0b7c615", "firings know their kiln", "op.create_table('kilns', sa.Column('no', sa.Integer, primary_key=True)); op.create_foreign_key('fk_firings_kiln', 'firings', 'kilns', ['kiln_no'], ['no'])")})), gitlab)
case("alembic120-stamp-lost-revision", LOST, "Alembic 1.20: `current`, then `stamp head`, in a terminal, Python 3.13", "Can't locate revision identified by '6e02bb9f14d3'",
     lambda: stamped("6e02bb9f14d3", lambda: terminal(["alembic current", "alembic stamp head"], cwd=alembic("mig4", CHAIN), prompt="root@c41d90aa7e02:/app# ")))
case("pytest-upgrade-lost-revision", LOST, "pytest 9.2's session fixture that runs `command.upgrade` on a database kept by the CI, Alembic 1.20, Python 3.13, GitHub Actions", "alembic.util.exc.CommandError: Can't locate revision identified by '77d0c5ee9a01'",
     lambda: stamped("77d0c5ee9a01", lambda: run("pytest -q -p no:cacheprovider", alembic("mig5", CHAIN, files={"tests/conftest.py": "import pytest\nfrom alembic import command\nfrom alembic.config import Config\n\n\n@pytest.fixture(scope=\"session\", autouse=True)\ndef migrated():\n    command.upgrade(Config(\"alembic.ini\"), \"head\")\n", "tests/test_members.py": "def test_members():\n    assert True\n\n\ndef test_firings():\n    assert True\n"}))), github("pytest -q"))
case("initial-data-ambiguous-keys", FOREIGN, "a script that makes the administrator, SQLAlchemy 2.1, Python 3.13, hard wraps at 80", "Could not determine join condition between parent/child tables on relationship Member.tickets",
     lambda: run("set -e; python initial_data.py"), fold(80))
case("fastapi-asyncio-ambiguous-keys", FOREIGN, "SQLAlchemy 2.1's asyncio with asyncpg 0.32 in FastAPI 0.165 under hypercorn 0.18: a login, Python 3.13", "Could not determine join condition between parent/child tables on relationship Member.tickets",
     lambda: serving("hypercorn fk_async:app -b 0.0.0.0:8000", 8000, [post("/api/v1/auth/login", '{"email": "ines@example.com", "password": "x"}')], seen=False))
case("granian-continuum-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 2.0 with SQLAlchemy 2.1 and psycopg 3.3 in FastAPI 0.165 under granian 2.8, Python 3.13, docker json-file", 'relation \\"glazes_version\\" does not exist',
     lambda: serving("granian --interface asgi --host 0.0.0.0 --port 8000 versioned:app", 8000, [post("/api/items", '{"code": "SHI-09", "name": "Shino"}')], seen=False), json_file)
case("unittest-continuum-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 2.0 with SQLAlchemy 2.1 and psycopg2 2.9: `python -m unittest`, Python 3.13", 'relation "glazes_version" does not exist',
     lambda: run("python -m unittest test_glazes", DATABASE_URL="postgresql+psycopg2://kiln:kiln-dev@db:5432/kiln"))
case("gunicorn-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 2.0 with PropertyModTracker and psycopg2 2.9 in FastAPI 0.165 under gunicorn 27 with uvicorn's workers, Python 3.13", 'column "kiln_no_mod" of relation "firings_version" does not exist',
     lambda: serving("gunicorn versioned:app -k uvicorn_worker.UvicornWorker -b 0.0.0.0:8000", 8000, [post("/api/items", '{"kiln_no": 4}')], seen=False, TRACK="1", DATABASE_URL="postgresql+psycopg2://kiln:kiln-dev@db:5432/kiln"))
case("pytest-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 2.0 with PropertyModTracker and psycopg 3.3 in pytest 9.2, Python 3.13, GitHub Actions", 'column "kiln_no_mod" of relation "firings_version" does not exist',
     lambda: run("pytest -q -p no:cacheprovider tests/test_versioned.py", TRACK="1", PYTHONPATH="."), github("pytest -q tests/test_versioned.py"))
case("timeout-no-alembic", NO_ALEMBIC, "coreutils' timeout in an entry point of an image without it, containerd's log", "failed to run command ‘alembic’: No such file or directory",
     lambda: run("./entrypoint.sh", project("sh1", {"entrypoint.sh": "#!/bin/sh\nset -e\necho \"==> waiting for database\"\ntimeout 30 sh -c 'until (exec 3<>/dev/tcp/db/5432) 2>/dev/null || pg_isready -q -h db; do sleep 1; done'\necho \"==> migrating\"\ntimeout 120 alembic upgrade head\nexec uvicorn app.main:app\n"}), python=False, PATH="/usr/bin:/bin"), cri)
case("celery57-script-name", NAME, "a Celery 5.7 task that runs users' scripts with json and math only, Python 3.13", "NameError: name 'pandas' is not defined",
     lambda: run("celery -A tasks worker -l info -P solo & P=$!; sleep 8; python -c 'import tasks; tasks.run_user_script.delay(42, \"df = pandas.DataFrame([1, 2])\\nresult = len(df)\")'; sleep 4; kill $P; wait", REDIS_URL="redis://:dev-redis-pw@redis:6379/0"))
case("structlog-script-name", NAME, "a script API of FastAPI 0.165 with structlog 26's JSON lines, Python 3.13, compose prefix", "NameError: name 'numpy' is not defined",
     lambda: serving("uvicorn scripts_api:app --host 0.0.0.0 --port 8000", 8000, [post("/api/scripts/shrinkage/run", '{"source": "result = numpy.mean([11.8, 12.4])"}')], seen=False), compose("scripts-1", "postgres-1"))
case("gunicorn-django-enum", ENUM, "Strawberry 0.341's Django view, Django 6.1 under gunicorn 27, Python 3.13", "FiringKind is not an enum",
     lambda: serving("gunicorn wsgi:application -b 0.0.0.0:8000", 8000, ["curl -s -o /dev/null backend:8000/graphql/"], cwd="app/site", seen=False, GRAPHQL="1"))
case("hypercorn-quart-enum", ENUM, "Strawberry 0.341's Quart view under hypercorn 0.18, Python 3.13, syslog lines", "Provided object MemberRole is not an enum",
     lambda: run("timeout 12 hypercorn gql_quart:app -b 0.0.0.0:8000"), each_line(lambda t: f"{t:%b %d %H:%M:%S} vps-12 graphql[3120]: "))
case("fastapi-run-strategy", STRATEGY, "slowapi 0.1.10 with limits 5.8 under `fastapi run`, Python 3.13, compose prefix", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("timeout 15 fastapi run limited.py", REDIS_URL="memory://", RATE_LIMIT_STRATEGY="fixed-window-elastic-expiry"), compose("backend-1", "postgres-1"))
case("flask-limiter4-preload-strategy", STRATEGY, "Flask-Limiter 4.1 with limits 5.8 under gunicorn 27 --preload, Python 3.13", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("timeout 15 gunicorn --preload shop_limits:app -b 0.0.0.0:8000"))
case("uvicorn-workers-secret-key", SECRET, "the full-stack template's settings with pydantic-settings 2.16 in production under uvicorn 0.54 with two workers, Python 3.13, docker compose logs", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("timeout -s INT 5 uvicorn app.main:app --host 0.0.0.0 --port 8000 --workers 2", ENVIRONMENT="production"), compose("backend-1", "postgres-1"))
case("taskiq-database-changethis", SECRET, "taskiq 0.13's worker with pydantic-settings 2.16 on staging: POSTGRES_PASSWORD is the template's, Python 3.13", 'The value of POSTGRES_PASSWORD is "changethis", for security, please change it',
     lambda: run("timeout -s INT 4 taskiq worker app.broker:broker --workers 1", ENVIRONMENT="staging", SECRET_KEY="6f0d2c41"))
case("gunicorn-preload-secret-key", SECRET, "pydantic-settings 2.16 on staging under gunicorn 27 --preload with uvicorn's workers, Python 3.13, journald's JSON", 'The value of SECRET_KEY is \\"changethis\\", for security, please change it',
     lambda: run("timeout 15 gunicorn --preload -k uvicorn_worker.UvicornWorker app.main:app -b 0.0.0.0:8000", ENVIRONMENT="staging"), journal_json("kiln-api"))


HEALTH_APP = """from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from sqlalchemy import create_engine

engine = create_engine("postgresql+psycopg://kiln:kiln-dev@db/kiln")
heads = set(ScriptDirectory.from_config(Config("alembic.ini")).get_heads())
app = FastAPI()


@app.get("/health/ready")
def ready():
    with engine.connect() as connection:
        at_head = set(MigrationContext.configure(connection).get_current_heads()) == heads
    if not at_head:
        return JSONResponse({"success": False, "message": "Service Unavailable", "data": ["migrations_not_at_head"]}, 503)
    return {"success": True, "message": "OK", "data": []}
"""
case("wget-health-not-at-head", f"{NOT_HEAD} {HEALTH}", "a readiness check of FastAPI 0.165 with Alembic 1.20 as `wget -q -S --content-on-error` shows it in a container, Python 3.13, in a terminal", "migrations_not_at_head",
     lambda: stamped("3f1c7d20a9be", lambda: (lambda name: serving("uvicorn ready:app --host 0.0.0.0 --port 8000", 8000, [lambda: terminal(["wget -q -S --content-on-error -O - http://backend:8000/health/ready; echo"], cwd=name, python=False, prompt="/app # ", PATH="/usr/bin:/bin")], cwd=name, wrote=False))(alembic("mig8", CHAIN, url=PSYCOPG, files={"ready.py": HEALTH_APP}))))
LITESTAR = """from advanced_alchemy.extensions.litestar import AlembicAsyncConfig, SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar

config = SQLAlchemyAsyncConfig(connection_string="postgresql+asyncpg://kiln:kiln-dev@db/kiln", alembic_config=AlembicAsyncConfig(version_table_name="alembic_version", script_location="migrations"))
app = Litestar(plugins=[SQLAlchemyPlugin(config=config)])
"""


def litestar():
    project("star1", {"app.py": LITESTAR})
    run("litestar --app app:app database init ./migrations --no-prompt", "star1")
    return stamped("77d0c5ee9a01", lambda: run("litestar --app app:app database upgrade --no-prompt", "star1", COLUMNS="100"))


case("litestar-lost-revision", LOST, "advanced-alchemy 1.12 with Litestar 2.25 and Alembic 1.20: `litestar database upgrade`, Python 3.13, compose prefix", "Can't locate revision identified by '77d0c5ee9a01'",
     litestar, compose("migrate-1", "postgres-1"))
