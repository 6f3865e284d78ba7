"""Alembic, PostgreSQL connections, versioned models, scripts."""


def behind(work):
    return stamped("3f8a51c0d97e", work)


LONG = {"3f8a51c0d97e": (None, "create members", "pass"), "2026_11_20_add_opening_hours_to_branches": ("3f8a51c0d97e", "opening hours", "pass")}
case("version-num-too-long", FAILS, "Alembic 1.20 with psycopg2: a revision id longer than alembic_version's column, Python 3.13, compose prefix", "value too long for type character varying(32)",
     lambda: (run("alembic upgrade head", alembic("mig1", LONG, url="postgresql+psycopg2://library:library-dev@db/blank")), sql("DROP TABLE IF EXISTS alembic_version", "blank"))[0], compose("prestart-1", "prestart-1"))
case("sqlite-alter-constraint", FAILS, "Alembic 1.20: a unique constraint added in SQLite, Python 3.13, GitHub Actions", "No support for ALTER of constraints in SQLite dialect",
     lambda: run("rm -f dev.db; alembic upgrade head", alembic("mig2", {"3f8a51c0d97e": (None, "create members", "op.create_table('members', sa.Column('id', sa.Integer, primary_key=True), sa.Column('email', sa.String(120)))"), "a26d04be7713": ("3f8a51c0d97e", "unique email", "op.create_unique_constraint('members_email_key', 'members', ['email'])")}, url="sqlite:///dev.db")), github("alembic upgrade head"))
case("flask-db-check-not-at-head", NOT_HEAD, "Flask-Migrate 4.1 `flask db check` on a database that is behind, Python 3.13, GitHub Actions", "Target database is not up to date.",
     lambda: behind(lambda: run("flask --app site_app db check", site("fsite", CHAIN))), github("flask --app site_app db check"))
case("flask-db-current-lost-revision", LOST, "Flask-Migrate 4.1 `flask db current` after a change of branches, Python 3.13, in a terminal", "Can't locate revision identified by '71cd0b9e52fa'",
     lambda: stamped("71cd0b9e52fa", lambda: terminal(["flask --app site_app db current"], cwd=site("fsite2", CHAIN), at="/home/ines/library", prompt="(venv) ines@framework:~/library$ ")))
case("offline-sql-lost-revision", LOST, "Alembic 1.20 `alembic upgrade head --sql` from a revision that the branch does not have, GitHub Actions, Python 3.13", "Can't locate revision identified by '71cd0b9e52fa'",
     lambda: run("alembic upgrade 71cd0b9e52fa:head --sql", alembic("mig4", CHAIN)), github("alembic upgrade $DEPLOYED_REVISION:head --sql"))
case("ash-no-alembic", NO_ALEMBIC, "busybox 1.35's ash without the virtual environment, in a restarted container, containerd's log", "alembic: not found",
     lambda: run("for n in 1 2 3; do busybox ash -c 'set -e; echo \"[entrypoint] applying migrations\"; alembic upgrade head'; done", "sql", python=False, PATH="/usr/sbin:/usr/bin:/sbin:/bin"), cri)
case("node-spawn-no-alembic", NO_ALEMBIC, "a release script of Node 20 that spawns alembic in an image without it, compose prefix", "spawn alembic ENOENT",
     lambda: node("node release.mjs", project("spawn", {"release.mjs": "import { spawn } from \"node:child_process\";\n\nconsole.log(\"release: migrating\");\nconst step = spawn(\"alembic\", [\"upgrade\", \"head\"], { stdio: \"inherit\" });\nstep.on(\"exit\", (code) => process.exit(code ?? 1));\n"})), compose("release-1", "postgres-1"))
