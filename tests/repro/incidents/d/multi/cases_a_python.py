"""Python stacks as `docker compose up` and `docker compose logs -t` print them. The first id is the one to fix first."""

TABLE, COLUMN, KEY = "postgres/undefined-table", "postgres/undefined-column", "postgres/duplicate-key"
PASSWORD, REFUSED, SERVER = "postgres/password-authentication-failed", "postgres/connection-refused-at-start", "postgres/connection-to-server-failed"
REDIS, DOUBLE = "redis/connection-refused", "redis/url-double-password"
LOST, FAILS, BEHIND, NO_ALEMBIC = "alembic/cant-locate-revision", "alembic/upgrade-head-fails", "alembic/not-at-head", "python/alembic-not-found"
SECRET, HEALTH, UNHEALTHY, BLANK = "config/secret-key-changethis", "http/health-check-503", "ci/backend-not-healthy", "http/500-without-details"
ORIGIN, MASKED, REDIRECT = "cors/origin-not-allowed", "cors/backend-crash-masked", "cors/redirect-drops-headers"
CASCADE, LIMITED, LOOP, NETWORK = "ratelimit/cascade-locks-frontend", "gateway/429-rate-limited", "frontend/auth-redirect-loop", "frontend/network-error-hangs"
JWT, LOGIN, STRATEGY, ENUM = "auth/jwt-could-not-validate", "auth/invalid-credentials-no-admin", "ratelimit/invalid-strategy", "graphql/strawberry-object-is-not-an-enum"
LIBMAGIC, STAGE, SCRIPT, PSQLVAR = "docker/cached-layer-missing-dependency", "docker/multistage-missing-packages", "docker/script-not-mounted", "postgres/psql-variable-in-dollar-quote"
FOREIGN, RESERVED, VERSIONS, MODS = "sqlalchemy/ambiguous-foreign-keys", "sqlalchemy/reserved-attribute-metadata", "sqlalchemy/continuum-version-table-name", "sqlalchemy/continuum-mod-columns"
COPY, PORT, VARIABLE = "docker/copy-source-not-found", "docker/port-already-allocated", "docker/compose-variable-not-set"
NO_MAGIC = "unshare -m sh -c 'for f in /usr/lib/x86_64-linux-gnu/libmagic.so.1*; do mount --bind /dev/null \"$(realpath $f)\" 2>/dev/null; done; exec \"$@\"' sh "
API = "http://backend:8000"
UVICORN = "uvicorn app.main:app --host 0.0.0.0 --port 8000"
CELERY = "celery -A app.worker worker -c 1 -l INFO --without-gossip --without-mingle"
OLD = "postgresql://courier:before-rotation@db:5432/courier"


def nginx(rig):
    return rig.start("nginx", "nginx -c /app/backend/nginx.conf", "backend").port("web", 80)


def site(rig, path, times=1):
    return rig.get("http://web:80" + path, times, 0.02)


@case("compose-up-asyncpg-not-there", REFUSED, "docker compose up: FastAPI with asyncpg opens its pool in the lifespan and is refused, four restarts; Celery and Redis are well, nginx 1.22 answers 502", "ConnectionRefusedError: [Errno 111] Connection refused")
def _():
    put("backend/pool_main.py", "import os\nfrom contextlib import asynccontextmanager\n\nimport asyncpg\nfrom fastapi import FastAPI\n\n\n@asynccontextmanager\nasync def lifespan(app):\n    app.state.pool = await asyncpg.create_pool(os.environ['DATABASE_URL'], min_size=2)\n    yield\n    await app.state.pool.close()\n\n\napp = FastAPI(lifespan=lifespan)\n")
    with Rig() as rig:
        nginx(rig.redis())
        rig.start("worker", CELERY, "backend").wait("worker", "ready.")
        rig.start("backend", "uvicorn pool_main:app --host 0.0.0.0 --port 8000", "backend", restarts=3)
        for _ in range(6):
            site(rig, "/", 8).sleep(1)
        rig.stop()
        return rig.v2()


