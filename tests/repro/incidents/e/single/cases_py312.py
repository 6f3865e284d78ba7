"""Python 3.12 at /usr/local, code in /app: FastAPI 0.111, SQLAlchemy 2.0, Django 5.1, Flask 3.0, Celery 5.4."""
ADD = "curl -s -o /dev/null -H 'content-type: application/json' -d '{}' backend:8000{}"


def site(command, **variables):
    return run(command, "app/site", **variables)


MIG = {"5d2a9c01b7e4": (None, "create piers", "pass"), "61f0aa37c9d2": ("5d2a9c01b7e4", "add cranes", "pass")}
case("fastapi-gunicorn-undefined-column", COLUMN, "FastAPI 0.111 with SQLAlchemy 2.0 and psycopg2 2.9 under gunicorn 22 with uvicorn's workers, Python 3.12, docker json-file", "column vessels.flag_state does not exist",
     lambda: serving("gunicorn main:app -k uvicorn.workers.UvicornWorker -b 0.0.0.0:8000", 8000, ["curl -s -o /dev/null backend:8000/healthz; curl -s -o /dev/null backend:8000/api/v1/vessels"], seen=False), json_file)
case("dbt-undefined-column", COLUMN, "dbt 1.8 with dbt-postgres: `dbt run`, Python 3.12, GitLab", 'column "flag" does not exist',
     lambda: run("dbt --no-send-anonymous-usage-stats run --profiles-dir . --project-dir . --target-path target --log-path logs --no-use-colors", "app/dbt"), gitlab)
case("celery-task-undefined-table", TABLE, "a Celery 5.4 worker's task with SQLAlchemy 2.0 and psycopg2 2.9, Python 3.12, containerd's log", 'relation "invoices" does not exist',
     lambda: run("celery -A tasks worker -l info -P solo & P=$!; sleep 9; python -c 'from tasks import send_invoices; send_invoices.delay()'; sleep 4; kill $P; wait"), cri)
case("waitress-undefined-table", TABLE, "Flask-SQLAlchemy 3.1 under waitress 3, Python 3.12, journald", 'relation "bookings" does not exist',
     lambda: serving("waitress-serve --listen=0.0.0.0:8000 flaskapp:app", 8000, ["curl -s -o /dev/null backend:8000/bookings"], seen=False), journald("waitress", 2207, "vps-31"))
case("django-loaddata-duplicate-key", KEY, "Django 5.1's `manage.py loaddata` with psycopg 3.2, Python 3.12, compose prefix", 'duplicate key value violates unique constraint "vessels_imo_key"',
     lambda: site("python manage.py loaddata vessels"), compose("web-1", "postgres-1"))
case("django51-runserver-wrong-password", f"{PASSWORD} {SERVER}", "Django 5.1's runserver with psycopg 3.2 and the password of an older volume, Python 3.12, compose prefix", 'password authentication failed for user "quay"',
     lambda: site("timeout 12 python manage.py runserver 0.0.0.0:8000 --noreload", DATABASE_URL=STALE), compose("web-1"))
case("seed-loop-refused", f"{REFUSED} {SERVER}", "a seed script with SQLAlchemy 2.0 in a restart loop before the database listens, psycopg2 2.9, Python 3.12, docker logs -t", 'port 5432 failed: Connection refused',
     lambda: run("for n in 1 2 3; do python seed.py; sleep 1; done", DATABASE_URL=ABSENT), docker_t)
case("django-migrate-no-database", SERVER, "Django 5.1's `manage.py migrate` with psycopg 3.2: the database's name is not there, Python 3.12, GitHub Actions", 'FATAL:  database "quay_prod" does not exist',
     lambda: site("python manage.py migrate", DATABASE_URL=URL[:-4] + "quay_prod"), github("python manage.py migrate"))
case("channels-redis-refused", REDIS, "channels-redis 4.2 in a view of Django 5.1 under runserver, Python 3.12", "Error 111 connecting to cache:6379",
     lambda: serving("python site/manage.py runserver 0.0.0.0:8000 --noreload", 8000, ["curl -s -o /dev/null backend:8000/notify/"], seen=False, REDIS_URL="redis://cache:6379/0"))
case("fastapi-cache-redis-refused", REDIS, "fastapi-cache2 0.2 with redis-py 5.0 in FastAPI 0.111's lifespan, Python 3.12, hard wraps at 100", "Error 111 connecting to cache:6379",
     lambda: run("timeout 20 uvicorn fcache:app --host 0.0.0.0 --port 8000", REDIS_URL="redis://cache:6379/0"), fold(100))
