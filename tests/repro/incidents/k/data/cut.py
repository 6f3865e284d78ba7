#!/usr/bin/env python3
"""Cuts the pieces out of the raw outputs in /srv/pieces-data/raw (whole lines only) and writes OUT/logs/NAME.log and .toml."""
import json, os, re, subprocess, sys

RAW = os.environ.get("RAW", "/srv/pieces-data/raw")
LOGS = os.environ.get("LOGS") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "../logs")
seen, used = {}, {}
R = dict(dup="postgres/duplicate-key", col="postgres/undefined-column", tab="postgres/undefined-table", var="postgres/psql-variable-in-dollar-quote", pw="postgres/password-authentication-failed",
         ref="postgres/connection-refused-at-start", srv="postgres/connection-to-server-failed", amb="sqlalchemy/ambiguous-foreign-keys", meta="sqlalchemy/reserved-attribute-metadata",
         ver="sqlalchemy/continuum-version-table-name", mod="sqlalchemy/continuum-mod-columns", up="alembic/upgrade-head-fails", nh="alembic/not-at-head", lost="alembic/cant-locate-revision",
         anf="python/alembic-not-found", name="python/name-error-module-not-whitelisted", rd="redis/url-double-password", rr="redis/connection-refused", h503="http/health-check-503",
         script="docker/script-not-mounted", copy="docker/copy-source-not-found", multi="docker/multistage-missing-packages", dvar="docker/compose-variable-not-set", port="docker/port-already-allocated",
         magic="docker/cached-layer-missing-dependency")


def find(lines, want, begin=0):
    if isinstance(want, int):
        return want - 1 if want > 0 else len(lines) + want
    want, nth = want if isinstance(want, tuple) else (want, 1)
    for i in range(begin, len(lines)):
        if re.search(want, lines[i]):
            nth -= 1
            if not nth:
                return i
    raise SystemExit(f"no {want!r}")


