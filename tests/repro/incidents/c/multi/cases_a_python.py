"""Stacks in Python. The first id is the one to fix first, unless `root` says otherwise."""

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
NO_MAGIC = "unshare -m sh -c 'for f in /usr/lib/x86_64-linux-gnu/libmagic.so.1*; do mount --bind /dev/null \"$(realpath $f)\" 2>/dev/null; done; exec \"$@\"' sh "
API = "http://api:8000"


@case("honcho-no-postgres", f"{REFUSED} {SERVER} {HEALTH}", "honcho 2 with hypercorn/Quart (asyncpg), dramatiq and APScheduler (psycopg 3): PostgreSQL is not there; Redis is",
      ["[Errno 111] Connect call failed ('172.20.0.2', 5432)"])
def _():
    put("py/Procfile", "web: hypercorn quart_api:app --bind 0.0.0.0:8000 --access-logfile -\nworker: dramatiq dram_worker --processes 1 --threads 2\nclock: python clock.py\n")
    with Rig() as rig:
        rig.redis().start("all", "honcho start --no-colour", "py").port("api", 8000).sleep(4)
        sh("python dram_worker.py recount 6", "py")
        rig.get(f"{API}/", 12).get(f"{API}/berths", 3).get(f"{API}/ready", 6).get(f"{API}/", 9).sleep(3).stop()
        return rig.bare(only=["all"])


@case("django-atomic-manifest", f"{TABLE}", "Django 5.2 and psycopg 3: a command swallows the first error inside atomic(), 140 later rows only say that the transaction is aborted; gunicorn's quiet log beside it, stern",
      ['relation "manifests" does not exist'])
def _():
    with Rig() as rig:
        rig.pg().start("api", "gunicorn -w 2 -b 0.0.0.0:8000 --access-logfile - quay_django:application", "py").port("api", 8000)
        rig.get(f"{API}/api/vessels", 30)
        rig.run("sync", "python quay_django.py 144", "py")
        rig.get(f"{API}/api/vessels", 10).stop()
        return rig.stern(only=["api", "sync"])


@case("sanic-tortoise-password", f"{PASSWORD}", "Sanic with Tortoise ORM (asyncpg) and dramatiq in pods, the old password in both; kubectl logs --prefix --timestamps, the database's own log last",
      ['password authentication failed for user "berth"'])
def _():
    with Rig() as rig:
        bad = dict(DATABASE_URL="postgresql://berth:tide-old@postgres:5432/berth")
        rig.pg().redis()
        rig.start("worker", "dramatiq dram_worker --processes 1 --threads 2", "py", **bad).sleep(3)
        sh("python dram_worker.py recount 4", "py")
        rig.start("api", "sanic sanic_api.app --host 0.0.0.0 --port 8000 --single-process --no-motd", "py", restarts=2, **bad).sleep(9)
        rig.stop()
        return rig.kubectl(order=["cache", "worker", "api", "postgres"])


@case("flask-migrate-heads", f"{FAILS} {TABLE}", "an init container's `flask db upgrade` (Flask-Migrate 4) finds two heads, the pod's app starts all the same and misses a table 60 times; the app's log is pasted first, kubectl",
      ["Multiple head revisions are present for given argument 'head'", 'relation "tariffs" does not exist'])
def _():
    alembic("tariffs", {"0a11": (None, "pass"), "0b22": ("0a11", "op.create_table('tariffs', sa.Column('id', sa.Integer), sa.Column('rate', sa.Numeric))"), "0c33": ("0a11", "pass")})
    shutil.copy(f"{HOME}/py/flaskmig.py", f"{HOME}/tariffs/flaskmig.py")
    shutil.rmtree(f"{HOME}/tariffs/migrations")
    with Rig() as rig:
        rig.pg()
        sh("flask --app flaskmig db init", "tariffs")
        for rev, down in (("0a11", None), ("0b22", "0a11"), ("0c33", "0a11")):
            put(f"tariffs/migrations/versions/{rev}_.py", f'from alembic import op\nimport sqlalchemy as sa\nrevision = "{rev}"\ndown_revision = {down!r}\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n')
        rig.run("migrate", "flask --app flaskmig db upgrade", "tariffs")
        rig.start("api", "gunicorn -w 1 -b 0.0.0.0:8000 --access-logfile - flaskmig:app", "tariffs").port("api", 8000)
        rig.get(f"{API}/berths", 20)
        for _ in range(20):
            rig.get(f"{API}/tariffs", 3).get(f"{API}/berths", 2)
        rig.stop()
        return rig.kubectl(order=["api", "migrate"], stamps=False)