case("django-cache-double-password", DOUBLE, "Django 5.1's own Redis cache with redis-py 5.0 in `manage.py shell -c`, Python 3.12, a chat's code block", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "redis.exceptions.AuthenticationError"],
     lambda: site("printenv REDIS_URL; python manage.py shell -c 'from django.core.cache import cache; cache.set(\"a\", 1)'", REDIS_URL=DOUBLE_URL), slack("set REDIS_PASSWORD as the docs say, now the cache is broken"))
case("flask-run-ambiguous-keys", FOREIGN, "Flask-SQLAlchemy 3.1 with SQLAlchemy 2.0 under `flask run`, Python 3.12, journald", "Could not determine join condition between parent/child tables on relationship Port.voyages",
     lambda: serving("flask --app fk run -h 0.0.0.0 -p 8000", 8000, ["curl -s -o /dev/null backend:8000/ports/1"], seen=False), journald("flask", 4410, "vps-31"))
case("celery-task-ambiguous-keys", FOREIGN, "a Celery 5.4 worker's task with SQLAlchemy 2.0, Python 3.12, docker logs -t", "Could not determine join condition between parent/child tables on relationship Approval.requested_by",
     lambda: run("celery -A fk_tasks worker -l info -P solo & P=$!; sleep 9; python -c 'from fk_tasks import remind_approvers; remind_approvers.delay()'; sleep 4; kill $P; wait"), docker_t)
case("alembic-env-metadata", RESERVED, "Alembic 1.17's env.py imports SQLAlchemy 2.0 models: `revision --autogenerate`, Python 3.12, GitHub Actions", "Attribute name 'metadata' is reserved",
     lambda: run("sed -i 's/^target_metadata = .*/from meta_models import Base\\ntarget_metadata = Base.metadata/' alembic/env.py; cp /srv/quay/app/meta_models.py .; PYTHONPATH=. alembic revision --autogenerate -m cargo", alembic("mig6", {}, url="postgresql+psycopg2://quay:quay-dev@db/quay")), github("alembic revision --autogenerate -m cargo"))
case("flask-run-metadata", RESERVED, "Flask-SQLAlchemy 3.1 with SQLAlchemy 2.0: `flask run` in a terminal, Python 3.12", "Attribute name 'metadata' is reserved",
     lambda: terminal(["flask --app meta_flask run --debug -p 8000"], prompt="(.venv) jonas@laptop:~/events$ ", at="/home/jonas/events"))
case("flask-continuum-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 1.4 with Flask-SQLAlchemy 3.1: a flask command, Python 3.12", 'relation "vessels_version" does not exist',
     lambda: run("flask --app continuum import-items"))
case("flask-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 1.4 with PropertyModTracker and Flask-SQLAlchemy 3.1 under gunicorn 22, Python 3.12, compose prefix", 'column "label_mod" of relation "tariffs_version" does not exist',
     lambda: serving("gunicorn continuum:app -b 0.0.0.0:8000", 8000, [ADD.replace("'{}'", "'{\"label\": \"Dues\"}'").replace("8000{}", "8000/items")], seen=False, TRACK="1"), compose("tariffs-1", "postgres-1"))
case("import-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 1.4 with PropertyModTracker: a flask command with psycopg 3.2, Python 3.12, containerd's log", 'column "label_mod" of relation "tariffs_version" does not exist',
     lambda: run("flask --app continuum import-items", TRACK="1", DATABASE_URL="postgresql+psycopg://quay:quay-dev@db/quay"), cri)
case("strawberry-export-schema-enum", ENUM, "Strawberry 0.262's `strawberry export-schema`, Python 3.12, GitHub Actions", "ObjectIsNotAnEnumError: strawberry.enum can only be used with subclasses of Enum. Provided object BerthState is not an",
     lambda: run("COLUMNS=120 strawberry export-schema gql_cli:schema"), github("strawberry export-schema gql_cli:schema"))
case("aiohttp-enum", ENUM, "Strawberry 0.262's aiohttp view (`python gql_aio.py`), Python 3.12, compose prefix", ["error: strawberry.enum can only be used with subclasses of Enum. Provided", "object `BerthState` is not an enum."],
     lambda: run("python gql_aio.py"), compose("graphql-1", "graphql-1"))
case("granian-strategy", STRATEGY, "slowapi 0.1.9 with limits 3.13 under granian 1.6, Python 3.12, compose prefix", "Invalid rate limiting strategy fixed-window-elastic",
     lambda: run("timeout 12 granian --interface asgi --host 0.0.0.0 --port 8000 limited:app", RATE_LIMIT_STRATEGY="fixed-window-elastic"), compose("api-1", "postgres-1"))
