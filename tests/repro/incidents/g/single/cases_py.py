"""Python 3.13 at /usr/local, code in /app."""
PSYCOPG = "postgresql+psycopg://garden:garden-dev@db/garden"
CHAIN = {"1b6e40d7c2fa": (None, "create customers", "pass"), "94c02ad35e1b": ("1b6e40d7c2fa", "add plants", "pass")}


def post(path, body):
    return f"curl -s -o /dev/null -H 'content-type: application/json' -d '{body}' backend:8000{path}"


case("tortoise-duplicate-key", KEY, "Tortoise ORM's create in a seed script for the second time, asyncpg, Python 3.13, GitHub Actions", 'duplicate key value violates unique constraint "customers_email_key"',
     lambda: run("python tortoise_seed.py"), github("python tortoise_seed.py"))
case("piccolo-undefined-column", COLUMN, "Piccolo with asyncpg, Python 3.13, docker logs -t", "column plants.hardiness_zone does not exist",
     lambda: run("python piccolo_report.py"), docker_t)
case("peewee-undefined-table", TABLE, "Peewee 4 with psycopg2 and its debug log of queries, Python 3.13, compose prefix", 'relation "orders" does not exist',
     lambda: run("python peewee_worker.py"), compose("worker-1", "postgres-1"))
case("procrastinate-refused", f"{REFUSED} {SERVER}", "procrastinate's worker before the database listens, psycopg 3 and its pool, Python 3.13, compose prefix", "Connection refused",
     lambda: run("PYTHONPATH=. timeout -s INT 40 procrastinate --app=jobs.app worker", DATABASE_URL=ABSENT), compose("worker-1", "postgres-1"))
case("pgcli-wrong-password", f"{PASSWORD} {SERVER}", "pgcli with a stale password in the URL, Python 3.13, in a terminal", 'password authentication failed for user "garden"',
     lambda: terminal([("pgcli " + STALE, [("Password for garden: ", "old-dev")])], at="/home/lea/garden", prompt="lea@thinkpad:~/garden$ "))
case("dramatiq-redis-refused", REDIS, "a Dramatiq worker without Redis, redis-py, Python 3.13, compose prefix", "Error 111 connecting to cache:6379. Connection refused.",
     lambda: run("timeout -s INT 10 dramatiq tasks_dramatiq --processes 1 --threads 2", REDIS_URL="redis://cache:6379/0"), compose("worker-1", "postgres-1"))
case("huey-double-password", DOUBLE, "a Huey consumer behind an entry point with set -x, redis-py, Python 3.13, docker json-file", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "redis.exceptions.AuthenticationError: "],
     lambda: run("set -x; export REDIS_URL=redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0; timeout -s INT 5 huey_consumer huey_app.huey", SECRET_KEY="6f0d2c41", POSTGRES_PASSWORD="garden-dev", FIRST_SUPERUSER_PASSWORD="garden-dev"), json_file)
case("dramatiq-script-name", NAME, "a Dramatiq actor that runs users' scripts with few builtins, Python 3.13, compose prefix", "NameError: name 'statistics' is not defined",
     lambda: run("dramatiq tasks_dramatiq --processes 1 --threads 1 & P=$!; sleep 5; python -c 'import tasks_dramatiq; tasks_dramatiq.run_script.send(\"beds/average-height\", \"values = [12, 14, 19]\\nresult = statistics.mean(values)\")'; sleep 3; kill $P; wait"), compose("script-worker-1", "postgres-1"))
case("aiohttp-script-name", NAME, "a script API of aiohttp with json and math only, Python 3.13, containerd's log", "NameError: name 'pandas' is not defined",
     lambda: serving("python scripts_aiohttp.py", 8000, [post("/scripts/orders-by-week", '{"source": "frame = pandas.DataFrame([])\\nresult = len(frame)"}')], seen=False), cri)
