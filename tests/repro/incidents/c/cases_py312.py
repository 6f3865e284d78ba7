"""Python 3.12 with libraries of 2024."""

CHAIN = {"5be0117aa210": (None, "op.execute(\"SELECT 1\")"), "9cf4410de377": ("5be0117aa210", "pass")}
PY = f"{HOME}/venv312/bin"

case("databases-wrong-password", PASSWORD, "FastAPI 0.110 with databases and asyncpg 0.29 in a lifespan, uvicorn 0.29, Python 3.12, kubectl logs --prefix", 'password authentication failed for user "harbor"',
     lambda: run(f"DATABASE_URL={STALE} uvicorn arrivals_db:app --port 21011"), kubectl("arrivals-76c5d9f6b8-q2vwn", "api"))
case("psycopg-pool-refused", f"{REFUSED} {SERVER}", "psycopg_pool with psycopg 3.1, an async pool that is never filled, Python 3.12", 'port 5432 failed: Connection refused', lambda: run("python pool_wait.py"), compose("berths-1"))
case("pony-duplicate-key", KEY, "Pony 0.7 with psycopg2 and its SQL debug output, Python 3.12, CI of Azure", 'duplicate key value violates unique constraint "uq_berths_code"', lambda: run("python pony_seed.py"), azure)
case("rq-ambiguous-keys", FOREIGN, "RQ 1.16 with SQLAlchemy 2.0, a burst worker, Python 3.12, Heroku's prefix", "Could not determine join condition between parent/child tables on relationship Officer.inspections",
     lambda: run("timeout 30 python rq_job.py"), heroku("worker.2"))
case("nbconvert-ambiguous-keys", FOREIGN, "jupyter nbconvert 7 --execute, SQLAlchemy 2.0, Python 3.12, IPython's colours", "there are multiple foreign key paths linking the tables",
     lambda: run("python notebook.py keys && jupyter nbconvert --to notebook --execute keys.ipynb --output done.ipynb"))
case("nbconvert-libmagic", LIBMAGIC, "jupyter nbconvert 7 --execute, python-magic 0.4.27, libmagic not there, Python 3.12", "failed to find libmagic.  Check your installation",
     lambda: without_libmagic("python notebook.py magic && jupyter nbconvert --to notebook --execute magic.ipynb --output done.ipynb"), gitlab)
case("django-check-libmagic", LIBMAGIC, "`manage.py check` of Django 5.0 with python-magic 0.4.27, libmagic not there, Python 3.12, the step of a BuildKit build", "ImportError: failed to find libmagic.  Check your installation",
     lambda: without_libmagic("python manage.py check --deploy"), lambda data: b"".join(b"#14 %.3f " % (1.1 + n * 0.004) + line + b"\n" for n, line in enumerate(data.rstrip(b"\n").split(b"\n"))))
case("typer-metadata", RESERVED, "a Typer 0.12 command whose rich traceback shows it, SQLAlchemy 2.0, Python 3.12", "Attribute name 'metadata' is reserved", lambda: run("MISTAKE=metadata COLUMNS=110 python cli_docs.py index ./docs"), crlf)
case("dramatiq-metadata", RESERVED, "SQLAlchemy 2.0 models imported by a Dramatiq 1.17 worker, Python 3.12, systemd's journal", "Attribute name 'metadata' is reserved",
     lambda: run("MISTAKE=metadata timeout 8 dramatiq dram_docs -p 1 -t 1"), journald("dramatiq", 3051, "quay-1"))