@case("django-entrypoint-old-volume", f"{PASSWORD} {SERVER}", "docker compose up: an entry point's `manage.py migrate` (Django 5.2, psycopg 3) is refused for its password, five restarts; PostgreSQL's log beside it, nginx 502", 'password authentication failed for user "courier"')
def _():
    with Rig() as rig:
        nginx(rig.pg().redis())
        rig.start("web", "bash -c 'echo \"Running migrations…\"; python manage.py migrate --noinput && exec gunicorn -b 0.0.0.0:8000 django_shop.wsgi'", "backend", restarts=4, DATABASE_URL=OLD)
        for _ in range(7):
            site(rig, "/api/shipments/", 5).sleep(1.2)
        rig.stop()
        return rig.v2()


@case("django-migration-not-made-column", COLUMN, "docker compose logs -t by service, nginx first: migrate says `No migrations to apply` with a warning, then DRF misses the column in 40 of 400 requests; Celery's task too", "column shipments_shipment.carrier_code does not exist")
def _():
    with Rig() as rig:
        nginx(rig.pg().redis())
        sh("python manage.py migrate", "backend")
        rig.start("web", "bash -c 'python manage.py migrate --noinput && exec gunicorn -w 2 -b 0.0.0.0:8000 --access-logfile - django_shop.wsgi'", "backend").port("backend", 8000)
        rig.start("celery", "celery -A django_shop worker -c 1 -l INFO", "backend").wait("celery", "ready.")
        for _ in range(20):
            site(rig, "/api/labels/", 18)
            site(rig, "/api/shipments/", 2)
        rig.stop()
        return rig.v2t(order=["nginx", "web", "celery", "redis", "db"])


@case("django-redis-cart-and-celery", REDIS, "docker compose up: no Redis; django-redis pages fail (500), celery worker and beat reconnect for ever; migrations and other pages are well", "Error 111 connecting to redis:6379. Connection refused.")
def _():
    with Rig() as rig:
        nginx(rig.pg())
        rig.start("web", "bash -c 'python manage.py migrate --noinput && exec gunicorn -w 2 -b 0.0.0.0:8000 --access-logfile - django_shop.wsgi'", "backend", REDIS_URL="redis://redis:6379/1").port("backend", 8000)
        rig.start("worker", "celery -A django_shop worker -c 1 -l INFO", "backend").start("beat", "celery -A django_shop beat -l INFO -s /app/run/beat", "backend")
        for _ in range(12):
            site(rig, "/api/labels/", 12)
            site(rig, "/api/cart/", 2).sleep(0.5)
        rig.stop()
        return rig.v2()


@case("audit-handler-fails-while-handling", COLUMN, "docker compose logs -t: FastAPI's middleware writes an audit record to the session that failed: InFailedSqlTransaction `During handling of the above exception`, 30 times; PostgreSQL's log last", 'column "leg_count" does not exist')
def _():
    with Rig() as rig:
        rig.pg().start("backend", "uvicorn app.audit_main:app --host 0.0.0.0 --port 8000", "backend").port("backend", 8000)
        for n in range(30):
            rig.get(f"{API}/api/v1/tracking/PX{40100 + n}", 9, 0.003).get(f"{API}/api/v1/routes/{n}")
        rig.stop()
        return rig.v2t(order=["backend", "db"])


@case("celery-autoretry-duplicate", KEY, "docker compose logs worker: Celery 5.7 retries an import four times for a key that is there, among 200 good tasks", 'duplicate key value violates unique constraint "customers_email_key"')
def _():
    with Rig() as rig:
        rig.pg().redis().start("worker", CELERY, "backend").wait("worker", "ready.")
        sh("python -c \"from app.worker import import_customer as i; [i.delay(f'new{n}@example.com' if n % 25 != 9 else f'c{n}@example.com') for n in range(200)]\"", "backend")
        rig.sleep(9).stop()
        return rig.v2(only=["worker"])