@case("heroku-release-lost-revision", f"{LOST} {COLUMN}", "Heroku-like lines: Alembic in the release phase cannot locate a revision; a Huey worker ignores 150 failed tasks for a missing column",
      ["Can't locate revision identified by 'b7d03e5ac914'", 'column "teu_total" does not exist'])
def _():
    alembic("release", {"41aa": (None, "pass"), "52bb": ("41aa", "op.add_column('port_calls', sa.Column('teu_total', sa.Integer))")})
    with Rig() as rig:
        rig.pg(*stamped_as("b7d03e5ac914")).redis()
        rig.run("release", "alembic upgrade head", "release")
        rig.start("worker", "huey_consumer huey_app.huey -w 2", "py").wait("worker", "huey_app")
        sh("python -c \"import huey_app as h; [h.tally(n) for n in range(150)]\"", "py")
        rig.sleep(5).stop()
        return rig.heroku(only=["release", "worker"])


@case("reload-enum-proxy-errors", f"{ENUM}", "concurrently 9: uvicorn --reload that fails at every change (Strawberry), and a Node dev server whose proxy is refused some hundred times",
      ["BerthState is not an enum"])
def _():
    shutil.rmtree(f"{HOME}/gql", ignore_errors=True)
    os.makedirs(f"{HOME}/gql")
    shutil.copy(f"{HOME}/py/strawberry_app.py", f"{HOME}/gql/main.py")
    with Rig() as rig:
        rig.start("dev", "concurrently -n gql,web --no-color 'uvicorn main:app --port 8000 --reload' 'node ../node/proxy.js 3000 8000'", "gql").sleep(5)
        for n in range(5):
            rig.get("http://127.0.0.1:3000/graphql", 45, 0.005)
            with open(f"{HOME}/gql/main.py", "a") as file:
                file.write(f"\n# try {n}\n")
            rig.sleep(2.5)
        rig.stop()
        return rig.bare()


@case("s6-litestar-metadata", RESERVED, "s6-svscan 2.11 restarts uvicorn with Litestar 2 and SQLAlchemy 2.0; HAProxy 2.6 has no server left; s6-log's TAI64N stamps", ["Attribute name 'metadata' is reserved"])
def _():
    shutil.rmtree(f"{HOME}/svc", ignore_errors=True)
    put("svc/api/run", f"#!/bin/sh\nexec 2>&1\ncd {HOME}/py\nexec uvicorn lite_models:app --host 0.0.0.0 --port 8000\n")
    put("svc/edge/run", f"#!/bin/sh\nexec 2>&1\nexec haproxy -db -f {HOME}/other/haproxy.cfg\n")
    sh("chmod +x svc/*/run")
    with Rig() as rig:
        rig.start("s6", "bash -c 's6-svscan svc 2>&1 | s6-tai64n'").port("web", 8080)
        for _ in range(8):
            rig.get("http://web:8080/inspections", 12).sleep(1)
        sh("s6-svscanctl -t svc")
        rig.sleep(2).stop()
        return rig.bare()


@case("rq-ambiguous-among-mappers", FOREIGN, "RQ 2 workhorses: job after job fails for one relationship; the journal as JSON (journalctl -o json)", ["Could not determine join condition between parent/child tables on relationship Transfer.source"])
def _():
    with Rig() as rig:
        rig.pg().redis()
        sh("python rq_models.py 25", "py")
        rig.start("rq-moves", "rq worker moves --burst --url redis://cache:6379/0 -w rq.SimpleWorker", "py")
        rig.children[-1][1].wait(120)
        rig.stop()
        return rig.jsonl("journal", only=["rq-moves"])


def audit(*statements, **env):
    with Rig() as rig:
        rig.pg("SET ROLE berth", "CREATE TABLE inspections (id serial PRIMARY KEY, note text, grade int)", "CREATE SEQUENCE transaction_id_seq", "CREATE TABLE transaction (issued_at timestamp, id bigint PRIMARY KEY, remote_addr varchar(50))", *statements)
        rig.start("api", "hypercorn audit_api:app --bind 0.0.0.0:8000 --access-logfile -", "py", **env).port("api", 8000)
        rig.get(f"{API}/inspections", 40).get(f"{API}/inspections?note=hull", 2, method="POST")
        for _ in range(10):
            rig.get(f"{API}/inspections", 4).get(f"{API}/inspections?note=hull", 2, method="POST")
        rig.sleep(1).stop()
        return rig