case("aerich-wrong-password", PASSWORD, "Aerich 0.10 `aerich upgrade` for Tortoise ORM 1.1 with asyncpg and a stale password, Python 3.13, compose prefix", 'password authentication failed for user "library"',
     lambda: run("aerich upgrade", project("aerich", {"pyproject.toml": "[tool.aerich]\ntortoise_orm = \"settings.TORTOISE_ORM\"\nlocation = \"./migrations\"\nsrc_folder = \"./.\"\n", "models.py": "from tortoise import fields\nfrom tortoise.models import Model\n\n\nclass Member(Model):\n    id = fields.IntField(primary_key=True)\n    email = fields.CharField(120, unique=True)\n", "settings.py": "TORTOISE_ORM = {\"connections\": {\"default\": \"asyncpg://library:old-dev@db:5432/library\"}, \"apps\": {\"models\": {\"models\": [\"models\", \"aerich.models\"], \"default_connection\": \"default\"}}}\n", "migrations/models/0_20261103091244_init.py": "from tortoise import BaseDBAsyncClient\n\nRUN_IN_TRANSACTION = True\n\n\nasync def upgrade(db: BaseDBAsyncClient) -> str:\n    return \"\"\"CREATE TABLE IF NOT EXISTS \"member\" (\"id\" SERIAL NOT NULL PRIMARY KEY)\"\"\"\n\n\nasync def downgrade(db: BaseDBAsyncClient) -> str:\n    return \"\"\"DROP TABLE IF EXISTS \"member\" \"\"\"\n"})), compose("migrate-1", "migrate-1"))
case("sqlacodegen-wrong-password", f"{PASSWORD} {SERVER}", "sqlacodegen 4 with a stale password in the URL, SQLAlchemy 2.1 with psycopg2, Python 3.13, in a terminal", 'password authentication failed for user "library"',
     lambda: terminal(["sqlacodegen postgresql+psycopg2://library:old-dev@db:5432/library > models.py"], cwd=project("codegen", {"README": ""}), at="/home/ines/library", prompt="(venv) ines@framework:~/library$ "))
case("yoyo-undefined-table", TABLE, "yoyo-migrations 9 `yoyo apply`: a migration of a table that another branch creates, psycopg2, Python 3.13, GitHub Actions", 'relation "reservations" does not exist',
     lambda: run("yoyo apply --batch --no-config-file -v -d postgresql://library:library-dev@db/blank ./migrations; s=$?; exit $s", project("yoyo", {"migrations/0007.reservation-notes.sql": "-- reservation notes\nALTER TABLE reservations ADD COLUMN note text;\n"})), github("yoyo apply --batch -d \"$DATABASE_URL\" ./migrations"))
case("fastapi-too-many-clients", SERVER, "FastAPI 0.165 with SQLModel and psycopg2 when all of PostgreSQL's connections are taken, Python 3.13, compose prefix", "FATAL:  remaining connection slots are reserved",
     lambda: crowded(lambda: serving("uvicorn sqlmodel_members:app --host 0.0.0.0 --port 8000", 8000, ["curl -s -o /dev/null backend:8000/members"], seen=False, DATABASE_URL=URL.replace("postgresql:", "postgresql+psycopg2:"))), compose("backend-1", "postgres-1"))
case("stale-socket-path", SERVER, "Flask 3.1 with SQLAlchemy 2.1 and psycopg2 2.9: a URL without a host where no server has its socket, `flask shell`, Python 3.13, as it came", "failed: No such file or directory",
     lambda: run("flask --app site_app shell <<< 'from site_app import Member, db; print(db.session.query(Member).count())'", DATABASE_URL="postgresql+psycopg2:///library"))
case("litestar-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 2.0 with PropertyModTracker in Litestar 2.25 under uvicorn, psycopg2, Python 3.13, compose prefix", 'column "shelf_no_mod" of relation "loans_version" does not exist',
     lambda: serving("uvicorn litestar_versioned:app --host 0.0.0.0 --port 8000", 8000, [post("/loans", '{"shelf_no": 4}')], seen=False, TRACK="1"), compose("backend-1", "postgres-1"))