@case("celery-invoices-table-beat", TABLE, "docker compose up: worker and beat; every tenth task misses a table, the API's page too; Redis and PostgreSQL log beside", 'relation "invoices" does not exist')
def _():
    with Rig() as rig:
        rig.redis().pg().start("backend", UVICORN, "backend").start("worker", CELERY, "backend").start("beat", "celery -A app.worker beat -l INFO -s /app/run/beat2", "backend").port("backend", 8000).wait("worker", "ready.")
        for n in range(8):
            rig.get(f"{API}/api/v1/tracking/PX40007", 20, 0.01).get(f"{API}/api/v1/invoices", 1)
            sh("python -c \"from app.worker import bill; [bill.delay(n) for n in range(3)]\"", "backend")
        rig.sleep(2).stop()
        return rig.v2()


@case("settings-changethis-all-services", SECRET, "docker compose up: backend, worker and beat import the same settings (pydantic-settings), each restarted four times; nginx 502; PostgreSQL and Redis are well", 'The value of SECRET_KEY is "changethis", for security, please change it')
def _():
    with Rig() as rig:
        nginx(rig.pg().redis())
        env = dict(SECRET_KEY="changethis", ENVIRONMENT="staging")
        rig.start("worker", CELERY, "backend", restarts=3, delay=1, **env).start("beat", "celery -A app.worker beat -l INFO -s /app/run/beat3", "backend", restarts=3, delay=1, **env).start("backend", UVICORN, "backend", restarts=3, delay=1, **env)
        for _ in range(8):
            site(rig, "/api/v1/tracking/PX40007", 4).sleep(1.5)
        rig.stop()
        return rig.v2()


@case("secret-then-deploy-waits", f"{SECRET} {UNHEALTHY}", "GitHub Actions: 900 tests of node, compose's lines of a prestart that refuses the secret, then the deploy step waits 120 times", ['The value of SECRET_KEY is "changethis", for security, please change it', "Backend did not become healthy within 120s"], wrap=github("./scripts/deploy.sh staging"))
def _():
    with Rig() as rig:
        rig.pg().run("prestart", "python -c 'import app.settings'", "backend", SECRET_KEY="changethis", ENVIRONMENT="staging")
        wait = Rig()
        with wait:
            wait.run("deploy", f"sh wait_ready.sh {API}/api/v1/utils/health-check/", "backend")
        return node_tests(900) + rig.v2() + wait.bare()


@case("shared-models-metadata", RESERVED, "docker compose logs -t: backend (uvicorn) and Celery import one model module, both restart; nginx 502 first", "Attribute name 'metadata' is reserved")
def _():
    for n, body in (("__init__", ""), ("models", "from sqlalchemy import JSON, String\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\nclass WebhookDelivery(Base):\n    __tablename__ = \"webhook_deliveries\"\n    id: Mapped[int] = mapped_column(primary_key=True)\n    url: Mapped[str] = mapped_column(String(400))\n    metadata: Mapped[dict] = mapped_column(JSON)\n"),
                    ("main", "from fastapi import FastAPI\n\nfrom hooks import models\n\napp = FastAPI()\n"), ("worker", "import os\n\nfrom celery import Celery\n\nfrom hooks.models import WebhookDelivery\n\ncelery = Celery(broker=os.environ['REDIS_URL'])\n")):
        put(f"backend/hooks/{n}.py", body)
    with Rig() as rig:
        nginx(rig.redis())
        rig.start("backend", "uvicorn hooks.main:app --host 0.0.0.0 --port 8000", "backend", restarts=3).start("worker", "celery -A hooks.worker worker -l INFO", "backend", restarts=3)
        for _ in range(6):
            site(rig, "/", 10).sleep(1)
        rig.stop()
        return rig.v2t(order=["nginx", "redis", "backend", "worker"])


