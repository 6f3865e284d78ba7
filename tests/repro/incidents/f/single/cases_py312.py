"""Python 3.12 (of batch e): pandas 2.2, Django 5.1, Flask 3.0, RQ 1.16, SQLAlchemy 2.0, Alembic 1.17."""


def run12(command, cwd="app", **variables):
    return py312(lambda: run(command, cwd, **variables))


case("pandas-undefined-column", COLUMN, "pandas 2.2's read_sql with SQLAlchemy 2.0 and psycopg2 2.9: a weekly report by cron, Python 3.12", "column f.peak_temp does not exist",
     lambda: run12("python report.py"))
case("pandas-to-sql-duplicate-key", KEY, "pandas 2.2's to_sql of rows that were imported before, psycopg2 2.9, Python 3.12, saved by PowerShell (UTF-16LE, CRLF)", 'duplicate key value violates unique constraint "members_email_key"',
     lambda: run12("python import_members.py"), powershell)
case("pytest-undefined-table", TABLE, "pytest 8.3 with SQLAlchemy 2.0 and psycopg 3.2 on a database without migrations, Python 3.12, GitHub Actions", 'relation "workshops" does not exist',
     lambda: run12("pytest -v -p no:cacheprovider tests/test_workshops.py"), github("pytest -v"))
case("django51-connect-timeout", SERVER, "Django 5.1's `manage.py migrate` with psycopg 3.2 and a host behind a firewall, Python 3.12, journald", "connection timeout expired",
     lambda: run12("python manage.py migrate", "app/site", DATABASE_URL=URL.replace("@db", "@db.internal"), DB_TIMEOUT="4"), journald("kiln-migrate", 40117, "vps-12"))
case("flask-session-redis-refused", REDIS, "Flask-Session 0.8 with redis-py 5.0 under gunicorn 22, Python 3.12, an e-mail's quote", "Error 111 connecting to cache:6379. Connection refused.",
     lambda: py312(lambda: serving("gunicorn flask_sess:app -b 0.0.0.0:8000", 8000, ["curl -s -o /dev/null backend:8000/"], seen=False)), mail)
case("flask-db-migrate-not-at-head", NOT_HEAD, "Flask-Migrate 4.0 with Alembic 1.17: `flask db migrate` before `flask db upgrade`, Python 3.12, in a terminal", "Target database is not up to date.",
     lambda: py312(lambda: stamped("3f1c7d20a9be", lambda: terminal(["flask --app flaskapp db current", "flask --app flaskapp db migrate -m 'add phone'"], cwd=flask_migrations("mig6", CHAIN), at="/home/jonas/kiln", prompt="(.venv) jonas@laptop:~/kiln$ "))))
case("make-check-not-at-head", NOT_HEAD, "Alembic 1.17's `alembic check` behind GNU make 4.3, Python 3.12, compose run", "Target database is not up to date.",
     lambda: py312(lambda: stamped("3f1c7d20a9be", lambda: run("make migrations-check", alembic("mig7", CHAIN, files={"Makefile": "migrations-check:\n\talembic check\n"})))), compose("checks-1", "postgres-1"))
case("rq-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 1.4 with PropertyModTracker and psycopg2 2.9 in an RQ 1.16 job, Python 3.12, journalctl -o export", 'column "kiln_no_mod" of relation "firings_version" does not exist',
     lambda: run12("python -c 'from redis import Redis; from rq import Queue; Queue(connection=Redis.from_url(\"redis://:dev-redis-pw@redis:6379/0\")).enqueue(\"versioned.save\", kiln_no=5)'; rq worker --burst --url redis://:dev-redis-pw@redis:6379/0 default", TRACK="1", DATABASE_URL="postgresql+psycopg2://kiln:kiln-dev@db:5432/kiln"), journal_export("rq-worker"))
case("python-prompt-ambiguous-keys", FOREIGN, "SQLAlchemy 2.0 in Python 3.12's own prompt, in a terminal", "Could not determine join condition between parent/child tables on relationship Member.tickets",
     lambda: py312(lambda: terminal([("python -q", [(">>> ", "from models_fk import Member"), (">>> ", "Member(email=\"a@example.com\")"), (">>> ", "exit()")])], prompt="root@c41d90aa7e02:/app# ")))
case("gunicorn-metadata", RESERVED, "Flask-SQLAlchemy 3.1 with SQLAlchemy 2.0 imported by a gunicorn 22 worker, Python 3.12, containerd's log", "Attribute name 'metadata' is reserved",
     lambda: run12("timeout 15 gunicorn meta_models:app -b 0.0.0.0:8000"), cri)
case("unittest-metadata", RESERVED, "`python -m unittest` with SQLAlchemy 2.0, Python 3.12", "Attribute name 'metadata' is reserved",
     lambda: run12("python -m unittest test_uploads -v"))
case("nox-no-alembic", NO_ALEMBIC, "nox 2024.10 with a session that does not install it, Python 3.12, GitHub Actions", "Program alembic not found.",
     lambda: run12("/usr/local/bin/python3.12 -m nox -s migrate", project("nox1", {"noxfile.py": "import nox\n\n\n@nox.session(venv_backend=\"none\")\ndef migrate(session):\n    session.run(\"alembic\", \"upgrade\", \"head\")\n"}), PATH="/app/tools:/usr/bin:/bin"), github("nox -s migrate"))