def piece(name, raw, start, end, ids, decisive, source, fold=None):
    data = open(f"{RAW}/{raw}.txt", encoding="utf-8", errors="surrogateescape", newline="").read()
    if fold:
        data = subprocess.run(["fold", "-w", str(fold)], input=data, text=True, stdout=subprocess.PIPE).stdout
    lines = data.rstrip("\n").split("\n")
    a = find(lines, start)
    b = a + int(end[1:]) - 1 if isinstance(end, str) and end.startswith("+") else find(lines, end, a)
    assert 0 <= a <= b < len(lines) and b - a < 42, (name, a, b, len(lines))
    assert name not in seen, name
    for x, y, other in used.get(raw, []) if not fold else []:
        assert b < x or a > y, f"{name} overlaps {other}"
    used.setdefault(raw, []).append((a, b, name))
    cut = lines[a:b + 1]
    hits = []
    for want in decisive if isinstance(decisive, list) else [decisive]:
        hits.append(next((i + 1 for i, line in enumerate(cut) if re.search(want, line)), None))
        assert hits[-1], (name, want, cut)
    seen[name] = ids
    with open(f"{LOGS}/{name}.log", "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write("\n".join(cut) + "\n")
    names = [R[i] for i in ids.split()]
    with open(f"{LOGS}/{name}.toml", "w") as file:
        file.write(f"ids = {json.dumps(names)}\nroot = {json.dumps(names[0])}\nlines = {sorted(set(hits))}\nfrom = {json.dumps(source)}\n")


SA = "SQLAlchemy 2.0.43"
PY = "Python 3.11"
for old in os.listdir(LOGS):
    os.remove(f"{LOGS}/{old}")

# duplicate key
piece("seed-again-tail", "dup-seed", ("^DETAIL", 2), -1, "dup", "^DETAIL", f"a seed script run twice, {SA} with psycopg2; the terminal's last lines, the exception itself has scrolled off")
piece("people-post-conflict", "api", "^HTTP/1.1 409", "^{.detail", "dup", "already exists", "`curl -i` against FastAPI, which hands on the driver's detail: an e-mail that is there; what the client saw")
piece("pg-error-object-constraint", "node-dup", "  where:", -1, "dup", ["constraint:", "_bt_check_unique"], "node-postgres 8, Node 20: an insert of a person who is there; the end of the printed error object")
piece("sequelize-validation-item", "seq-dup", "ValidationErrorItem", "^  ],", "dup", ["must be unique", "unique violation"], "Sequelize 6's bulkCreate of a seed run twice, Node 20; the middle of the printed error")
piece("server-log-copy-context", "server5", "DETAIL:  Key", "STATEMENT:  COPY", "dup", "DETAIL", "PostgreSQL 15's log during psql's \\copy of a CSV that holds a person who is there; cut behind the ERROR line")
piece("jdbc-detail-and-frames", "java-dup", "Detail:", -1, "dup", "Detail:", "PostgreSQL JDBC 42.5, Java 17: an insert of a person who is there; the stack trace without its head")
# undefined column
piece("assignments-caret", "api", ("LINE 1: SELECT assign", 2), "Background", "col", ["^LINE 1", r"^\[SQL"], f"FastAPI on uvicorn, {SA}, psycopg2: the model has a column that the table lacks; the tail without the exception's line")
piece("pg-error-object-42703", "node-col", "  code:", -1, "col", ["42703", "errorMissingColumn"], "node-postgres 8, Node 20: a query for a column that is not there; the end of the printed error object")
piece("ruby-pg-caret", "rb-col", 2, -1, "col", ["^LINE 1", r"^ *\^"], "ruby-pg 1.4, Ruby 3.1: a query for a column that is not there; without the first line")
# undefined table
piece("invoices-caret", "api", ("LINE 2: FROM invoices", 2), ("Background", 1), "tab", ["^LINE 2", r"^\[SQL"], f"FastAPI on uvicorn, {SA}, psycopg2: the table of a model was never made; the tail without the exception's line")
piece("pg-error-object-open-table", "node-tab", "  position:", -1, "tab", "parserOpenTable", "node-postgres 8, Node 20: a query of a table that is not there; the end of the printed error object")
piece("pdo-trace-without-head", "php-tab", 2, -1, "tab", [r"^LINE 1", r"\^ in /app"], "PDO pgsql, PHP 8.2: a query of a table that is not there; without the first line")
piece("knex-one-line", "knex-tab", "^error: select", "+1", "tab", "^error", "Knex on node-postgres, Node 20: a query of a table that is not there; only the error's line")
piece("jest-invoices", "jest", 5, 18, "tab", "error: relation", "Jest with node-postgres, Node 20: a query of a table that is not there; one failed test out of the report")
# psql variable
piece("psql-caret-admin-pass", "psql-do", "^LINE 4", -1, "var", ["^LINE 4", r"^ *\^"], "psql 15 -v … -f: a DO block holds a psql variable; the last two lines")
piece("server-log-do-statement", "server4", "STATEMENT:  DO", "+7", "var", "PASSWORD :", "PostgreSQL 15's log: psql sent a DO block with a variable in it as it stands; the statement without its ERROR line")
piece("psql-function-then-call", "psql-fn", "^LINE 2", -1, "var", "^LINE 2", "psql 15 -a -f: the body of a function holds a psql variable, so the function is not there when called; without the error's line")
# password
piece("server-detail-role", "server5", 'DETAIL:  Role "job', "+2", "pw", "DETAIL", "PostgreSQL 15's log: a seed script logs in as a role that is not made yet; cut behind the FATAL line")
piece("pg-dump-empty-backup", "pgdump-pw", "^password retrieved", -1, "pw", "password retrieved", "pg_dump 15 with an old .pgpass, `set -x`; the terminal's last lines")
piece("pg-error-object-28p01", "node-pw", "  severity:", -1, "pw", ["28P01", "auth_failed"], "node-postgres 8, Node 20: an old password; the end of the printed error object")
piece("jdbc-do-authentication", "java-pw", "doAuthentication", -1, "pw", "doAuthentication", "PostgreSQL JDBC 42.5, Java 17: an old password; the stack trace without its head")
piece("asyncpg-invalid-password", "asyncpg-pw", -5, -1, "pw", "InvalidPasswordError", f"asyncpg 0.32, {PY}: an old password; the last lines")
# refused at start
piece("pg-isready-no-response", "cr-ready", 1, -1, "ref", "no response", "pg_isready 15 in a waiting loop, the server is not up; as it came")
piece("dev-tcp-loop", "cr-tcp", -7, -1, "ref", "/dev/tcp/db/5432", "a waiting loop with bash's /dev/tcp, the server is not up; the last seven lines")
piece("prestart-retry-error", "cr-tenacity", (r"Is the server running", 2), -1, "ref srv", ["Is the server running"], f"tenacity around {SA} with psycopg2 in a prestart script, the server is not up; the terminal's last lines")
piece("pg-error-object-econnrefused", "cr-node", "errno:", -1, "ref", ["ECONNREFUSED", "port: 5432"], "node-postgres 8, Node 20: the server is not up; the end of the printed error object")
piece("jdbc-net-connect-exception", "cr-java", "Caused by: java.net", -1, "ref", ["ConnectException", "PGStream.createSocket"], "PostgreSQL JDBC 42.5, Java 17: the server is not up; the last cause")
piece("ruby-is-the-server-running", "cr-rb", 2, -1, "ref srv", "Is the server running", "ruby-pg 1.4, Ruby 3.1: the server is not up; without the first line")
# connection to the server
piece("data-source-timeout", "api-source", "^HTTP/1.1 400", "^{", "srv", "timeout expired", "`curl -i` of a FastAPI data source test with psycopg2: the host does not answer; what the client saw")
piece("data-source-name", "api-source", ("^{", 2), "+1", "srv", "could not translate", "`curl` of a FastAPI data source test with psycopg2: the host's name is not known; the answer's body and uvicorn's next line on the same terminal")
piece("pg-pool-timeout", "node-timeout", 1, -1, "srv", "connection timeout", "node-postgres 8's pool with connectionTimeoutMillis, Node 20: the host does not answer; as it came")
piece("jdbc-socket-timeout", "java-timeout", "Caused by: java.net", -1, "srv", ["SocketTimeoutException", "PGStream.createSocket"], "PostgreSQL JDBC 42.5 with connectTimeout, Java 17: the host does not answer; the last cause")
piece("asyncpg-timeout-tail", "asyncpg-timeout", "asyncio.exceptions.CancelledError", -1, "srv", ["asyncpg/connection.py", "^TimeoutError"], f"asyncpg 0.32 with timeout, {PY}: the host does not answer; the tail")
piece("pg-error-object-3d000", "node-nodb", "  severity:", -1, "srv", ["3D000", "InitPostgres"], "node-postgres 8, Node 20: a database that is not there; the end of the printed error object")
piece("pg-error-object-28000", "node-hba", "  code:", -1, "srv", ["28000", "ClientAuthentication"], "node-postgres 8, Node 20: no entry in pg_hba.conf for this database; the end of the printed error object")
# ambiguous keys
piece("api-key-owner-folded", "keys-fold", -3, -1, "amb", ["foreign key paths", "foreign_keys"], f"{SA}, {PY}, a terminal of 100 columns (fold); the last three lines")
piece("messages-join-frames", "keys-core", "in inbox", "in _joincond_trim_constraints", "amb", "_joincond_trim_constraints", f"{SA} Core: a join of two tables with two foreign keys between them; the middle of the traceback")
piece("pytest-determine-joins", "keys-pytest", r"^>               raise sa_exc.Ambiguous", "[)] from afe", "amb", "multiple foreign key", f"pytest's long traceback of {SA}: a relationship over two foreign keys; the library's source, without the E line")
piece("pytest-keys-summary", "keys-pytest", "short test summary", -1, "amb", "AmbiguousForeignKeysEr", f"pytest's summary, {SA}: a relationship over two foreign keys, cut by pytest at 80 columns")
piece("users-mappers-failed", "keys-api", r"One or more mappers failed", "+1", "amb", "mappers failed", f"FastAPI on uvicorn, {SA}: each later request finds that the mappers failed; one line")
# metadata
piece("pytest-extract-attributes", "ev-pytest", "we expect to see the name 'metadata'", "Declarative API", "meta", ["reserved when using"], f"pytest's long traceback of {SA}: a column called metadata; the library's source, without the E line")
piece("flask-class-upload", "ev-flask", "class Upload", "raise exc.InvalidRequestError", "meta", ["_extract_mappable_attributes", "raise exc.Invalid"], f"`flask run` of Flask-SQLAlchemy 3.1 on {SA}: a column called metadata; the traceback without head and last line")
piece("pytest-collect-summary", "ev-types", "short test summary", -1, "meta", "InvalidRequestError: Attribu", f"pytest's summary, {SA}: a column called metadata, cut by pytest at 80 columns")
piece("uvicorn-last-line-reserved", "ev-uvicorn", -1, -1, "meta", "reserved", f"uvicorn with {SA}: a column called metadata; only the last line")
# continuum
piece("schedule-run-tail", "ver-run", ("^LINE 1", 2), -1, "ver tab", ["^LINE 1", r"^\[SQL"], f"SQLAlchemy-Continuum 2.0 on {SA}, psycopg2: the version table was named in the singular; the tail without the exception")
piece("schedule-run-tables", "ver-run-term", 1, -1, "ver tab", ["INSERT INTO schedule_runs_version", "schedule_run_version "], f"SQLAlchemy-Continuum 2.0 on {SA}, psycopg2: the version table was named in the singular; `tail -n 3` and psql's list of tables, in a terminal")
piece("schedule-run-server", "server1", "schedule_runs_version", "+2", "ver tab", "ERROR:", "PostgreSQL 15's log: SQLAlchemy-Continuum 2.0 writes to a version table that was named in the singular; two lines")
piece("roster-tail", "ver-mod", ("^LINE 1", 2), -1, "mod col", ["^LINE 1", r"^\[SQL"], f"SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin on {SA}, psycopg2: the version table has no _mod columns; the tail without the exception")
piece("roster-table-described", "ver-mod-term", 1, -1, "mod col", "name_mod", f"SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin on {SA}: the version table has no _mod columns; `tail -n 3` and psql's \\d, in a terminal")
piece("pytest-roster-statement", "ver-mod-pytest", r"^statement = .*name_mod", r"^>       cursor.execute", "mod col", "^statement", f"pytest's long traceback of SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin: no _mod columns; without the E lines")
piece("roster-server", "server1", "name_mod", "+1", "mod col", "ERROR:", "PostgreSQL 15's log: SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin, the version table has no _mod columns; one line")
# alembic
piece("alembic-two-heads-listed", "al-heads", "[+] alembic heads", "branchpoint", "up", [r"c40e.*head", r"e7a2.*head"], "Alembic 1.16 after a merge of two branches: `alembic heads` and `history`, `sh -x`; without the failed upgrade above it")
piece("alembic-running-upgrade-users", "al-up", "Running upgrade 8d1f", "cursor.execute", "up", ["Running upgrade", "Traceback"], f"Alembic 1.16 on {SA}, psycopg2: the table was made by hand before; the beginning of the traceback")
piece("alembic-create-table-frames", "al-up", r"File .*versions/c40e", "in _execute_on_connection", "up", ["versions/c40e", "op.create_table"], f"Alembic 1.16 on {SA}, psycopg2: the table was made by hand before; the middle of the traceback")
piece("alembic-current-and-heads", "al-nothead", "[+] alembic current", r"c40e.*head", "nh", [r"^8d1f", "c40e"], "Alembic 1.16: the database is one revision behind; `alembic current` and `heads`, `sh -x`")
piece("alembic-autogenerate-refused", "al-nothead", "[+] alembic revision", -1, "nh", "ERROR", "Alembic 1.16: `alembic revision --autogenerate` with the database one revision behind; the last lines")
piece("health-migrations-body", "health-nothead", "^HTTP", "^{", "nh h503", "migrations_not_at_head", "`curl -i` of a FastAPI health check: the database is one revision behind; what the client saw")
piece("prestart-trace-compare", "prestart", 1, 7, "nh", [r"^[+] current", r"^[+] head", r"^[+] '\['"], "a prestart script with `set -ex` around Alembic 1.16: the database is one revision behind; cut before it says so")
piece("alembic-version-and-files", "al-lost", "[+] alembic history", "1c7d55e0aa92_initial", "lost", ["8d1f0c2ab731", "1c7d55e0aa92_initial"], "Alembic 1.16, the database was migrated from another branch: `alembic history`, psql and ls, `sh -x`; without the failure")
piece("alembic-revision-for-ident", "al-lost", "in iterate_revisions", "raise ResolutionError", "lost", ["_revision_for_ident", "ResolutionError"], f"Alembic 1.16 --raiseerr, the database was migrated from another branch; the middle of the traceback")
piece("alembic-upgrade-cant-locate", "al-lost", ("FAILED", 1), "+1", "lost", "FAILED", "Alembic 1.16, the database was migrated from another branch; only the last line")
# alembic not found
piece("alembic-package-is-a-folder", "al-shadow", "pip list", "/app/svc/alembic/__init__", "anf", ["alembic  *1.16", "/app/svc/alembic/__init__.py"], f"{PY} in a terminal: a folder `alembic` hides the installed package; the questions after the failure, without it")
piece("alembic-python-m", "al-shadow", -2, -1, "anf", "alembic.__main__", f"{PY} in a terminal: a folder `alembic` hides the installed package; the last two lines")
piece("make-serve-127", "al-make", 1, 4, "anf", "alembic: No such file", "GNU make 4.3 without the virtual environment, in a terminal")
piece("compose-ps-exited-127", "dk-al-ps", 1, -1, "anf", ["Exited .127", "alembic upgrade head"], "docker compose 2.40 over docker 20.10: an image without alembic on its PATH; `docker compose ps -a` in a terminal")
piece("inspect-prestart-127", "dk-al-inspect2", 1, 15, "anf", ["Path", "ExitCode"], "docker 20.10 inspect, its Path and State: an image without alembic on its PATH; cut before the field Error")
piece("deploy-subprocess-frames", "al-subprocess", 1, "raise child_exception_type", "anf", ["alembic.*upgrade", "child_exception_type"], f"subprocess.run in a deploy script without the virtual environment, {PY}; without the last line")
# sandbox
piece("script-answer-422", "sb-api", "^HTTP/1.1 422", "^{", "name", "NameError", "`curl -i` of a FastAPI script runner with few modules: a script uses pandas; what the client saw")
piece("pytest-script-scope", "sb-pytest", r"^source = '.nframe", "sandbox.py:19", "name", ["^source", "ALLOWED"], f"pytest's long traceback of a script runner with few modules: a script uses pandas; without the E line")
piece("pytest-script-summary", "sb-pytest", "short test summary", -1, "name", ["pandas", "numpy"], "pytest's summary of a script runner with few modules: two scripts use others; cut by pytest at 80 columns")
piece("asteval-formula", "sb-aeval", 1, -1, "name", "name 'pandas'", f"asteval 1.0's error, {PY}: a formula uses pandas; as it came")
piece("restricted-rule-season", "sb-rules", "rule season failed", "discount", "name", "NameError", f"RestrictedPython 9, {PY}: a price rule uses datetime, the rules have math only; a piece of the log")
# redis, password twice
piece("settings-line-cache", "rd-py", 1, 6, "rd", "cache=", f"REDIS_URL holds the password and REDIS_PASSWORD adds it again: `env | grep REDIS`, the program's own line and the head of redis-py's traceback")
piece("ioredis-auth-args", "rd-node", ("at parseError", 2), -1, "rd", "args:", "ioredis 5, Node 20: the password stands twice in the URL; the end of the second printed error")
piece("redis-cli-double", "rd-cli", 1, 3, "rd", "local_pass@:local_pass", "redis-cli 7.0 -u with the password twice in the URL, `sh -x`")
piece("celery-env-and-wrongpass", "rd-celery2", "^REDIS_URL", "^Trying again", "rd", ["^REDIS_URL", "^REDIS_PASSWORD", "Cannot connect"], "Celery 5.7's banner and first error after `env | grep REDIS`: REDIS_URL holds the password and REDIS_PASSWORD adds it again")
piece("rq-info-double", "rd-rq", 1, -1, "rd", "local_pass@:local_pass", "rq info with the password twice in the URL, `sh -x`; as it came")
# redis, refused
piece("limiter-falls-back", "rr-limiter", "Rate limit storage unreachable", "+3", "rr", "falling back", "Flask-Limiter 4 under `flask run`, Redis is not up; three lines of the log with curl's between")
piece("cart-max-retries", "rr-session", ("GET /cart/7", 1), ("GET /cart/8", 1), "rr", "MaxRetries", "Express with morgan and ioredis 5, Redis is not up; the log with curl's answers between, without its head")
piece("bullmq-errno-object", "rr-bull", "errno:", "^}", "rr", ["ECONNREFUSED", "port: 6379"], "BullMQ 6 with ioredis 5, Node 20, Redis is not up; the end of the first printed error")
piece("redis-py-sock-connect", "rr-py", "in connect_check_health", "During handling", "rr", "^ConnectionRefusedError", f"redis-py 8, {PY}, Redis is not up; the first part of the chained traceback")
# docker
piece("compose-ps-exited-2", "dk-script-ps", 1, 7, "script", ["seed_people.py", "^src/"], "docker compose 2.40 over docker 20.10: only src/ is mounted; `docker compose ps -a` and `ls` in a terminal")
piece("compose-logs-cant-open", "dk-script-logs", -2, -1, "script", ["scripts/"], "docker compose 2.40 logs of python3 and busybox's sh: scripts/ is not mounted; as it came")
piece("exec-ls-scripts", "dk-script-exec", 3, 4, "script", "ls: scripts", "docker compose 2.40 exec in a terminal: scripts/ is not mounted; after the script had failed")
piece("exec-seed-sh-126", "dk-script-oci", 1, -1, "script", "stat /app/scripts/seed.sh", "docker compose 2.40 exec of a script over runc 1.1: scripts/ is not mounted; a terminal")
piece("buildkit-copy-public-step", "dk-copy-bk", -4, -2, "copy", "> .runner 4/4. COPY", "docker 20.10's BuildKit, --progress=plain: a front end without public/; three lines before the last, without those that say not found")
piece("legacy-copy-public", "dk-copy-legacy", "Step 8/11", -1, "copy", "COPY failed", "docker 20.10's legacy builder: a front end without public/; the last lines")
piece("compose-build-alembic-ini", "dk-copy-compose", -4, -1, "copy", "failed to solve", "docker compose 2.40 build over docker 20.10's BuildKit: alembic.ini is not in the context; the last lines")
piece("compose-v1-build-alembic-ini", "dk-copy-v1", -3, -1, "copy", "COPY failed", "docker-compose 1.29 build, legacy builder: alembic.ini is not in the context; the last lines")
piece("buildkit-prod-import-step", "dk-multi-bk", "ERROR: executor failed", -1, "multi", ["ERROR: executor failed", "> .prod 4/4."], "docker 20.10's BuildKit: a multi-stage image whose packages stay in the dev stage, an import as the last step; without Python's lines")
piece("compose-logs-runpy", "dk-multi-logs", 1, 7, "multi", ["frozen runpy", "import uvicorn"], "docker compose 2.40 logs of a multi-stage image whose packages stay in the dev stage; the traceback without its last line")
piece("docker-run-dev-and-prod", "dk-multi-run", 1, -1, "multi", "ModuleNotFoundError", "docker 20.10 run of the dev and the prod stage, one after the other, in a terminal")
piece("compose-config-blank", "dk-var-config", "^name: shop", "POSTGRES_USER", "dvar", ["DATABASE_URL", "POSTGRES_PASSWORD", "POSTGRES_USER"], "docker compose 2.40 config without .env; the warnings above are cut off")
piece("compose-exec-env-blank", "dk-var-env", -6, -1, "dvar", "DATABASE_URL", "docker compose 2.40 exec env: up without .env; the warnings above are cut off")
piece("compose-up-warnings", "dk-var-up", -12, -1, "dvar", "variable is not set", "docker compose 2.40 up -d without .env; the terminal's last lines")
piece("make-deploy-interpolating", "dk-var-make", -2, -1, "dvar", "required variable", "docker compose 2.40 pull from GNU make 4.3 without .env; the last lines")
piece("compose-ps-created-and-ss", "dk-port-ps", 1, -1, "port", ["^db ", "0.0.0.0:5432"], "docker compose 2.40 over docker 20.10, a server of the host has port 5432: `docker compose ps -a` and ss in a terminal, after the failure")
piece("docker-ps-old-stack", "dk-port-otherps", 1, 5, "port", ["^shop-db-1", "^shop-old"], "docker 20.10 ps -a in a terminal: an older container has port 5432, the new one stays Created; after the failure")
piece("compose-v1-host-in-use", "dk-port-v1", 1, 5, "port", "Host is already in use", "docker-compose 1.29 up -d, a server of the host has port 5432; the first lines")
piece("inspect-db-128", "dk-port-inspect", "ExitCode", -1, "port", "Error", "docker 20.10 inspect, its State: a server of the host has port 5432; the last lines")
# libmagic
piece("gunicorn-load-lib", "lm-gunicorn", "File ./app/uploads.py", "[\\^]{9}", "magic", "loader.load_lib", f"gunicorn 27 with python-magic 0.4.27, libmagic is not in the system, {PY}; the middle of the traceback")
piece("gunicorn-worker-boot", "lm-gunicorn", "^failed to find libmagic", -1, "magic", "^failed to find", f"gunicorn 27 with python-magic 0.4.27, libmagic is not in the system, {PY}; the terminal's last lines")
piece("pytest-load-lib-source", "lm-pytest", "def load_lib", "It is better to raise", "magic", ["_lib_candidates", "raise an ImportError"], f"pytest's long traceback of python-magic 0.4.27, libmagic is not in the system; the library's source, without the last lines")
from collections import Counter
count = Counter(R[i.split()[0]] for i in seen.values())
print(len(seen), *sorted(count.items()), sep="\n")