@case("too-many-clients", SERVER, "docker compose up: PostgreSQL allows 11 connections; uvicorn's pool and a report job take them, the job's tenth is turned away (psycopg2) and it ends; access log around", 'failed: FATAL:  sorry, too many clients already')
def _():
    with Rig() as rig:
        rig.pg("ALTER SYSTEM SET max_connections = 11", "ALTER SYSTEM SET superuser_reserved_connections = 0").redis()
        rig.start("backend", UVICORN, "backend").port("backend", 8000)
        rig.get(f"{API}/api/v1/tracking/PX40007", 150, 0.004)
        rig.start("report", "python -c \"import os, time, psycopg2\nopen_ = []\nfor n in range(10):\n    open_.append(psycopg2.connect(os.environ['DATABASE_URL'])); print('report: region', n, 'started', flush=True); time.sleep(.2)\ntime.sleep(60)\"", "backend").sleep(3)
        threads = [threading.Thread(target=lambda: rig.get(f"{API}/api/v1/tracking/PX40#", 9)) for _ in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        rig.stop()
        return rig.v2()


@case("no-pg-hba-entry", f"{SERVER} {HEALTH}", "docker compose logs -t: PostgreSQL's pg_hba.conf lets in another network only; FastAPI's pages and its health check (503) fail", 'failed: FATAL:  no pg_hba.conf entry for host')
def _():
    put("backend/hba_main.py", "from app import main\nfrom fastapi.responses import JSONResponse\nfrom sqlalchemy import text\nfrom app.db import engine\n\napp = main.app\n\n\n@app.get('/health')\ndef ready():\n    bad = []\n    try:\n        with engine.connect() as db:\n            db.execute(text('SELECT 1'))\n    except Exception:\n        bad.append('postgres')\n    return JSONResponse({'success': not bad, 'message': 'Service Unavailable' if bad else 'OK', 'data': bad}, 503 if bad else 200)\n")
    with Rig() as rig:
        rig.pg(hold=True)
        hba = f"{HOME}/run/db/pg_hba.conf"
        text = open(hba).read().replace("host all all all scram-sha-256", "host all all 10.8.0.0/16 scram-sha-256")
        open(hba, "w").write(text)
        rig.boot().redis().start("backend", "uvicorn hba_main:app --host 0.0.0.0 --port 8000", "backend").port("backend", 8000)
        rig.get(f"{API}/", 40)
        for _ in range(8):
            rig.get(f"{API}/api/v1/tracking/PX40009", 2).get(f"{API}/", 10)
        rig.run("healthcheck", f"for n in 1 2 3 4; do curl -s {API}/health; echo; sleep 1; done").stop()
        return rig.v2t(order=["healthcheck", "backend", "db"])


@case("random-key-per-worker", JWT, "gunicorn with 3 uvicorn-like workers, each with a random key: of 300 reads with a fresh token two thirds are 401; docker compose logs with a client's lines", "Could not validate credentials")
def _():
    put("backend/two_keys.py", "import sys, json, time, urllib.request, urllib.error\nbase = 'http://backend:8000/api/v1'\ndef call(path, data=None, **headers):\n    request = urllib.request.Request(base + path, data and json.dumps(data).encode(), {'Content-Type': 'application/json', **headers})\n    try:\n        return 200, json.load(urllib.request.urlopen(request))\n    except urllib.error.HTTPError as error:\n        return error.code, json.load(error)\n"
        "token = call('/login/access-token', {'username': 'ops@example.com', 'password': 'parcel-ops'})[1]['access_token']\nfor n in range(300):\n    status, body = call('/users/me', Authorization='Bearer ' + token)\n    print(f'poll {n}: {status} {json.dumps(body)}', flush=True)\n")
    with Rig() as rig:
        rig.pg("INSERT INTO users (email, hashed_password) VALUES ('ops@example.com', 'parcel-ops')").redis()
        rig.start("backend", UVICORN + " --workers 3", "backend", RANDOM_KEY="1").port("backend", 8000).sleep(6)
        rig.run("dashboard", "python two_keys.py", "backend").stop()
        return rig.v2(only=["backend", "dashboard"])


@case("enum-type-already-exists", FAILS, "docker compose up: prestart's `alembic upgrade head` trips over an enum type that is there, restarted five times; the backend serves on", 'type "parcelstatus" already exists')
def _():
    alembic("backend/db1", {"3e1f": (None, "pass"), "77ac": ("3e1f", "op.add_column('parcels', sa.Column('status', sa.Enum('new', 'sent', name='parcelstatus')))\n    sa.Enum('new', 'sent', name='parcelstatus').create(op.get_bind())")})
    with Rig() as rig:
        rig.pg("SET ROLE courier", "CREATE TYPE parcelstatus AS ENUM ('new', 'sent')", "RESET ROLE", *stamped_as("3e1f")).redis()
        rig.start("backend", UVICORN, "backend").port("backend", 8000).start("prestart", "alembic upgrade head", "backend/db1", restarts=4)
        rig.get(f"{API}/api/v1/tracking/PX40007", 200, 0.03).sleep(3).stop()
        return rig.v2()


@case("entrypoint-heads-nginx-502", FAILS, "docker compose logs -t by service: `set -e; alembic upgrade head; exec uvicorn`, two heads after a merge, six restarts; nginx's 502 lines stand first", "Multiple head revisions are present for given argument 'head'")
def _():
    alembic("backend/db2", {"10aa": (None, "pass"), "20bb": ("10aa", "pass"), "30cc": ("10aa", "pass")})
    with Rig() as rig:
        nginx(rig.pg())
        rig.start("backend", "bash -ec 'echo \"[entrypoint] running migrations\"; alembic upgrade head; echo \"[entrypoint] starting\"; exec uvicorn app.main:app --host 0.0.0.0 --port 8000'", "backend/db2", restarts=5)
        for _ in range(12):
            site(rig, "/api/v1/parcels", 14).sleep(0.7)
        rig.stop()
        return rig.v2t(order=["nginx", "backend", "db"])


@case("not-at-head-then-column", f"{BEHIND} {COLUMN}", "docker compose up: prestart's check says that Alembic is not at head and ends with 1; the backend that runs misses a column", ["ERROR: alembic is NOT at head", "column parcels.delivery_window does not exist"])
def _():
    alembic("backend/db3", {"a001": (None, "pass"), "b002": ("a001", "op.add_column('parcels', sa.Column('delivery_window', sa.Text))")})
    put("backend/db3/prestart.sh", "set -e\necho 'prestart: verifying migrations'\ncur=$(alembic current 2>/dev/null | cut -d' ' -f1)\nhead=$(alembic heads 2>/dev/null | cut -d' ' -f1)\necho \"current=$cur head=$head\"\nif [ \"$cur\" != \"$head\" ]; then echo 'ERROR: alembic is NOT at head'; exit 1; fi\n")
    with Rig() as rig:
        rig.pg(*stamped_as("a001")).redis()
        rig.run("prestart", "sh prestart.sh", "backend/db3").start("backend", UVICORN, "backend").port("backend", 8000)
        for _ in range(10):
            rig.get(f"{API}/api/v1/tracking/PX40010", 12, 0.01).get(f"{API}/api/v1/parcels", 2)
        rig.stop()
        return rig.v2()


@case("lost-revision-restart-loop", LOST, "docker compose logs -t: an entry point's Alembic cannot locate a revision, seven restarts (SQLAlchemy asyncpg template), the worker and nginx beside it", "Can't locate revision identified by 'f3a9c1d20b77'")
def _():
    alembic("backend/db4", {"a001": (None, "pass"), "b002": ("a001", "pass")}, url="postgresql+asyncpg://courier:parcel-pass@db:5432/courier", template="async")
    with Rig() as rig:
        nginx(rig.pg(*stamped_as("f3a9c1d20b77")).redis())
        rig.start("worker", CELERY, "backend").start("backend", "bash -ec 'alembic upgrade head; exec uvicorn app.main:app'", "backend/db4", restarts=6)
        for _ in range(8):
            site(rig, "/api/v1/parcels", 6).sleep(1.2)
        rig.stop()
        return rig.v2t()


@case("nightly-script-missing-among-3000", SCRIPT, "docker compose logs -t: 3,000 good requests, in their middle a scheduler's container cannot open its script, which is not mounted", "can't open file '/app/scripts/nightly_settlement.py': [Errno 2] No such file or directory")
def _():
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN, "backend").port("backend", 8000)
        rig.get(f"{API}/api/v1/tracking/PX40010", 1500, 0.0005)
        rig.run("scheduler", "echo 'job settlement: start'; python3 /app/scripts/nightly_settlement.py; echo \"job settlement: exit code $?\"")
        rig.get(f"{API}/api/v1/tracking/PX40011", 1500, 0.0005).stop()
        return rig.v2t()


