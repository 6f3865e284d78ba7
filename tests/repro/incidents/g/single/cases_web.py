"""More Python 3.13, PHP, Terraform."""
READY = '''from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sanic import Sanic
from sanic.response import json
from sqlalchemy import create_engine

engine = create_engine("postgresql+psycopg://garden:garden-dev@db/garden")
heads = set(ScriptDirectory.from_config(Config("alembic.ini")).get_heads())
app = Sanic("ready")


@app.get("/health")
async def health(request):
    with engine.connect() as connection:
        at_head = set(MigrationContext.configure(connection).get_current_heads()) == heads
    if not at_head:
        return json({"success": False, "message": "Service Unavailable", "data": ["migrations_not_at_head"]}, status=503)
    return json({"success": True, "message": "OK", "data": []})
'''


def hba(line):
    path = f"{HOME}/db/pg_hba.conf"
    if line not in open(path).read():
        open(path, "a").write(line + "\n")
        sql("SELECT pg_reload_conf()")
        time.sleep(0.5)


case("phpunit-undefined-table", TABLE, "PHPUnit 9.6 with PDO, PHP 8.2, GitHub Actions", 'relation "orders" does not exist',
     lambda: tool("phpunit --colors=never --do-not-cache-result tests", "php"), github("vendor/bin/phpunit"))
case("php-server-no-database", SERVER, "pg_connect under PHP 8.2's built-in server, docker logs -t", 'database &quot;garden_shop&quot; does not exist',
     lambda: serving("php -d display_errors=0 -d log_errors=1 -d error_log= -S 0.0.0.0:8000", 8000, ["curl -s -o /dev/null localhost:8000/"], cwd="php", python=False, seen=False, PGPASSWORD="garden-dev", PATH="/usr/bin:/bin"), docker_t)
case("terraform-psql-dollar-quote", DOLLAR, "psql 15 -v in a local-exec of Terraform", 'syntax error at or near ":"',
     lambda: tool("terraform init -no-color >/dev/null; terraform apply -auto-approve -no-color", project("tf", {"main.tf": 'resource "terraform_data" "roles" {\n  triggers_replace = [filesha256("${path.module}/roles.sql")]\n\n  provisioner "local-exec" {\n    command = "psql -X -v ON_ERROR_STOP=1 -v app_password=$APP_PASSWORD -f roles.sql"\n  }\n}\n', "roles.sql": ROLES}), PATH="/usr/local/bin:/usr/bin:/bin", APP_PASSWORD="app-dev", CHECKPOINT_DISABLE="1"))
case("sanic-redis-double-password", DOUBLE, "redis.asyncio in a Sanic listener, Python 3.13, compose prefix", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "AuthenticationError: invalid username-password pair"],
     lambda: run("timeout 20 sanic sanic_cache:app --host 0.0.0.0 --port 8000 --single-process", REDIS_URL=DOUBLE_URL), compose("cache-api-1", "postgres-1"))
case("apscheduler-ambiguous-keys", FOREIGN, "SQLAlchemy 2.1 in an APScheduler job, Python 3.13, journald", "Could not determine join condition between parent/child tables on relationship Driver.routes",
     lambda: run("timeout 8 python scheduler.py"), journald("garden-rota", 977, "vps-7"))
case("xdist-secret-key", SECRET, "pydantic-settings in pytest with xdist on staging, Python 3.13, GitLab", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("python -m pytest -n 2 -p no:cacheprovider test_settings.py", ENVIRONMENT="staging"), gitlab)
case("daphne-channels-enum", ENUM, "Strawberry's Channels consumer, Django under Daphne, Python 3.13, containerd's log; rich's box of 80 columns", ["error: strawberry.enum can only be used with subclasses of Enum. Provided", "object `DeliveryState` is not an enum."],
     lambda: run("timeout 20 daphne -b 0.0.0.0 -p 8000 shop.asgi:application", "site"), cri)