case("aiohttp-script-timeout", TIMEOUT, "a script API of aiohttp with SIGALRM, Python 3.13, compose prefix", "ScriptTimeoutError: script 'stock-forecast' did not finish within 2 seconds",
     lambda: serving("python scripts_aiohttp.py", 8000, [post("/scripts/stock-forecast", '{"source": "n = 0\\nwhile True:\\n    n += 1"}')], seen=False), compose("scripts-1", "postgres-1"))
case("rq-script-timeout", TIMEOUT, "an RQ worker that runs users' scripts with SIGALRM, Python 3.13, journald", "scripts_aiohttp.ScriptTimeoutError: ",
     lambda: run("rq worker scripts --url redis://:dev-redis-pw@redis:6379/5 & P=$!; sleep 4; rq enqueue -u redis://:dev-redis-pw@redis:6379/5 -q scripts scripts_worker.run_script price-sweep 'while True: 1' >/dev/null; sleep 6; kill $P; wait", SCRIPT_EXEC_TIMEOUT="3", PYTHONPATH="/app"), journald("script-worker", 6021, "vps-7"))
case("sanic-enum", ENUM, "Strawberry's Sanic view, Python 3.13, compose prefix", "DeliveryState is not an enum",
     lambda: run("timeout 20 sanic gql_sanic:app --host 0.0.0.0 --port 8000 --single-process"), compose("graphql-1", "postgres-1"))
case("strawberry-dev-enum", ENUM, "`strawberry dev`, Python 3.13, in a terminal", "DeliveryState is not an enum",
     lambda: terminal(["strawberry dev schema:schema"], at="/home/lea/garden", prompt="(.venv) lea@thinkpad:~/garden$ "))
case("create-all-metadata", RESERVED, "SQLAlchemy 2.1.9, which only warns of the name; then create_all by the model's own metadata fails, Python 3.13, docker logs -t", ["Attribute name 'metadata' should be left reserved for the MetaData instance", "associated with Photo.metadata has an attribute 'create_all'"],
     lambda: run("python create_tables.py"), docker_t)
case("huey-metadata", RESERVED, "SQLAlchemy 2.0 in a Huey consumer, Python 3.12, compose prefix", "Attribute name 'metadata' is reserved",
     lambda: py312(lambda: run("timeout 20 huey_consumer huey_photos.huey -w 2 || timeout 20 huey_consumer.py huey_photos.huey -w 2")), compose("huey-1", "postgres-1"))
case("granian-metadata", RESERVED, "SQLAlchemy 2.0 under granian, Python 3.12, containerd's log", "Attribute name 'metadata' is reserved",
     lambda: py312(lambda: run("timeout 10 granian --interface asgi --host 0.0.0.0 --port 8000 photos_api:app")), cri)
case("terminal-metadata", RESERVED, "SQLAlchemy 2.0 in `python -c`, Python 3.12, in a terminal", "Attribute name 'metadata' is reserved",
     lambda: py312(lambda: terminal(["python -c 'from documents import Base; print(sorted(Base.metadata.tables))'"], at="/home/lea/garden", prompt="(.venv) lea@thinkpad:~/garden$ ")), fold(80))
case("sanic-ambiguous-keys", FOREIGN, "SQLAlchemy 2.1's asyncio in Sanic: a request, Python 3.13, containerd's log", "Could not determine join condition between parent/child tables on relationship Driver.routes",
     lambda: serving("sanic sanic_routes:app --host 0.0.0.0 --port 8000 --single-process", 8000, ["curl -s -o /dev/null backend:8000/api/drivers"], seen=False), cri)
case("dramatiq-ambiguous-keys", FOREIGN, "SQLAlchemy 2.1 in a Dramatiq actor, Python 3.13, compose prefix", "Could not determine join condition between parent/child tables on relationship",
     lambda: run("dramatiq routes_dramatiq --processes 1 --threads 1 & P=$!; sleep 5; python -c 'import routes_dramatiq as r; r.plan_routes.send(\"2026-11-20\")'; sleep 3; kill $P; wait"), compose("worker-1", "postgres-1"))
