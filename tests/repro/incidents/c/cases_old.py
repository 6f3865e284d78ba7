"""Python 3.7 with libraries of 2019 to 2021."""

REV = {"3c1f00aa9b12": (None, "pass")}


def old_flask_migrations(revisions, **variables):
    shutil.rmtree(f"{HOME}/old/migrations", ignore_errors=True)
    run(f"FLASK_APP=fleet {OLD}/flask db init", "old")
    write_revisions(f"{HOME}/old/migrations/versions", revisions)


def django22(port, commands, **options):
    return serving(f"{OLD}/gunicorn -b backend:{port} --log-level warning --access-logfile - 'django_app:application'", port, commands, "old", host="backend", **options)


case("flask-shell-ambiguous-keys", FOREIGN, "Flask-SQLAlchemy 2.5 with SQLAlchemy 1.3 in a flask command, Python 3.7, cron's mail",
     "Could not determine join condition between parent/child tables on relationship Shift.officer", lambda: run(f"MISTAKE=keys FLASK_APP=fleet {OLD}/flask crew-report", "old"),
     lambda data: b"From: root@quay-1 (Cron Daemon)\nTo: deploy@quay-1\nSubject: Cron <deploy@quay-1> cd /srv/harbor/old && flask crew-report\nContent-Type: text/plain; charset=UTF-8\nX-Cron-Env: <LANG=C.UTF-8>\n\n" + data)
case("flask-migrate27-metadata", RESERVED, "SQLAlchemy 1.3 models under Flask-Migrate 2.7's `flask db upgrade`, Python 3.7, GitHub Actions", "Attribute name 'metadata' is reserved",
     lambda: (old_flask_migrations(REV), run(f"MISTAKE=metadata FLASK_APP=fleet {OLD}/flask db upgrade", "old"))[1], github("flask db upgrade"))
case("flask-migrate27-lost-revision", LOST, "Flask-Migrate 2.7 with Alembic 1.4 (`flask db upgrade`), Python 3.7, docker-compose v1 with colours", "Can't locate revision identified by '77d0b6c1e5aa'",
     lambda: at("77d0b6c1e5aa", lambda: (old_flask_migrations(REV), run(f"FLASK_APP=fleet {OLD}/flask db upgrade", "old"))[1]), compose_v1("migrate_1"))
case("alembic14-type-exists", FAILS, "Alembic 1.4 with SQLAlchemy 1.3 and psycopg2 2.8, Python 3.7: a migration makes an enum that is there, Azure Pipelines", 'type "cargo_class" already exists',
     lambda: (sql("DROP TYPE IF EXISTS cargo_class; CREATE TYPE cargo_class AS ENUM ('bulk')"),
              run(f"{OLD}/alembic upgrade head", alembic("prestart", {"3c1f00aa9b12": (None, "sa.Enum('bulk', 'reefer', name='cargo_class').create(op.get_bind())")}, binary=f"{OLD}/alembic")),
              sql("DROP TYPE cargo_class"))[1], azure)
case("prestart-not-at-head", NOT_HEAD, "a prestart check with Alembic 1.4, Python 3.7, syslog", "ERROR: alembic is NOT at head",
     lambda: at("3c1f00aa9b12", lambda: run(f"{OLD}/python ../old/at_head.py", alembic("prestart", {"3c1f00aa9b12": (None, "pass"), "84be1105c0de": ("3c1f00aa9b12", "pass")}, binary=f"{OLD}/alembic"))),
     syslog3164("prestart", 611))
case("flask-limiter14-double-password", DOUBLE, "Flask-Limiter 1.4 with redis-py 3.5 under gunicorn 20, Python 3.7", ["redis://:local_pass@:local_pass@redis:6379/0", "WRONGPASS invalid username-password pair or user is disabled."],
     lambda: serving(f"{OLD}/gunicorn -b 127.0.0.1:8000 limited:app", 8000, ["curl -s http://127.0.0.1:8000/tides"], "old", seen=False, LIMITS=DOUBLE_URL), compose("tideboard-1"))
