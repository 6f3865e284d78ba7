"""Python 3.10 with what projects of 2023 have: FastAPI 0.95, pydantic 1.10, SQLAlchemy 1.4, Django 3.2, Flask 2.2, Celery 5.2."""


def old(command, cwd="old", **variables):
    return py310(lambda: run(command, cwd, **variables))


def serve_old(server, port, commands, **options):
    return py310(lambda: serving(server, port, commands, cwd=options.pop("cwd", "old"), **options))


OLDCHAIN = {"1c0f5f2e7a10": (None, "create stores", "pass"), "2d7be0c4915a": ("1c0f5f2e7a10", "add crews", "pass")}
OLDPG = "postgresql://quay:quay-dev@db/quay"
case("sqlalchemy14-inbox-ambiguous-keys", FOREIGN, "SQLAlchemy 1.4 in FastAPI 0.95 under uvicorn 0.22, Python 3.10, compose prefix", "Could not determine join condition between parent/child tables on relationship Account.messages",
     lambda: serve_old("uvicorn inbox:app --host 0.0.0.0 --port 8000", 8000, ["curl -s -o /dev/null backend:8000/inbox/kim@example.com"], seen=False), compose("backend-1", "postgres-1"))
case("flask-db-upgrade-metadata", RESERVED, "Flask-SQLAlchemy 2.5 with SQLAlchemy 1.4: `flask db upgrade` of Flask-Migrate 3.1, Python 3.10", "Attribute name 'metadata' is reserved",
     lambda: old("flask --app shipments db upgrade"))
case("pydantic1-deploy-secret-key", SECRET, "pydantic 1.10's settings: `python -c` in a deploy script with set -x, Python 3.10, GitLab", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: old("set -ex; export ENVIRONMENT=staging; python -c 'from settings import Settings; print(Settings().ENVIRONMENT)'"), gitlab)
case("uvicorn-workers-strategy", STRATEGY, "slowapi 0.1.8 with limits 2.8: a strategy that does not exist, uvicorn 0.22 with two workers, Python 3.10, docker logs -t", "Invalid rate limiting strategy token-bucket",
     lambda: old("timeout 12 uvicorn limits_app:app --host 0.0.0.0 --port 8000 --workers 2"), docker_t)
case("flask-run-strategy", STRATEGY, "Flask-Limiter 2.8 with limits 2.8: `flask run` in a terminal, Python 3.10", "Invalid rate limiting strategy fixed_window",
     lambda: py310(lambda: terminal(["flask --app shop_limits run -p 8000"], cwd="old", at="/home/jonas/shop", prompt="(venv) jonas@laptop:~/shop$ ")))
case("strawberry0171-enum", ENUM, "Strawberry 0.171's FastAPI router under gunicorn 20.1 with uvicorn's workers, Python 3.10, containerd's log", "OrderStatus is not an enum",
     lambda: old("timeout 15 gunicorn schema:app -k uvicorn.workers.UvicornWorker -b 0.0.0.0:8000 -w 2"), cri)
case("rq-cli-double-password", DOUBLE, "RQ 1.14's `rq worker --url` with redis-py 4.5, set -x, Python 3.10, compose prefix", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "invalid username-password pair or user is disabled."],
     lambda: old("set -x; rq worker --url redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0 default"), compose("worker-1", "postgres-1"))
case("rq-cli-redis-refused", REDIS, "RQ 1.14's `rq worker` with redis-py 4.5 and no Redis, Python 3.10, journald", "Error 111 connecting to cache:6379. Connection refused.",
     lambda: old("rq worker --url redis://cache:6379/0 default"), journald("rq-worker", 733, "vps-31"))
case("continuum13-fastapi-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 1.3 with SQLAlchemy 1.4 in FastAPI 0.95, psycopg2 2.9, Python 3.10, docker json-file", 'relation \\"users_version\\" does not exist',
     lambda: serve_old("uvicorn tariffs:app --host 0.0.0.0 --port 8000", 8000, ["curl -s -o /dev/null -X PUT 'backend:8000/users/2?full_name=Kim+L.'"], seen=False), json_file)
case("alembic111-lost-revision", LOST, "Alembic 1.11 with SQLAlchemy 1.4 in an init container, Python 3.10, containerd's log", "Can't locate revision identified by '9b4e61d0a7f3'",
     lambda: at("9b4e61d0a7f3", lambda: py310(lambda: run("alembic upgrade head", alembic("mig1", OLDCHAIN, url=OLDPG)))), cri)
case("alembic-downgrade-lost-revision", LOST, "Alembic 1.11's downgrade to a revision that no file has, Python 3.10, in a terminal", "Can't locate revision identified by '77aa01c2d3e4'",
     lambda: at("2d7be0c4915a", lambda: py310(lambda: terminal(["alembic current", "alembic downgrade 77aa01c2d3e4"], cwd=alembic("mig2", OLDCHAIN, url=OLDPG), prompt="root@5f0c2e9a71bd:/app# "))))
case("alembic-cast-fails", FAILS, "Alembic 1.11 with psycopg2 2.9: a column that cannot be cast, Python 3.10, compose prefix", 'column "imo" cannot be cast automatically to type integer',
     lambda: py310(lambda: run("set -e; echo 'Running migrations'; alembic upgrade head", alembic("mig3", {**OLDCHAIN, "3e8cf1d5a26b": ("2d7be0c4915a", "imo is a number", "op.alter_column('vessels', 'imo', type_=sa.Integer(), existing_type=sa.String(12))")}, url=OLDPG))), compose("prestart-1"))
case("alembic-docker-two-heads", FAILS, "Alembic 1.11: two heads in the release step of a deployment, Python 3.10, GitHub Actions", "Multiple head revisions are present for given argument 'head'",
     lambda: py310(lambda: run("alembic upgrade head", alembic("mig4", {**OLDCHAIN, "40af02e6b37c": ("1c0f5f2e7a10", "add cranes", "pass")}, url=OLDPG))), github("docker compose run --rm backend alembic upgrade head"))
case("make-revision-not-at-head", NOT_HEAD, "Alembic 1.11: `make revision` with migrations not yet applied, Python 3.10, PowerShell redirect", "Target database is not up to date.",
     lambda: at("1c0f5f2e7a10", lambda: py310(lambda: run("make revision m='add pilots'", alembic("mig5", OLDCHAIN, url=OLDPG, files={"Makefile": "revision:\n\talembic revision --autogenerate -m \"$(m)\"\n"})))), powershell)