case("hypercorn-slowapi-strategy", STRATEGY, "slowapi 0.1.9 with limits 3 imported by hypercorn 0.16, Python 3.12, compose v1 with colours", "Invalid rate limiting strategy", lambda: run("timeout 10 hypercorn hyper_limits:app -b 127.0.0.1:21012"), compose_v1("api_1"))
case("strawberry-litestar-enum", ENUM, "Strawberry 0.2 under Litestar 2, `litestar routes`, Python 3.12", "BerthState is not an enum", lambda: run("COLUMNS=120 litestar --app enum_litestar:app routes"), docker_t)
case("strawberry-django-enum", ENUM, "strawberry-django under Django 5.0's runserver, Python 3.12, compose prefix", "BerthState is not an enum", lambda: run("PAGE=graphql timeout 8 python manage.py runserver 21013 --noreload"), compose("web-1", "postgres-1"))
case("celery-secret-key", SECRET, "pydantic-settings 2.2 in a Celery 5.4 worker, Python 3.12, CRI log file", 'The value of SECRET_KEY is "changethis", for security, please change it', lambda: run("celery -A mail_worker worker"), cri)
case("hypercorn-secret-password", SECRET, "pydantic-settings 2.2 under hypercorn 0.16, Python 3.12: the database's password is still the template's", 'The value of POSTGRES_PASSWORD is "changethis", for security, please change it',
     lambda: run("SECRET_KEY=b2f0c1 timeout 10 hypercorn quart_like:app -b 127.0.0.1:21012"), docker_t)
case("alembic-env-secret-key", SECRET, "pydantic-settings 2.2 in Alembic 1.13's env.py, Python 3.12, CircleCI", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: (alembic("prestart", CHAIN), run("sed -i '1i import sys; sys.path.insert(0, \"/srv/harbor/app\"); from config import settings' migrations/env.py; POSTGRES_PASSWORD=x alembic upgrade head", "prestart"))[1], circleci)
JOSE = "uvicorn jose312:app --host backend --port 8000"
case("requests-expired-token", JWT, "FastAPI 0.110 with python-jose 3.3 and a nightly export with requests 2.32, Python 3.12", "Could not validate credentials", lambda: serving(JOSE, 8000, ["python token_client.py"], host="backend", wrote=False), syslog3164("export", 4410))
case("undici-jwt", JWT, "FastAPI 0.110 with python-jose 3.3 and undici 5, Node 20, JSON of CloudWatch", "Could not validate credentials",
     lambda: serving(JOSE, 8000, [lambda: run("node clients.js undici http://backend:8000/api/v1/users/me eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJtaXJhIn0.AAAA", "node")], host="backend", wrote=False), cloudwatch)
case("superagent-login", LOGIN, "FastAPI 0.110 on a fresh database and superagent 10, Node 20, an uncaught error", "Invalid credentials",
     lambda: serving(JOSE, 8000, [lambda: run("node clients.js superagent http://backend:8000/api/v1/auth/login/json", "node")], host="backend", wrote=False))
case("nethttp-login", LOGIN, "FastAPI 0.110 on a fresh database: a smoke test with Ruby 3.1's net/http, GitLab", '{"detail":"Invalid credentials"}',
     lambda: serving(JOSE, 8000, [lambda: run("ruby login.rb", "other")], host="backend", wrote=False), gitlab)
case("aiohttp-health-postgres", HEALTH, "a readiness check asked by aiohttp 3.9, Python 3.12, docker json-file", 'Service Unavailable', lambda: serving(JOSE, 8000, ["python aio_client.py /api/v1/utils/health-check/"], host="backend", wrote=False, DOWN="postgres redis"), json_file)
case("urllib-probe-redis", HEALTH, "a health check script with urllib, Python 3.12, and uvicorn's access log", "{'success': False, 'message': 'Service Unavailable', 'data': ['redis']}",
     lambda: serving(JOSE, 8000, ["/usr/bin/python3 probe.py"], host="backend", DOWN="redis"), compose("backend-1"))
case("fetch-health-migrations", f"{NOT_HEAD} {HEALTH}", "a readiness check as Node 20's own fetch prints it", ['"data":["migrations_not_at_head"]'],
     lambda: serving(JOSE, 8000, [lambda: run("node clients.js fetch http://backend:8000/api/v1/utils/health-check/", "node")], host="backend", wrote=False, DOWN="migrations_not_at_head"), slack)
case("uvicorn-concurrency-limit", CONCURRENCY, "uvicorn 0.29 with --limit-concurrency 4 and eight threads of requests, Python 3.12", ["503 Service Unavailable"],
     lambda: serving(JOSE + " --limit-concurrency 4", 8000, ["python many.py"], host="backend"), compose("backend-1"))