case("ninja-script-name", NAME, "Django Ninja's script API under gunicorn with python-json-logger, Python 3.13, as it came", "NameError: name 'numpy' is not defined",
     lambda: serving("gunicorn shop.wsgi -b 0.0.0.0:8000", 8000, ["curl -s -o /dev/null -H 'content-type: application/json' -d '{\"source\": \"result = numpy.mean([4, 8])\"}' backend:8000/api/scripts/average-height"], cwd="site", seen=False))
case("ninja-script-timeout", TIMEOUT, "Django Ninja's script API under gunicorn with python-json-logger, Python 3.13, compose prefix", "ScriptTimeoutError: Script execution timed out after 2 seconds",
     lambda: serving("gunicorn shop.wsgi -b 0.0.0.0:8000", 8000, ["curl -s -o /dev/null -H 'content-type: application/json' -d '{\"source\": \"while True: pass\"}' backend:8000/api/scripts/rota"], cwd="site", seen=False), compose("scripts-1", "postgres-1"))
case("flask-routes-strategy", STRATEGY, "Flask-Limiter 4: `flask routes` of an app factory, Python 3.13, in a terminal", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: terminal(["flask --app 'limited_restx:create_app(RATELIMIT_STRATEGY=\"fixed-window-elastic-expiry\")' routes"], at="/home/lea/garden", prompt="(.venv) lea@thinkpad:~/garden$ "))
case("lwp-health-not-at-head", f"{NOT_HEAD} {HEALTH}", "a health check of Sanic with Alembic 1.20 as lwp-request -Sed shows it, Python 3.13, journald", "migrations_not_at_head",
     lambda: stamped("1b6e40d7c2fa", lambda: (lambda name: serving("sanic ready:app --host 0.0.0.0 --port 8000 --single-process", 8000, [lambda: run("lwp-request -m GET -Se http://backend:8000/health", name, python=False)], cwd=name, wrote=False))(alembic("mig10", CHAIN, url=PSYCOPG, files={"ready.py": READY}))), journald("uptime-check", 28811, "vps-7"))
case("init-container-lost-revision", LOST, "an init container that runs Alembic 1.17's upgrade head again and again, Python 3.12, containerd's log", "Can't locate revision identified by '02d5f1aa9c60'",
     lambda: py312(lambda: stamped("02d5f1aa9c60", lambda: run("for n in 1 2 3; do tini -- python -m alembic -x env=prod upgrade head; sleep 1; done", alembic("mig11", CHAIN)))), cri)
case("ci-pip-then-lost-revision", LOST, "a deploy job: pip install -r, then Alembic 1.20 upgrade head, Python 3.13, GitHub Actions", "Can't locate revision identified by '7c44be0a31d5'",
     lambda: stamped("7c44be0a31d5", lambda: run("set -e; python -m pip list --format=freeze --disable-pip-version-check >/dev/shm/ga-requirements.txt; python -m pip install --no-index --root-user-action=ignore --disable-pip-version-check -r /dev/shm/ga-requirements.txt; alembic upgrade head; echo deployed", alembic("mig12", CHAIN))), github("./deploy/migrate.sh"))
case("reindexdb-nologin", SERVER, "reindexdb 15 by a role without LOGIN, PowerShell's UTF-16", 'role "garden_jobs" is not permitted to log in',
     lambda: (sql("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'garden_jobs') THEN CREATE ROLE garden_jobs PASSWORD 'garden-dev'; END IF; END $$"), hba("host all garden_jobs 172.24.0.0/16 scram-sha-256"), tool("reindexdb -d garden -U garden_jobs; vacuumdb -d garden -U garden_jobs --analyze-only"))[2], powershell)
case("behave-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum with PropertyModTracker in behave, psycopg 3, Python 3.13, GitLab", 'column "gate_no_mod" of relation "deliveries_version" does not exist',
     lambda: run("behave --no-color", TRACK="1", PYTHONPATH="."), gitlab)
