p("uvicorn-lifespan-mappers", "amb-life", "prop.init", "raise sa_exc", "amb", ["_determine_joins", "raise sa_exc"], f"FastAPI's lifespan under uvicorn, {SA}: a relationship over two foreign keys; frames without the message")
p("rich-determine-joins", "amb-rich", -15, -6, "amb", ["_determine_joins", "raise sa_exc"], f"rich's traceback of {SA}: a relationship over two foreign keys; the last box without the message")
p("structlog-api-key-json", "amb-json", 1, -1, "amb", "AmbiguousForeignKeysError", f"structlog's JSON line with the traceback in it, {SA}: a relationship over two foreign keys; as it came")
p("structlog-trim-constraints", "amb-jsond", -16, -1, "amb", "_joincond_trim_constraints", f"structlog's dict_tracebacks through json.tool, {SA}: a relationship over two foreign keys; the end")
p("nose-two-orders-error", "nose", "_setup_join_conditions", "raise sa_exc", "amb", ["raise sa_exc"], f"nose2, {SA}: a relationship over two foreign keys; frames without the message") if False else None
p("env-py-imports-document", "meta-al", -22, -2, "meta", ["_extract_mappable_attributes", "InvalidRequestError"], f"alembic revision --autogenerate, {SA}: env.py imports a model with a column called metadata; without head and last line")
p("pytest-collect-setup-mapping", "meta-ptcol", r"setup_mapping", "raise exc", "meta", ["_extract_mappable_attributes"], f"pytest's error during collection, {SA}: a column called metadata; frames without the E line")
p("uvicorn-reload-document", "meta-reload", "class Document", "raise exc", "meta", ["_extract_mappable_attributes"], f"uvicorn --reload, {SA}: a column called metadata; frames without the last lines")
p("rich-elif-k-metadata", "meta-rich", -12, -2, "meta", ["raise exc"], f"rich's traceback of {SA}: a column called metadata; the last box without the message")
p("rich-version-statement", "ver-run-rich", -9, -1, "ver tab", ["LINE 1", "schedule_runs_version"], f"rich's traceback, SQLAlchemy-Continuum 2.0 on {SA}, psycopg2: the version table was named in the singular; the last lines without the error's")
p("rich-mod-statement", "ver-roster-rich", -11, -1, "mod col", ["LINE 1", "name_mod"], f"rich's traceback, SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin on {SA}, psycopg2: no _mod columns; the last lines without the error's")
p("gunicorn-version-statement", "ver-run-gun", r"\[SQL: INSERT INTO schedule", "+3", "ver tab", ["schedule_runs_version"], "x") if False else None
p("gunicorn-mod-line-one", "ver-roster-gun", ("^LINE 1", 2), "Background", "mod col", ["LINE 1", "name_mod, start_date_mod"], f"gunicorn's log of a FastAPI route, SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin on {SA}: no _mod columns; from LINE 1 on")
p("structlog-version-json", "ver-run-json", -1, -1, "ver tab", ["schedule_runs_version"], f"structlog's JSON line, SQLAlchemy-Continuum 2.0 on {SA}: the version table was named in the singular; the last line")
p("structlog-mod-json", "ver-roster-json", -1, -1, "mod col", ["name_mod"], f"structlog's JSON line, SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin on {SA}: no _mod columns; the last line")
p("sqlite-no-such-version", "ver-run-lite", -4, -1, "ver tab", ["no such table"], f"SQLAlchemy-Continuum 2.0 on {SA}, SQLite: the version table was named in the singular; the last four lines") if False else None
p("csvlog-name-mod", "s4csv", "name_mod", "+1", "mod col", ["42703"], "PostgreSQL 15's csvlog: SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin, the version table has no _mod columns; one record")
p("jsonlog-runs-version", "s4json", "schedule_runs_version", "+1", "ver tab", ["42P01"], "PostgreSQL 15's jsonlog: SQLAlchemy-Continuum 2.0 writes to a version table that was named in the singular; one line")
p("structlog-forecast-json", "name-json", 1, -1, "name", ["numpy"], f"structlog's JSON line of a script runner with few modules, {PY}: a script uses numpy; as it came")
p("rich-exec-compile", "name-rich", -8, -1, "name", ["NameError"], f"rich's traceback of a script runner with few modules, {PY}: a script uses pandas; the last lines")
p("flask-stamp-422", "name-flask", 1, 8, "name", ["datetime"], f"`curl -i` of a Flask script runner with few modules, {PY}: a script uses datetime; what the client saw")
p("uvicorn-run-forecast-tail", "name-http", "in run$", "NameError", "name", ["NameError"], f"uvicorn's log of a script runner with few modules, {PY}: a script uses numpy; the end of the traceback")
p("alembic-env-magic", "lm-al", -8, -3, "magic", ["load_lib"], f"alembic whose env.py imports python-magic 0.4.27, libmagic is not in the system, {PY}; frames without the last two lines")
p("django-settings-magic", "lm-dj", -8, -3, "magic", ["load_lib"], f"manage.py check, settings that import python-magic 0.4.27, libmagic is not in the system, {PY}; frames without the last two lines")
p("nose-test-upload", "lm-nose", 1, 9, "magic", ["load_lib"], f"nose2, python-magic 0.4.27, libmagic is not in the system, {PY}; the head of the failure, without the message") if False else None
p("nose-upload-error-end", "lm-nose", -9, -1, "magic", ["libmagic"], f"nose2, python-magic 0.4.27, libmagic is not in the system, {PY}; the last lines")
p("rich-loader-forty-nine", "lm-rich", -16, -7, "magic", ["load_lib"], f"rich's traceback of python-magic 0.4.27, libmagic is not in the system, {PY}; frames, without the source line that says so")
# alembic
0 and p("current-check-heads", "al-check", 1, 5, "nh", ["not on all head|Database is not|check-heads"], "Alembic 1.16: `alembic current --check-heads`, the database is one revision behind; a terminal")
p("at-head-script-terminal", "al-check", "bash at_head", -1, "nh", "NOT at head", "a start script around Alembic 1.16: the database is one revision behind; a terminal")
p("at-head-bash-x", "al-athead", "grep -q", "ERROR: alembic", "nh", "NOT at head", "x") if False else None
p("flask-health-body-heads", "al-life", "^.\"current", "^wget exit", "nh h503", ["migrations_not_at_head"], "curl and wget of a Flask health check: the database is one revision behind; the body and what wget saw")
p("health-curl-and-wget-exit", "al-life", "^curl exit", "-", "nh", "exit", "x") if False else None
p("python-command-check-tail", "al-py", -3, -1, "nh", "not up to date|CommandError", f"alembic.command.check from Python 3.11: the database is one revision behind; the last lines")
p("enum-state-tail", "up-enum", -9, -1, "up", ["already exists"], f"Alembic 1.16 on {SA}, psycopg2: an enum type that is there; the last lines")
0 and p("drop-constraint-frames", "up-index", "versions/c40e", "+12", "up", ["versions/c40e", "drop_constraint"], f"Alembic 1.16 on {SA}, psycopg2: a constraint that is not there; the middle of the traceback")
p("unique-constraint-duplicated", "up-unique", "versions/c40e", "+10", "up", ["versions/c40e", "create_unique"], f"Alembic 1.16 on {SA}, psycopg2: a unique constraint over names that are there twice; the middle of the traceback")
0 and p("uvicorn-lifespan-upgrade", "up-life", "versions/c40e", "+12", "up", ["versions/c40e"], f"FastAPI's lifespan runs alembic upgrade head: a unique constraint over names that are there twice; the middle of the traceback")
p("sqlite-alter-upgrade", "up-lite", "versions/c40e", "+12", "up", ["op.alter_column"], f"Alembic 1.16 on SQLite: ALTER COLUMN in a migration; the middle of the traceback")
p("make-migrate-two-last", "up-make", -2, -1, "up", "x", "x") if False else None
p("branches-and-current", "up-heads", "branchpoint", "+12", "up", ["branchpoint"], "Alembic 1.16: `alembic branches -v` and `current` with two branches; the failed upgrade above it is cut off")
p("folded-multiple-heads", "up-heads", "^FAILED: Mult", "+4", "up", "Multiple head", "Alembic 1.16: `alembic revision` and the beginning of `alembic upgrade head` with two branches, folded at 70; four lines")
p("pytest-upgrade-summary", "up-pt", "^FAILED", "+2", "up", "FAILED", "x") if False else None
p("downgrade-cant-locate", "lost-down", 1, "FAILED", "lost", "locate", "Alembic 1.16: `alembic downgrade -1`, the database was migrated from another branch; a terminal")
p("show-and-grep-none", "lost-show", 2, -1, "lost", ["8d1f0c2ab731"], "Alembic 1.16: `alembic show` and grep for a revision that is only in the database; a terminal, without the first command")
p("pytest-migrations-lost-frames", "lost-pt", ("_catch_revision_errors", 2), "raise util.CommandError.resolution", "lost", ["raise util.CommandError.resolution"], "pytest --tb=short of alembic upgrade, the database was migrated from another branch; frames without the E line")
p("pytest-migrations-two-heads", "up-pt", "raise util.CommandError.multiple_heads", "raise util.CommandError.multiple_heads", "up", ["multiple_heads"], "x") if False else None
p("pytest-summary-multiple-he", "up-pt", -3, -1, "up", ["Multiple he"], "pytest's summary of alembic upgrade, two branches; cut by pytest at 80 columns")
p("raiseerr-display-version", "lost-raise", "display_version", -2, "lost", ["raise util.CommandError.resolution"], "alembic --raiseerr current, the database was migrated from another branch; the last frames without the message")
p("at-head-set-x", "al-athead", 7, -1, "nh", ["NOT at head"], "a start script around Alembic 1.16 with bash -x: the database is one revision behind; the last lines") if False else None
p("make-migrate-alter-table", "up-make", -4, -1, "up", ["ALTER TABLE"], "GNU make around Alembic 1.16 on SQLite: ALTER COLUMN in a migration; the last lines")
p("check-exit-run-environment", "al-py", "run_autogenerate", -2, "nh", ["not up to date"], "x") if False else None
0 and p("uvicorn-lifespan-locate", "lost-life", -4, -1, "lost", "locate", "FastAPI's lifespan runs alembic upgrade head, the database was migrated from another branch; the last lines")
p("raiseerr-key-error", "lost-raise", "KeyError", "+10", "lost", "8d1f0c2ab731", "x") if False else None
p("autogenerate-stamp-check-lost", "lost-auto", -3, -1, "lost", "locate", "Alembic 1.16: revision --autogenerate, stamp head and check, the database was migrated from another branch; the last lines")
p("make-migrate-lost-error", "lost-make", -4, -1, "lost", "locate", "GNU make around Alembic 1.16, the database was migrated from another branch; the last lines")
0 and p("version-and-history-verbose", "lost-log", 1, "FAILED|locate", "lost", "locate|FAILED", "psql and `alembic history -v`, then the upgrade's last line: the database was migrated from another branch")
# redis
for k, d in (("kombu", "kombu"), ("limits", "limits")):
    p(f"{k}-last-line-refused", f"rref-{k}", -1, -1, "rr", "onnect", f"{d}, Redis is not up; only the last line")