@case("limiter-double-password", DOUBLE, "docker compose up: the Redis URL is written with the password twice; redis-py's AuthenticationError in 30 pages; pages without Redis go on", ["redis://:parcel-cache@:parcel-cache@redis:6379/0", "invalid username-password pair"])
def _():
    put("backend/limit_main.py", "import logging\n\nfrom app import main\nfrom app.settings import settings\n\nlogging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s %(message)s')\nlogging.getLogger('app.startup').info('broker and cache: %s', settings.REDIS_URL)\napp = main.app\n")
    with Rig() as rig:
        rig.pg().redis("--requirepass parcel-cache")
        rig.start("backend", "uvicorn limit_main:app --host 0.0.0.0 --port 8000", "backend", REDIS_URL="redis://:parcel-cache@:parcel-cache@redis:6379/0").port("backend", 8000)
        for _ in range(15):
            rig.get(f"{API}/api/v1/tracking/PX40011", 12, 0.004).get(f"{API}/api/v1/basket", 2)
        rig.stop()
        return rig.v2()


@case("uploads-libmagic-worker-too", LIBMAGIC, "docker compose logs -t: libmagic is not in the image; uvicorn and Celery fail at import, restarted; nginx 502 and PostgreSQL around", "failed to find libmagic.  Check your installation")
def _():
    put("backend/uploads/__init__.py", "")
    put("backend/uploads/sniff.py", "import magic\n\n\ndef kind(data):\n    return magic.from_buffer(data, mime=True)\n")
    put("backend/uploads/main.py", "from fastapi import FastAPI\n\nfrom uploads.sniff import kind\n\napp = FastAPI()\n")
    put("backend/uploads/worker.py", "import os\nfrom celery import Celery\nfrom uploads.sniff import kind\n\ncelery = Celery(broker=os.environ['REDIS_URL'])\n")
    with Rig() as rig:
        nginx(rig.pg().redis())
        rig.start("backend", NO_MAGIC + "/opt/venv/bin/uvicorn uploads.main:app --host 0.0.0.0 --port 8000", "backend", restarts=3).start("worker", NO_MAGIC + "/opt/venv/bin/celery -A uploads.worker worker -l INFO", "backend", restarts=3)
        for _ in range(7):
            site(rig, "/api/v1/files", 9).sleep(1)
        rig.stop()
        return rig.v2t(order=["nginx", "db", "backend", "worker"])