case("starlette-strategy", STRATEGY, "slowapi's ASGI middleware in Starlette under uvicorn, Python 3.13, journald", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("timeout 15 uvicorn limited_starlette:app --host 0.0.0.0 --port 8000", RATE_LIMIT_STRATEGY="fixed-window-elastic-expiry"), journald("garden-api", 3307, "vps-7"))
case("unittest-restx-strategy", STRATEGY, "Flask-Limiter 4 in Flask-RESTX's tests (unittest), Python 3.13, GitHub Actions", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("python -m unittest -v test_plants"), github("python -m unittest -v test_plants"))
case("huey-secret-key", SECRET, "pydantic-settings in a Huey consumer in production, Python 3.13, compose prefix", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("timeout 15 huey_consumer huey_app.huey", ENVIRONMENT="production"), compose("huey-1", "postgres-1"))
case("granian-secret-key", SECRET, "pydantic-settings under granian on staging, Python 3.13, docker logs -t", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("timeout 10 granian --interface asgi --host 0.0.0.0 --port 8000 main:app", project_copy("gsecret", {"main.py": "from fastapi import FastAPI\n\nfrom app.core.config import settings\n\napp = FastAPI(title=settings.PROJECT_NAME)\n"}), ENVIRONMENT="staging"), docker_t)
case("huey-continuum-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum in a Huey task, psycopg 3, Python 3.13, compose prefix", 'relation "plants_version" does not exist',
     lambda: run("huey_consumer huey_versioned.huey -w 1 & P=$!; sleep 5; python -c 'from huey_versioned import store; store({\"sku\": \"HOST-08\", \"name\": \"Plantain lily\"})'; sleep 3; kill -INT $P; wait"), compose("huey-1", "postgres-1"))
case("aiohttp-continuum-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum behind aiohttp, psycopg2, Python 3.13, syslog lines", 'relation "plants_version" does not exist',
     lambda: serving("python aio_versioned.py", 8000, [post("/api/items", '{"sku": "SEDU-03", "name": "Stonecrop"}')], seen=False, DATABASE_URL=PSYCOPG.replace("psycopg:", "psycopg2:")), each_line(lambda t: f"{t:%b %d %H:%M:%S} vps-7 garden-api[2218]: "))
case("aiohttp-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum with PropertyModTracker behind aiohttp, psycopg2, Python 3.13, docker json-file", 'column \\"gate_no_mod\\" of relation \\"deliveries_version\\" does not exist',
     lambda: serving("python aio_versioned.py", 8000, [post("/api/items", '{"gate_no": 4}')], seen=False, TRACK="1", DATABASE_URL=PSYCOPG.replace("psycopg:", "psycopg2:")), json_file)
case("dramatiq-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum with PropertyModTracker in a Dramatiq actor, psycopg 3, Python 3.13, compose prefix", 'column "gate_no_mod" of relation "deliveries_version" does not exist',
     lambda: run("dramatiq dramatiq_versioned --processes 1 --threads 1 & P=$!; sleep 5; python -c 'import dramatiq_versioned as v; v.store.send({\"gate_no\": 7})'; sleep 3; kill $P; wait", TRACK="1"), compose("worker-1", "postgres-1"))
case("alembic-schema-permission", FAILS, "Alembic 1.20 with psycopg 3 as a role that may not create in schema public (PostgreSQL 15), Python 3.13, compose prefix", "permission denied for schema public",
     lambda: (sql("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'garden_app') THEN CREATE ROLE garden_app LOGIN PASSWORD 'garden-dev'; END IF; END $$"), sql("CREATE DATABASE fresh"), run("alembic upgrade head", alembic("mig1", {"1b6e40d7c2fa": (None, "create beds", "op.create_table('beds', sa.Column('id', sa.Integer, primary_key=True))")}, url="postgresql+psycopg://garden_app:garden-dev@db/fresh")), sql("DROP DATABASE fresh"))[2], compose("prestart-1", "prestart-1"))