case("prestart-secret-key", SECRET, "the full-stack template's initial_data.py with pydantic 2 on staging, prestart with set -x, Python 3.12, docker compose logs", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("set -ex; python initial_data.py", ENVIRONMENT="staging"), compose("prestart-1", "prestart-1"))
case("arq-secret-key", SECRET, "an arq 0.26 worker with pydantic-settings 2.5 in production, FIRST_SUPERUSER_PASSWORD is the template's, Python 3.12, containerd's log", 'The value of FIRST_SUPERUSER_PASSWORD is "changethis"',
     lambda: run("arq arq_worker.WorkerSettings", ENVIRONMENT="production", SECRET_KEY="b3f1c07a9e"), cri)
case("flask-formula-name", NAME, "a Flask 3.0 service that runs formulas with `math` only, under gunicorn 22, Python 3.12, docker json-file", "NameError: name 'datetime' is not defined",
     lambda: serving("gunicorn sandbox_flask:app -b 0.0.0.0:8000", 8000, ["curl -s -H 'content-type: application/json' -d '{\"script\": \"today = datetime.date.today()\\nresult = today.year\"}' backend:8000/api/formulas/run"]), json_file)
case("rq-script-name", NAME, "RQ 1.16 runs a user's script with few modules, Python 3.12, compose prefix", "NameError: name 'requests' is not defined",
     lambda: run("python -c 'from redis import Redis; from rq import Queue; import sandbox_tasks; Queue(connection=Redis.from_url(\"redis://:dev-redis-pw@redis:6379/0\")).enqueue(sandbox_tasks.run_script, \"rows = requests.get(1)\")'; rq worker --burst --url redis://:dev-redis-pw@redis:6379/0 default"), compose("worker-1", "postgres-1"))
case("langchain-repl-name", NAME, "langchain-experimental 0.3's PythonREPL with its globals, Python 3.12", "NameError(\"name 'numpy' is not defined\")",
     lambda: run("python -c 'from langchain_experimental.utilities import PythonREPL; import json, math; r = PythonREPL(_globals={\"json\": json, \"math\": math}, _locals=None); print(r.run(\"print(numpy.mean([1, 2]))\"))'"))
case("check-heads-not-at-head", NOT_HEAD, "Alembic 1.17's `current --check-heads` in a deployment, Python 3.12, GitHub Actions", "Database is not on all head revisions",
     lambda: at("5d2a9c01b7e4", lambda: run("alembic current --check-heads", alembic("mig7", MIG))), github("alembic current --check-heads"))
case("prestart-not-at-head", NOT_HEAD, "a prestart script's check with Alembic 1.17, the template's message, Python 3.12, docker logs -t", "ERROR: alembic is NOT at head",
     lambda: at("5d2a9c01b7e4", lambda: run("sh prestart.sh", alembic("mig8", MIG, files={"prestart.sh": "#!/bin/sh\necho 'waiting for the database'\npg_isready -h db\nif ! alembic current 2>/dev/null | grep -q '(head)'; then\n  echo 'ERROR: alembic is NOT at head'\n  alembic current\n  alembic heads\n  exit 1\nfi\n"}))), docker_t)
case("drop-constraint-fails", FAILS, "Alembic 1.17 with psycopg 3.2: a constraint that goes by another name, Python 3.12, GitLab", 'constraint "users_email_uq" of relation "users" does not exist',
     lambda: run("alembic upgrade head", alembic("mig9", {**MIG, "6b77e0d4f811": ("61f0aa37c9d2", "email may repeat", "op.drop_constraint('users_email_uq', 'users')")}, url="postgresql+psycopg://quay:quay-dev@db/quay")), gitlab)
case("pipenv-no-alembic", NO_ALEMBIC, "pipenv 2024's `pipenv run alembic` in a project without it, Python 3.12, GitLab", "the command alembic",
     lambda: run("pipenv run alembic upgrade head", project("pipenv1", {"Pipfile": "[packages]\n\n[requires]\npython_version = \"3.12\"\n"}), PIPENV_VENV_IN_PROJECT="1", PIPENV_NOSPIN="1", CI="1", PATH="/usr/local/tools:/usr/bin:/bin"), gitlab)
case("python-m-no-alembic", NO_ALEMBIC, "`python -m alembic` of an interpreter without it, a systemd unit", "No module named alembic",
     lambda: run("/usr/bin/python3 -I -m alembic upgrade head", project("none1", {"a": ""}), python=False), journald("quay-migrate", 51230, "vps-31"))