case("ipython-continuum-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum in IPython (its own traceback), psycopg 3, Python 3.13, as it came", 'relation "plants_version" does not exist',
     lambda: run("ipython --no-banner --no-confirm-exit --colors=NoColor -c 'from versioned import save; save(sku=\"HEUC-11\", name=\"Coral bells\")'"))
case("ipython-enum", ENUM, "Strawberry's schema imported in IPython (its own traceback), Python 3.13, GitHub Actions", "DeliveryState is not an enum",
     lambda: run("ipython --no-banner --no-confirm-exit --colors=NoColor -c 'from schema import schema; print(schema.as_str())'"), github("ipython -c 'from schema import schema; print(schema.as_str())' > schema.graphql"))
case("huey-script-name", NAME, "a Huey task that runs users' scripts, Python 3.13, docker json-file", "NameError: name 'polars' is not defined",
     lambda: run("huey_consumer huey_scripts.huey -w 1 -k process & P=$!; sleep 4; python -c 'from huey_scripts import run_script; run_script(\"sales\", \"frame = polars.DataFrame([1])\")'; sleep 3; kill -INT $P; wait"), json_file)
case("huey-script-timeout", TIMEOUT, "a Huey task (process workers) that runs users' scripts with SIGALRM, Python 3.13, containerd's log", "ScriptTimeoutError: script 'stock-sweep' did not finish within 2 seconds",
     lambda: run("huey_consumer huey_scripts.huey -w 1 -k process & P=$!; sleep 4; python -c 'from huey_scripts import run_script; run_script(\"stock-sweep\", \"while True: 1\")'; sleep 5; kill -INT $P; wait"), cri)
case("granian-wsgi-strategy", STRATEGY, "Flask-Limiter 4 in an app factory under granian's WSGI, Python 3.13, docker logs -t", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("timeout 10 granian --interface wsgi --host 0.0.0.0 --port 8000 wsgi:app", project_copy("gstrategy", {"wsgi.py": "from limited_restx import create_app\n\napp = create_app(RATELIMIT_STRATEGY=\"fixed-window-elastic-expiry\")\n"})), docker_t)
case("dramatiq-secret-key", SECRET, "pydantic-settings in a Dramatiq worker in production: FIRST_SUPERUSER_PASSWORD is the template's, Python 3.13, journald", 'The value of FIRST_SUPERUSER_PASSWORD is "changethis", for security, please change it',
     lambda: run("timeout -s INT 10 dramatiq worker_settings --processes 1 --threads 1", project_copy("gdram", {"worker_settings.py": "import dramatiq\nfrom dramatiq.brokers.redis import RedisBroker\n\nfrom app.core.config import settings\n\ndramatiq.set_broker(RedisBroker(url=\"redis://:dev-redis-pw@redis:6379/7\"))\n"}), ENVIRONMENT="production", SECRET_KEY="6f0d2c41", POSTGRES_PASSWORD="garden-dev"), journald("garden-worker", 3318, "vps-7"))
case("huey-ambiguous-keys", FOREIGN, "SQLAlchemy 2.1 in a Huey task, Python 3.13, folded at 120", "Could not determine join condition between parent/child tables on relationship",
     lambda: run("huey_consumer huey_drivers.huey -w 1 & P=$!; sleep 4; python -c 'from huey_drivers import rota; rota()'; sleep 3; kill -INT $P; wait", project_copy("ghuey", {"huey_drivers.py": "from huey import RedisHuey\nfrom sqlalchemy import create_engine, select\nfrom sqlalchemy.orm import Session\n\nfrom models import Driver\n\nhuey = RedisHuey(\"drivers\", url=\"redis://:dev-redis-pw@redis:6379/8\")\nengine = create_engine(\"postgresql+psycopg://garden:garden-dev@db/garden\")\n\n\n@huey.task()\ndef rota():\n    with Session(engine) as session:\n        return len(session.scalars(select(Driver)).all())\n"})), fold(120))