case("alembic-uuid-extension", FAILS, "Alembic 1.20 with psycopg2: uuid_generate_v4() without its extension, Python 3.13, GitHub Actions", "function uuid_generate_v4() does not exist",
     lambda: run("alembic upgrade head", alembic("mig2", {**CHAIN, "e7a1093bd842": ("94c02ad35e1b", "public ids", "op.add_column('plants', sa.Column('public_id', sa.Uuid, server_default=sa.text('uuid_generate_v4()'), nullable=False))")})), github("alembic upgrade head"))
case("alembic-new-enum-value", FAILS, "Alembic 1.20 with psycopg 3: a new enum value used in the transaction that adds it, Python 3.13, containerd's log", 'unsafe use of new value "frozen" of enum type bed_state',
     lambda: (sql("SET ROLE garden; CREATE TYPE bed_state AS ENUM ('open', 'planted'); CREATE TABLE beds (id serial PRIMARY KEY, state bed_state DEFAULT 'open')"), run("alembic upgrade head", alembic("mig3", {**CHAIN, "5d20fa9e6c17": ("94c02ad35e1b", "frozen beds", "op.execute(\"ALTER TYPE bed_state ADD VALUE 'frozen'\"); op.execute(\"UPDATE beds SET state = 'frozen' WHERE id < 10\")")}, url=PSYCOPG)), sql("DROP TABLE beds; DROP TYPE bed_state"))[1], cri)
case("alembic-drop-dependents", FAILS, "Alembic 1.20 with psycopg2: a table that a foreign key depends on, `alembic upgrade head` in a terminal, Python 3.13", "cannot drop table customers because other objects depend on it",
     lambda: terminal(["alembic upgrade head"], cwd=alembic("mig4", {**CHAIN, "c81f7730d5ae": ("94c02ad35e1b", "customers move to the crm", "op.drop_table('customers')")}), prompt="root@5b8f0d2c9e11:/app# "))
case("alembic-autogenerate-lost-revision", LOST, "Alembic 1.20 `revision --autogenerate` after a change of branches, Python 3.13, in a terminal", "Can't locate revision identified by 'b04e77c1d9f3'",
     lambda: stamped("b04e77c1d9f3", lambda: terminal(["git checkout -q main; alembic revision --autogenerate -m 'add beds'".split("; ")[1]], cwd=alembic("mig5", CHAIN), at="/home/lea/garden", prompt="(.venv) lea@thinkpad:~/garden$ ")))
case("pytest-check-command-not-at-head", NOT_HEAD, "pytest with Alembic 1.20's command.check on a database that is behind, Python 3.13, GitHub Actions", "Target database is not up to date.",
     lambda: stamped("1b6e40d7c2fa", lambda: run("pytest -q -p no:cacheprovider", alembic("mig8", CHAIN, files={"tests/test_migrations.py": "from alembic import command\nfrom alembic.config import Config\n\n\ndef test_no_new_operations():\n    command.check(Config(\"alembic.ini\"))\n"}))), github("pytest -q"))
case("startup-not-at-head", NOT_HEAD, "the template's check at start-up (ERROR: alembic is NOT at head) with Alembic 1.20 in a restarted prestart container, Python 3.13, compose prefix", "alembic is NOT at head",
     lambda: stamped("1b6e40d7c2fa", lambda: run("for n in 1 2; do sh prestart.sh; done", alembic("mig9", CHAIN, files={"prestart.sh": "#! /usr/bin/env sh\nset -e\ncurrent=$(alembic current 2>/dev/null | cut -d' ' -f1)\nhead=$(alembic heads | cut -d' ' -f1)\nif [ \"$current\" != \"$head\" ]; then\n  echo \"ERROR: alembic is NOT at head (current: $current, head: $head)\" >&2\n  exit 1\nfi\n"}))), compose("backend-1", "postgres-1"))