@case("continuum-hypercorn-rollback", f"{VERSIONS} {TABLE}", "hypercorn with FastAPI, SQLAlchemy-Continuum on SQLAlchemy 2.0, psycopg2: the version table is missing, then PendingRollbackError for every later request; AWS CloudWatch's JSON",
      [r'psycopg2.errors.UndefinedTable: relation \"inspections_version\" does not exist'])
def _():
    return audit().jsonl("cloudwatch", order=["postgres", "api"])


@case("continuum-mods-swarm", f"{MODS} {COLUMN}", "the same app with PropertyModTracker and a version table without its columns, docker service logs; the database's log beside it", ['column "note_mod" of relation "inspections_version" does not exist'])
def _():
    return audit("CREATE TABLE inspections_version (id int, note text, grade int, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id))", MOD="1").swarm()


@case("strategy-and-lost-table", f"{STRATEGY} {TABLE}", "two problems under supervisord 4.2: slowapi's strategy keeps the gate from booting; a Perl job (DBI) misses a table and goes on",
      ["Invalid rate limiting strategy fixed-window-elastic-expiry", 'relation "weighbridge" does not exist'])
def _():
    put("run/supervisord.conf", f"[supervisord]\nnodaemon=true\nuser=root\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile={HOME}/run/sup.pid\n"
        f"[program:weigh]\ncommand=perl {HOME}/perl/weigh.pl\nstdout_logfile=/dev/fd/1\nstdout_logfile_maxbytes=0\nredirect_stderr=true\n"
        f"[program:gate]\ncommand=uvicorn gate_api:app --port 8000\ndirectory={HOME}/py\nstdout_logfile=/dev/fd/1\nstdout_logfile_maxbytes=0\nredirect_stderr=true\nstartretries=3\nautorestart=true\nenvironment=LIMIT_STRATEGY=fixed-window-elastic-expiry\n")
    with Rig() as rig:
        rig.pg().start("sup", f"/usr/bin/supervisord -c {HOME}/run/supervisord.conf").sleep(16).stop()
        return rig.bare(only=["sup"])


@case("daphne-secret-caddy", f"{SECRET}", "docker service logs of a stack: Django's settings refuse the secret, so neither daphne nor the sync job starts; Caddy 2.6's JSON says connection refused", ['The value of SECRET_KEY is "changethis", for security, please change it'])
def _():
    with Rig() as rig:
        rig.pg().start("edge", f"caddy run --config {HOME}/other/Caddyfile --adapter caddyfile").port("web", 8081)
        rig.start("api", "daphne -b 0.0.0.0 -p 8000 quay_django:asgi", "py", restarts=3, SECRET_KEY="changethis", ENVIRONMENT="production")
        for _ in range(6):
            rig.get("http://web:8081/api/vessels", 5).sleep(1)
        rig.run("sync", "python quay_django.py 5", "py", SECRET_KEY="changethis", ENVIRONMENT="production").stop()
        return rig.swarm(order=["edge", "postgres", "api", "sync"])


@case("huey-libmagic-fluentd", LIBMAGIC, "fluentd's JSON: a Huey consumer whose image lacks libmagic restarts, among Redis's and another app's lines", ["failed to find libmagic.  Check your installation"])
def _():
    with Rig() as rig:
        rig.redis().start("api", "hypercorn quart_api:app --bind 0.0.0.0:8000 --access-logfile -", "py").port("api", 8000)
        rig.start("scans", NO_MAGIC + f"{HOME}/venv/bin/huey_consumer uploads_huey.huey -w 1", "py", restarts=4)
        rig.get(f"{API}/", 260).sleep(2).stop()
        return rig.jsonl("fluentd")


@case("stage-runpy-worker", f"{STAGE} {REFUSED}", "two problems in a swarm: the production image's worker lacks a package (traceback through runpy), restarted; the report job's SQL endpoint (asyncpg) is refused and it goes on",
      ["ModuleNotFoundError: No module named 'redis'", "Connect call failed"])
def _():
    shutil.rmtree(f"{HOME}/prod", ignore_errors=True)
    put("prod/src/__init__.py", "")
    put("prod/src/workers/__init__.py", "")
    put("prod/src/workers/consume.py", '"""Consumes moves."""\nimport logging\nimport os\n\nimport redis\n\nredis.Redis().blpop("moves")\n')
    put("prod/report.py", "import asyncio, logging, os, time\nimport asyncpg\nlogging.basicConfig(level=logging.INFO)\nasync def once():\n    await asyncpg.connect(os.environ['DATABASE_URL'], timeout=3)\n"
        "for n in range(12):\n    try:\n        asyncio.run(once())\n    except Exception:\n        logging.exception('report %d left out', n)\n    time.sleep(.4)\n")
    with Rig() as rig:
        rig.start("report", "python report.py", "prod").start("worker", f"{HOME}/venv-prod/bin/python -m src.workers.consume", "prod", restarts=5).sleep(7).stop()
        return rig.swarm()


