"""Python 3.13 (or 3.12, 3.10) at /usr/local, code in /app."""
PSYCOPG = "postgresql+psycopg://library:library-dev@db/library"
CHAIN = {"3f8a51c0d97e": (None, "create members", "pass"), "a26d04be7713": ("3f8a51c0d97e", "add books", "pass")}


def post(path, body):
    return f"curl -s -o /dev/null -H 'content-type: application/json' -d '{body}' backend:8000{path}"


BOOT = """#!/bin/sh
# this script is used to boot a Docker container
n=0
while [ $n -lt 3 ]; do
    flask --app site_app db upgrade && break
    echo Deploy command failed, retrying in 2 secs...
    n=$((n+1))
    sleep 2
done
"""


def site(name, revisions):
    """The Flask application with a migrations folder."""
    project(name, {"site_app.py": open(f"{HOME}/app/site_app.py").read(), "boot.sh": BOOT})
    run("flask --app site_app db init", name)
    for revision, (down, title, body) in revisions.items():
        with open(f"{HOME}/{name}/migrations/versions/{revision}_{title.replace(' ', '_')}.py", "w") as file:
            file.write(f'"""{title}"""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = "{revision}"\ndown_revision = {down!r}\n'
                       f"branch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n    {body}\n\n\ndef downgrade():\n    pass\n")
    return name


case("polars-undefined-column", COLUMN, "polars 2.1 read_database through psycopg 3, Python 3.13, hard-wrapped at 72 columns", 'column "acquired_on" does not exist',
     lambda: run("python report_polars.py", DATABASE_URL=URL), fold(72))
case("flask-admin-undefined-column", COLUMN, "Flask-Admin's list of a model with a column that was not migrated, psycopg2, flask run, Python 3.13, docker logs -t", "column books.acquired_on does not exist",
     lambda: serving("flask --app admin_site run -h 0.0.0.0 -p 8000", 8000, ["curl -s -o /dev/null backend:8000/admin/book/"], seen=False), docker_t)
case("flask-boot-sh-refused", f"{REFUSED} {SERVER}", "a boot.sh that runs `flask db upgrade` until the database listens, psycopg 3, Python 3.13, compose prefix", "Connection refused",
     lambda: run("timeout 20 sh boot.sh", site("boot", CHAIN), DATABASE_URL=ABSENT), compose("web-1", "postgres-1"))
case("marshmallow-ambiguous-keys", FOREIGN, "marshmallow-sqlalchemy 1.6's auto schema in pytest 9, SQLAlchemy 2.1, Python 3.13, GitLab", "Could not determine join condition between parent/child tables on relationship",
     lambda: run("PYTHONPATH=. pytest -p no:cacheprovider tests/test_loan_schema.py"), gitlab)
case("flask-admin-ambiguous-keys", FOREIGN, "Flask-Admin 2.2's model view under gunicorn 27, SQLAlchemy 2.1, Python 3.13, docker json-file", "Could not determine join condition between parent/child tables on relationship",
     lambda: run("timeout 20 gunicorn -b 0.0.0.0:8000 loans_admin:app"), json_file)
case("gevent-strategy", STRATEGY, "Flask-Limiter 4.1 under gevent's WSGI server, Python 3.13, journald", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("timeout 15 python serve_gevent.py", FLASK_RATELIMIT_STRATEGY="fixed-window-elastic-expiry"), journald("library-web", 2214, "vps-3"))
case("celery-worker-strategy", STRATEGY, "Flask-Limiter 4.1 in the Flask app that a Celery 5.7 worker imports, Python 3.13, compose prefix", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("timeout 20 celery -A celery_app worker -l INFO", FLASK_RATELIMIT_STRATEGY="fixed-window-elastic-expiry"), compose("worker-1", "postgres-1"))
case("socketio-double-password", DOUBLE, "python-socketio 5's AsyncRedisManager under uvicorn, redis-py 8, Python 3.13, docker logs -t", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "Cannot "],
     lambda: run("timeout 9 python broker_site.py", REDIS_URL=DOUBLE_URL), docker_t)
case("lifespan-double-password", DOUBLE, "redis.asyncio's ping in FastAPI's lifespan under uvicorn, redis-py 8, Python 3.13, containerd's log", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "invalid username-password pair"],
     lambda: run("timeout 20 uvicorn lifespan_redis:app --host 0.0.0.0 --port 8000", REDIS_URL=DOUBLE_URL), cri)
case("django-rq-refused", REDIS, "django-rq 4's rqworker without Redis, restarted, redis-py 8, Django 6.1, Python 3.13, compose prefix", "Error 111 connecting to cache:6379. Connection refused.",
     lambda: run("for n in 1 2 3; do python rq_site.py rqworker default; sleep 1; done"), compose("rqworker-1", "rqworker-1"))
case("flower-redis-refused", REDIS, "Flower 2.2 without Redis, Celery 5.7, Python 3.13, journald", "Error 111 connecting to cache:6379. Connection refused.",
     lambda: run("timeout -s INT 12 celery -b redis://cache:6379/0 flower --port=5555"), journald("flower", 1702, "vps-3"))
case("arq-metadata", RESERVED, "SQLAlchemy 2.0 in an arq worker, Python 3.12, compose prefix", "Attribute name 'metadata' is reserved",
     lambda: py312(lambda: run("timeout 15 arq arq_scans.WorkerSettings")), compose("worker-1", "postgres-1"))
case("waitress-metadata", RESERVED, "SQLAlchemy 2.0 under waitress 3, Python 3.12, docker logs -t", "Attribute name 'metadata' is reserved",
     lambda: py312(lambda: run("timeout 15 waitress-serve --port=8000 flask_scans:app")), docker_t)
case("granian-enum", ENUM, "Strawberry's FastAPI router under granian, Python 3.13, containerd's log", "LoanStatus is not an enum",
     lambda: run("timeout 15 granian --interface asgi --host 0.0.0.0 --port 8000 loan_graph:app"), cri)
case("unittest-enum", ENUM, "Strawberry in python -m unittest, Python 3.13, GitHub Actions", "LoanStatus is not an enum",
     lambda: run("python -m unittest -v test_loan_graph"), github("python -m unittest -v test_loan_graph"))