p("kombu-errback-again", "rdbl-kombu", 1, 3, "rd", ["local_pass@:local_pass"], "kombu's ensure_connection with an errback: the password stands twice in the URL; the first lines")
p("limits-storage-check-false", "rdbl-limits", 1, 3, "rd", ["local_pass@:local_pass"], "limits' RedisStorage: the program prints its URL, in which the password stands twice, and what check() says; the first lines")
p("connection-kwargs-password", "rdbl-settings", 1, 6, "rd", ["local_pass@:local_pass"], "redis-py: connection_kwargs of a client from a URL with the password twice; the first lines")
p("uvicorn-cache-url-failed", "rdbl-life", "cache:", "+6", "rd", ["local_pass@:local_pass"], "FastAPI's lifespan under uvicorn prints the cache's URL, in which the password stands twice; that line and the next, without the exception")
p("node-redis-url-twice", "rdbl-node", 1, 6, "rd", ["local_pass@:local_pass"], "node-redis, Node 20: echo of the URL with the password twice, then the first lines")
p("redis-cli-set-x-get", "rdbl-cli", 1, -1, "rd", ["local_pass@:local_pass"], "x") if False else None
p("django-set-then-env", "rdbl-djc", -4, -1, "rd", ["local_pass@:local_pass"], "Django's cache in `manage.py shell`, then `env | grep REDIS`: the password stands twice in the URL; the last lines")
0 and p("celery-warning-level-twice", "rdbl-cel", 1, 12, "rd", ["local_pass@:local_pass"], "Celery 5 after `env | grep`: the password stands twice in the URL; the first lines")
p("uvicorn-lifespan-redis-tail", "rref-life", -4, -1, "rr", "6379|refused", "FastAPI's lifespan under uvicorn with redis-py's asyncio, Redis is not up; the last lines")
p("node-redis-giving-up", "rref-node", -8, -1, "rr", "ECONNREFUSED|giving up", "node-redis, Node 20, Redis is not up; the last lines")
p("gunicorn-lifespan-redis", "rref-gun", "redis/asyncio/connection.py", "+8", "rr", "redis/asyncio", "x") if False else None
0 and p("celery-status-refused", "rref-cel", -2, -1, "rr", "refused", "celery status, Redis is not up; the last lines")
p("redis-localhost-refused", "rref-local", 1, 8, "rr", "6379", "node-redis, Node 20, localhost:6379 where no Redis is; the first error")
# postgres is not up
p("uvicorn-startup-refused", "cr-life", -5, -1, "ref srv", "Is the server", f"FastAPI's lifespan under uvicorn, {SA} with psycopg2: the server is not up; the last lines")
p("gunicorn-worker-startup-db", "cr-asylife", "Is the server", "+8", "ref srv", "Is the server", f"gunicorn with FastAPI's lifespan, {SA} with psycopg 3: the server is not up; from the question on")
p("pgcli-connection-refused", "cr-pgcli", 1, -1, "ref srv", "refused", "pgcli 4, the server is not up; as it came")
p("pg-dump-empty-refused", "cr-dump", 1, 3, "ref srv", "refused", "pg_dump 15 in a pipe to gzip, the server is not up; the first lines")
p("pandas-select-one-refused", "cr-pd", -3, -1, "ref srv", "Is the server", f"pandas' read_sql on {SA}, psycopg2: the server is not up; the last lines")
p("not-ready-yet-loop", "cr-wait", 4, -1, "ref srv", "refused", "a waiting loop with pg_isready 15 and psql, the server is not up; the last lines")
p("dots-and-timeout", "cr-bash", 1, -1, "ref", "refused", "a waiting loop with bash's /dev/tcp that gives up, then once more with its error; as it came") if False else None
p("curl-telnet-db", "cr-curl", 1, "^curl", "ref", "refused", "curl -v telnet://db:5432, the server is not up; as it came")
p("django-dbshell-refused", "cr-dj", -3, -1, "ref srv", "refused|Is the server", "Django's dbshell, the server is not up; the last lines")
p("sequelize-unable-to-connect", "cr-seq", -16, -1, "ref", "ECONNREFUSED", "Sequelize 6, Node 20: the server is not up; the end of the printed error")
p("wait-on-tcp-verbose", "cr-waiton", 1, 7, "ref", "ECONNREFUSED", "wait-on -v tcp:db:5432, the server is not up; the first lines")
0 and p("jest-connect-refused", "cr-jest", "●", "+14", "ref", "ECONNREFUSED", "Jest with node-postgres 8: the server is not up; the failure")