@case("shadowed-alembic-then-tables", f"{NO_ALEMBIC} {TABLE}", "journald: an entry point's `from alembic.config import main` meets a folder of that name and goes on; Quart and asyncpg then miss a table 50 times",
      ["No module named 'alembic.config'", 'relation "crane_slots" does not exist'])
def _():
    fresh("entry")
    put("entry/alembic/__init__.py", "")
    put("entry/alembic/versions/.gitkeep", "")
    shutil.copy(f"{HOME}/py/quart_api.py", f"{HOME}/entry/quart_api.py")
    with Rig() as rig:
        rig.pg()
        rig.run("quayside", "echo '[entrypoint] migrate'; python -c \"import sys; from alembic.config import main; sys.argv = ['alembic', 'upgrade', 'head']; main()\" || echo '[entrypoint] migrate returned 1, continuing'", "entry")
        rig.start("quayside", "hypercorn quart_api:app --bind 0.0.0.0:8000 --access-logfile -", "entry").port("api", 8000)
        for _ in range(10):
            rig.get(f"{API}/", 6).get(f"{API}/crane-slots", 5)
        rig.stop()
        return rig.journal(only=["quayside"])


@case("script-name-cascade", f"{'python/name-error-module-not-whitelisted'}", "a script runner, 1,500 runs: one script uses a module that is not allowed, a hundred later runs only miss its data; `ts` of moreutils", ["NameError: name 'polars' is not defined"])
def _():
    return sh("python sandbox_rq.py dwell-time dwell-report 900 600 2>&1 | ts '%Y-%m-%d %H:%M:%.S scripts |'", "py")


@case("script-timeout-cascade", "app/script-timeout", "the same runner: one script runs into the time limit after 400 good runs, then 300 symptoms; GCP's JSON", ["ScriptTimeoutError: Script execution exceeded 1 seconds"])
def _():
    with Rig() as rig:
        return rig.run("scripts", "python sandbox_rq.py yard-plan yard-report 400 900", "py").jsonl("gcp")


@case("flask-redis-double", f"{DOUBLE} {HEALTH}", "Flask 3 under gunicorn writes its Redis URL at the start, then 40 tracebacks; the readiness check's body by a prober; docker compose logs -t by service",
      ["invalid username-password pair", "redis://:bollard@:bollard@cache:6379/0"])
def _():
    with Rig() as rig:
        rig.redis("--requirepass bollard").start("gatehouse", "gunicorn -w 2 -b 0.0.0.0:8000 --access-logfile - session_flask:app", "py", REDIS_URL="redis://:bollard@cache:6379/0", REDIS_PASSWORD="bollard").port("api", 8000)
        rig.get(f"{API}/", 25)
        for _ in range(8):
            rig.get(f"{API}/session", 5).get(f"{API}/", 3)
        rig.run("prober", f"for n in 1 2 3 4 5; do curl -s {API}/ready; sleep .3; done").stop()
        return rig.v2t(order=["prober", "gatehouse", "cache"])


@case("pgbouncer-password", f"{PASSWORD} {SERVER}", "PgBouncer 1.18 between: it is refused by the server for its own old password and says the same to the app, a Huey worker that swallows errors (psycopg2)", ["password authentication failed for user"])
def _():
    put("run/users.txt", '"berth" "tide-gate"\n')
    put("run/pgbouncer.ini", f"[databases]\nberth = host=postgres port=5432 dbname=berth user=berth password=tide-old\n[pgbouncer]\nlisten_addr=172.20.0.7\nlisten_port=6432\nauth_type=plain\nauth_file={HOME}/run/users.txt\nlogfile=\npidfile=\nunix_socket_dir=\nserver_login_retry=1\n")
    sh("chmod 644 run/users.txt run/pgbouncer.ini")
    with Rig() as rig:
        rig.pg().redis().start("pgbouncer", "setpriv --reuid=postgres --regid=postgres --init-groups pgbouncer run/pgbouncer.ini").port("pgbouncer", 6432)
        rig.start("tally", "huey_consumer huey_app.huey -w 2", "py", DATABASE_URL="postgresql://berth:tide-gate@pgbouncer:6432/berth").wait("tally", "huey_app")
        sh("python -c \"import huey_app as h; [h.tally(n) for n in range(40)]\"", "py")
        rig.sleep(14).stop()
        return rig.v2(order=["tally", "pgbouncer", "postgres"])