case("flask-limiter14-strategy", STRATEGY, "Flask-Limiter 1.4 with limits 1.5, flask run, Python 3.7", "ConfigurationError", lambda: run(f"STRATEGY=sliding-window FLASK_APP=limited {OLD}/flask run -p 21010", "old"), journald("tideboard", 919))
case("slowapi014-strategy", STRATEGY, "slowapi 0.1.4 with limits 1.5 imported by uvicorn 0.13, Python 3.7, docker logs -t", "Invalid rate limiting strategy", lambda: run(f"{OLD}/uvicorn slow:app --port 21010", "old"), docker_t)
case("strawberry095-enum", ENUM, "Strawberry 0.95's `strawberry export-schema`, Python 3.7, GitLab", "strawberry.enum can only be used with", lambda: run(f"{OLD}/strawberry export-schema schema95", "old"), gitlab)
case("huey23-refused", REDIS, "huey 2.3's consumer with redis-py 3.5, Python 3.7, journald", "Error 111 connecting to cache:6379. Connection refused.", lambda: run(f"timeout 9 {OLD}/huey_consumer jobs.huey", "old"), journald("huey", 2210, "quay-1"))
case("huey23-libmagic", LIBMAGIC, "python-magic 0.4.18 in huey 2.3's consumer, libmagic hidden, Python 3.7", "ImportError: failed to find libmagic.  Check your installation",
     lambda: without_libmagic(f"timeout 9 {OLD}/huey_consumer thumbs.huey", "old"), cri)
case("aioredis2-double-password", DOUBLE, "aioredis 2.0, Python 3.7, logfmt lines", ["redis://:local_pass@:local_pass@redis:6379/2", "WRONGPASS invalid username-password pair or user is disabled."], lambda: run(f"{OLD}/python aio2.py", "old"), compose("sessions-1", "postgres-1"))
case("continuum139-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 1.3.9 in a Flask 1.1 request, SQLAlchemy 1.3, Python 3.7, docker json-file", 'relation \\"pilotages_version\\" does not exist',
     lambda: run(f"{OLD}/python versions13.py tables", "old"), json_file)
case("continuum139-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 1.3.9 with PropertyModTracker in a Flask 1.1 request, SQLAlchemy 1.3, Python 3.7, Heroku's prefix",
     'column "board_at_mod" of relation "pilotages_version" does not exist', lambda: run(f"{OLD}/python versions13.py mod", "old"), heroku("web.1"))
case("django22-refused-old-libpq", f"{REFUSED} {SERVER}", "Django 2.2 with psycopg2 2.8 (libpq 13) in an entry point's loop, Python 3.7, compose prefix", "could not connect to server: Connection refused",
     lambda: run(f"for n in 1 2 3; do DJANGO_SETTINGS_MODULE=settings22 {OLD}/python -m django migrate --noinput && break; echo \"entrypoint: database is not ready ($n), sleeping\"; sleep 0.3; done", "old", DB_HOST="postgres"),
     compose("web-1", "postgres-1"))
case("drf311-login-requests", LOGIN, "Django REST framework 3.11 on a fresh database: a smoke test with requests 2.25, Python 3.7, Jenkins", '{"detail":"Invalid credentials"}',
     lambda: (sql("CREATE TABLE IF NOT EXISTS auth_user (id serial PRIMARY KEY, password varchar(128), last_login timestamptz, is_superuser bool, username varchar(150), first_name text, last_name text, email text, is_staff bool, is_active bool, date_joined timestamptz); ALTER TABLE auth_user OWNER TO harbor"),
              django22(8000, [f"{OLD}/python login22.py"], wrote=False))[1], jenkins)
case("drf311-500-wget", PLAIN500, "Django 2.2 with DEBUG off behind gunicorn 20, Python 3.7: what wget -S shows and the access log", "Server Error (500)",
     lambda: django22(8000, ["wget -S --content-on-error -qO- http://backend:8000/api/v1/cranes 2>&1"]), slack)