case("script-timeout-trace", TIMEOUT, "a script runner with sys.settrace, Python 3.12, journald", "ScriptTimeoutError: script tide-model exceeded SCRIPT_EXEC_TIMEOUT (1s)", lambda: run("python scripts_thread.py slow"), journald("script-api", 77))
case("celery-script-timeout", TIMEOUT, "a Celery 5.4 task that runs a script with SIGALRM, Python 3.12, Heroku's prefix", "ScriptTimeoutError('Script execution exceeded 1 seconds')", lambda: run("timeout 20 python celery_script.py"), heroku("scripts.1"))
case("script-name-statistics", NAME, "a script runner with few modules, Python 3.12, which asks back", "NameError: name 'statistics' is not defined", lambda: run("python scripts_thread.py name"), kubectl("script-api-5f7d", "runner"))
case("continuum14-pytest-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 1.4 with SQLAlchemy 2.0 and psycopg 3.1 in pytest 8, Python 3.12, Jenkins", 'relation "tariffs_version" does not exist',
     lambda: run("cp versions20.py test_versions.py; KIND=tables pytest -q -p no:cacheprovider --tb=short test_versions.py; rm test_versions.py"), jenkins)
case("continuum14-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 1.4 with PropertyModTracker, SQLAlchemy 2.0 and psycopg 3.1, Python 3.12, PowerShell", 'column "price_mod" of relation "tariffs_version" does not exist',
     lambda: run("python versions20.py mod"), then(fold(120), powershell))
case("alembic113-lost-downgrade", LOST, "Alembic 1.13 `downgrade -1`, Python 3.12, in a shell with set -x", "Can't locate revision identified by 'a1d90f3c77be'",
     lambda: at("a1d90f3c77be", lambda: (alembic("prestart", CHAIN), run("set -x; alembic history; alembic downgrade -1", "prestart"))[1]), docker_t)
case("pytest-fixture-two-heads", FAILS, "Alembic 1.13 in a session fixture of pytest 8, Python 3.12, GitLab", "Multiple head revisions are present for given argument 'head'",
     lambda: (alembic("prestart", {**CHAIN, "0d1122aa33bb": ("5be0117aa210", "pass")}), run("cp ../app/conftest_alembic.py conftest.py; printf 'def test_berths():\\n    assert True\\n\\n\\ndef test_tides():\\n    assert True\\n' > test_api.py; pytest -p no:cacheprovider --tb=short", "prestart"))[1], gitlab)
case("alembic113-async-table-exists", FAILS, "Alembic 1.13's async template with asyncpg 0.29, Python 3.12: a migration makes a table that is there, compose prefix", 'relation "berths" already exists',
     lambda: run("alembic upgrade head", alembic("prestart", {"5be0117aa210": (None, "op.create_table('berths', sa.Column('id', sa.Integer, primary_key=True))")}, url="postgresql+asyncpg://harbor:harbor-pw@db/harbor", template="async")), compose("prestart-1", "postgres-1"))
case("invoke-no-alembic", NO_ALEMBIC, "invoke 2.2 whose shell does not have the virtual environment, Python 3.12, GitHub Actions", "alembic: command not found", lambda: run(f"PATH=/usr/bin:/bin {PY}/inv migrate"), github("inv migrate"))
case("subprocess-no-alembic", NO_ALEMBIC, "subprocess.run in a release script of Debian's Python, Heroku's prefix", "No such file or directory: 'alembic'", lambda: run("PATH=/usr/bin:/bin /usr/bin/python3 release.py"), heroku("release.4821"))
case("dumb-init-no-alembic", NO_ALEMBIC, "dumb-init 1.2 and tini 0.19 as the entry point's init", ["[dumb-init] alembic: No such file or directory"], lambda: run("PATH=/usr/bin:/bin dumb-init alembic upgrade head; echo \"exit code $?\"; PATH=/usr/bin:/bin tini -s -- alembic upgrade head; echo \"exit code $?\""), compose("migrate-1"))