case("taskiq-continuum-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 2.0 in a Taskiq worker, psycopg 3, Python 3.13, docker logs -t", 'relation "books_version" does not exist',
     lambda: run("taskiq worker taskiq_versioned:broker --workers 1 & P=$!; sleep 6; python taskiq_versioned.py; sleep 3; kill $P; wait", DATABASE_URL=PSYCOPG, PYTHONPATH="/app"), docker_t)
case("celery-continuum14-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 1.4 in a Celery 5.4 task, psycopg2, Python 3.12, compose prefix", 'relation "books_version" does not exist',
     lambda: py312(lambda: run("celery -A celery_versioned worker -l INFO -P solo & P=$!; sleep 8; python -c 'from celery_versioned import store; store.delay({\"isbn\": \"9780141182803\", \"title\": \"Ulysses\"})'; sleep 3; kill $P; wait")), compose("celery-1", "postgres-1"))
case("sanic-script-name", NAME, "a script API of Sanic 25.12 with few builtins, Python 3.13, compose prefix", "NameError: name 'datetime' is not defined",
     lambda: serving("sanic scripts_sanic:app --host 0.0.0.0 --port 8000 --single-process", 8000, [post("/api/v1/scripts/overdue", '{"source": "today = datetime.date.today()\\nresult = [l for l in loans if l[1] < today]"}')], seen=False), compose("scripts-1", "postgres-1"))
case("taskiq-script-name", NAME, "a Taskiq worker that runs users' scripts, Python 3.13, containerd's log", "NameError: name 'numpy' is not defined",
     lambda: run("taskiq worker taskiq_scripts:broker --workers 1 & P=$!; sleep 6; python taskiq_scripts.py 'result = numpy.mean([3, 5, 9])'; sleep 3; kill $P; wait", PYTHONPATH="/app"), cri)
case("taskiq-script-timeout", TIMEOUT, "a Taskiq worker that runs users' scripts with a time limit, Python 3.13, compose prefix", "taskiq_scripts.ScriptTimeoutError: ",
     lambda: run("taskiq worker taskiq_scripts:broker --workers 1 & P=$!; sleep 6; python taskiq_scripts.py 'while True: pass'; sleep 6; kill $P; wait", PYTHONPATH="/app"), compose("script-worker-1", "postgres-1"))
case("quart-script-timeout", TIMEOUT, "a script API of Quart 0.23 under hypercorn 0.18, the script in a child process, Python 3.13, docker json-file", "ScriptTimeoutError: ",
     lambda: serving("hypercorn -b 0.0.0.0:8000 --error-logfile - scripts_quart:app", 8000, [post("/scripts/fines/run", '{"source": "while True: pass"}')], seen=False), json_file)
case("rq-secret-key", SECRET, "pydantic-settings in an RQ 3 worker's settings module in production, Python 3.13, journalctl -o json", 'The value of SECRET_KEY is \\"changethis\\", for security, please change it',
     lambda: run("rq worker -c worker_settings", PYTHONPATH="/app", ENVIRONMENT="production"), journal_json("library-worker"))
case("litestar-run-secret-key", SECRET, "pydantic-settings under `litestar run` on staging, Litestar 2.25, Python 3.13, in a terminal", 'The value of SECRET_KEY is "changethis"',
     lambda: terminal(["ENVIRONMENT=staging litestar --app litestar_settings:app run"], at="/home/ines/library", prompt="(venv) ines@framework:~/library$ ", columns=140))


def crowded(work):
    holder = subprocess.Popen(outside("exec python -c 'import psycopg, time\nheld = []\ntry:\n    while True: held.append(psycopg.connect(\"postgresql://library:library-dev@db/library\"))\nexcept Exception: time.sleep(60)'", "app", True), env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(4)
    try:
        return work()
    finally:
        os.killpg(holder.pid, signal.SIGKILL)
        holder.wait()
        time.sleep(1)