@case("key-in-seed-blocks-deploy", f"{KEY} {UNHEALTHY}", "GitLab: a prestart's initial data meets a key that is there and ends with 1; before it 500 tests, after it a deploy step that waits 120 times", ['duplicate key value violates unique constraint "users_email_key"', "Backend did not become healthy within 120s"], wrap=gitlab("deploy_staging", "./scripts/deploy.sh staging"))
def _():
    put("backend/app/initial_data.py", "import logging\n\nfrom app.db import SessionLocal\nfrom app.models import User\n\nlogging.basicConfig(level=logging.INFO)\nlog = logging.getLogger(__name__)\n\n\ndef main():\n    log.info('Creating initial data')\n    with SessionLocal() as db:\n        db.add(User(email='admin@example.com', hashed_password='x'))\n        db.commit()\n    log.info('Initial data created')\n\n\nmain()\n")
    with Rig() as rig:
        rig.pg("INSERT INTO users (email, hashed_password) VALUES ('admin@example.com', 'y')").run("prestart", "python -m app.initial_data", "backend")
        with Rig() as wait:
            wait.run("deploy", f"sh wait_ready.sh {API}/api/v1/utils/health-check/", "backend")
        return node_tests(500) + rig.v2(only=["prestart"]) + wait.bare()


def node_tests(count):
    put("run/many.test.mjs", f"import test from 'node:test'; import assert from 'node:assert';\nfor (let g = 0; g < {count // 25}; g++) test('zone ' + g, async (t) => {{ for (let n = 0; n < 25; n++) await t.test('rate ' + n, () => assert.ok(n >= 0)); }});\n")
    return sh("node --test --test-reporter=spec run/many.test.mjs")
