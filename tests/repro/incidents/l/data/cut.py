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
        file.write(f"ids = {json.dumps(names)}\nroot = {json.dumps(names[0])}\nlines = {sorted(set(hits))}\nfrom = {json.dumps(source, ensure_ascii=False)}\n")


def screen(raw, cols=110, rows=60):
    """what stood on the terminal at the end: a terminal emulator (pyte) over the recorded bytes"""
    import pyte
    data = open(f"{RAW}/{raw}.txt", "rb").read()
    s = pyte.Screen(cols, rows)
    pyte.ByteStream(s).feed(data.replace(b"\n", b"\r\n"))
    out = [line.rstrip() for line in s.display]
    while out and not out[-1]:
        out.pop()
    open(f"{RAW}/{raw}-screen.txt", "w").write("\n".join(out) + "\n")


SA = "SQLAlchemy 2.0.43"
PY = "Python 3.11"
DK = "docker 20.10"
C2 = "docker compose 2.40 over docker 20.10"
for old in os.listdir(LOGS):
    os.remove(f"{LOGS}/{old}")

# docker: script not mounted
piece("exec-bash-backup-127", "dk-s-bash", 1, -1, "script", "No such file", f"{C2}: `docker compose exec app bash scripts/backup.sh`, only src/ is mounted; a terminal")
piece("ls-here-and-there", "dk-s-two", 1, 4, "script", ["seed_people.py", "^src"], f"{C2}: `ls scripts` on the host and `ls /app` in the container, only src/ is mounted; after the script had failed, which is cut off")
piece("inspect-nightly-no-mounts", "dk-s-inspect", '"ExitCode"', -1, "script", ["ExitCode", "nightly_report.py", '"Mounts"'], f"{DK} inspect, its State, Args and Mounts: a container started without the scripts' mount; without its head")
piece("ansible-seed-recap", "dk-s-ansible", "^TASK", "^localhost", "script", "^fatal", f"Ansible's command module around `docker compose exec`, only src/ is mounted; from the task to the recap")
# copy
screen("dk-c-tty"); screen("dk-c-composetty"); screen("dk-c-make", 100)
piece("compose-build-screen", "dk-c-composetty-screen", r"CACHED \[web 2/5\]", r"ERROR \[web 5/5\]", "copy", [r"ERROR \[web 3/5\]", r"ERROR \[web 5/5\]"], f"{C2}'s BuildKit progress on a terminal (pyte): package-lock.json and public/ are not in the context; cut before the messages")
piece("make-image-wrong-context", "dk-c-make", (r"> \[5/5\] COPY", 1), -1, "copy", [r"> \[5/5\] COPY", "failed to compute cache key"], f"GNU make 4.3 around {DK}'s BuildKit: the build's context is the folder above; the terminal's last lines")
piece("legacy-copy-from-builder", "dk-c-fromlegacy", -2, -1, "copy", "COPY failed", f"{DK}'s legacy builder: the builder stage has no /build/dist; the last two lines")
piece("buildkit-migrations-ignored", "dk-c-ignoredbk", "^#5 .internal", "^#6 ERROR", "copy", "^#6 ERROR", f"{DK}'s BuildKit, --progress=plain: .dockerignore leaves migrations out; two steps")
piece("buildah-copy-dist", "buildah", -3, -1, "copy", "^Error", "buildah bud: dist/ is not built; the last three lines")
# multi-stage
piece("gunicorn-in-dev-not-in-prod", "dk-m-exec", 1, -1, "multi", "executable file not found", f"{DK} run of the dev and the prod stage: gunicorn is installed in the dev stage only (a stand-in there); a terminal")
piece("dist-packages-of-two-stages", "dk-m-ls", 1, -1, "multi", ["^ls:", "COPY --from=dev"], f"{DK} run ls of the dev and the prod stage and the Dockerfile's end: the packages stay in the dev stage (stand-ins there); a terminal, after the failure")
piece("image-tags-no-module-gunicorn", "dk-m-images", 1, -1, "multi", "No module named", f"{DK}: image ls and `python3 -m gunicorn` of the prod and the dev stage (a stand-in there); a terminal")
# alembic is not there
piece("compose-exec-alembic-twice", "dk-a-exec", 1, -1, "anf", ["executable file not found", "^sh: alembic"], f"{C2}: `docker compose exec api alembic …`, an image without alembic; a terminal")
piece("buildkit-run-alembic-127", "dk-a-build", r"^ > .3/3", -1, "anf", [r"^ > .3/3", "exit code: 127"], f"{DK}'s BuildKit, --progress=plain: RUN alembic in an image without it; the last three lines")
# variable
piece("compose-one-up-blank", "dk-v-v1up", 1, -1, "dvar", "is not set", "docker-compose 1.29 up -d without .env; as it came")
piece("compose-one-mandatory", "dk-v-v1", 1, -1, "dvar", "Missing mandatory", "docker-compose 1.29 up -d without .env; as it came")
piece("inspect-env-and-url", "dk-v-inspect", 1, -1, "dvar", ["^POSTGRES_PASSWORD=$", "clinic:@db"], f"{C2}: `docker inspect`'s Env and the service's own line, up without .env; a terminal, the warnings are not in it")
piece("up-db-env-example", "dk-v-req", "up -d db", -1, "dvar", "required variable", f"{C2} up without .env; the terminal's last four lines")
# ports
piece("compose-up-userland-proxy", "dk-p-up", -4, -1, "port", "^Error", f"{C2} up -d, a server of the host has port 5432; the last four lines")
piece("docker-run-already-allocated", "dk-p-alloc", 1, -1, "port", "already allocated", f"{DK} run, another container has port 5432; as it came")
piece("dockerd-failed-to-allocate", "dk-p-daemon", "Failed to allocate", "+2", "port", "Failed to allocate", "dockerd 20.10's own log, a server of the host has port 5432; two lines")
piece("express-limit-allowing-request", "rref-limit", 8, 13, "rr", ["MaxRetriesPerRequestError"], "express-rate-limit with rate-limit-redis and ioredis 5, Node 20, Redis is not up; one request's lines with curl's between")
# refused at start
piece("asyncpg-connect-call-failed", "cr-asy", -6, -1, "ref", "^ConnectionRefusedError", f"{SA} with asyncpg, {PY}: the server is not up; the last six lines")
piece("psql-unavailable-sleeping", "cr-psql", -5, -1, "ref srv", ["Is the server running", "Connection refused"], "a waiting loop with psql 15, the server is not up; the last five lines")
piece("pg-eight-thousand-make-socket", "cr-pg8000", 1, 11, "ref", ["_make_socket", "^ConnectionRefusedError"], f"{SA} with pg8000, {PY}: the server is not up; the first part of the chained traceback")
piece("illuminate-is-the-server-running", "cr-php", 20, -1, "ref srv", "Is the server running", "Laravel's illuminate/database, PHP 8.2: the server is not up; the tail of the last exception")
piece("perl-is-the-server-running", "cr-pl", -1, -1, "ref srv", "Is the server running", "Perl's DBD::Pg: the server is not up; only the last line")
piece("django-runserver-last-question", "cr-dj", -4, -1, "ref srv", ["Connection refused", "Is the server running"], "Django's runserver with psycopg 3: the server is not up; the last four lines")
piece("psycopg-pool-timeout-tail", "cr-pool", 24, -1, "ref srv", ["Is the server running", "^psycopg_pool.PoolTimeout"], f"psycopg_pool 3, {PY}: the server is not up; the last lines, from the second line of the last warning")
piece("pg-boss-start-refused", "cr-boss", 4, -1, "ref", ["PgBoss.start", "ECONNREFUSED", "port: 5432"], "pg-boss on node-postgres 8, Node 20: the server is not up; the end of the printed error")
# connection to the server: no answer, too many
piece("postgres-js-connect-timeout", "srv-tpgjs", 6, -1, "srv", ["CONNECT_TIMEOUT", "port: 5432"], "postgres.js 3 with connect_timeout, Node 20: the host does not answer; the end of the printed error")
piece("role-has-too-many", "srv-limit", -4, -1, "srv", "too many connections", f"psycopg2, {PY}: the role's CONNECTION LIMIT is used up; the last lines")
# alembic is not there
piece("supervisord-spawnerr", "anf-super", 3, 5, "anf", "can't find command", "supervisord 4.2 without the virtual environment; three lines of its log")
piece("start-sh-command-not-found", "anf-start", 4, 8, "anf", "command not found", "a start script without the virtual environment, in a terminal; the last lines")
piece("config-module-in-empty-package", "anf-config", 4, -1, "anf", ["alembic.config", "^__init__.py", "^Version"], f"{PY} in a terminal: a folder `alembic` hides the installed package; without the head")
piece("node-exec-file-spawnargs", "anf-node", 2, 11, "anf", ["path: 'alembic'", "spawnargs"], "Node 20's execFileSync, alembic is not on the PATH: the end of the printed error, without its message")
piece("bash-and-python-m", "anf-term", 1, 4, "anf", ["command not found", "No module named alembic"], "bash and Python 3.11 in a terminal: alembic is not installed")
# upgrade head
piece("alembic-add-phone-frames", "al-col", r"versions/d19c", 56, "up", ["versions/d19c", "op.add_column"], f"Alembic 1.16 on {SA}, psycopg2: a NOT NULL column for a table with rows; the middle of the traceback")
piece("prestart-two-heads", "al-heads", ("^Checking database", 1), -1, "up", "^ERROR", "a prestart script around Alembic 1.16 after a merge of two branches, with the `alembic stamp head` and `show` tried after it; the last lines")
piece("flask-db-upgrade-two-heads", "fm-heads", -3, -1, "up", ["^ERROR", "head"], "Flask-Migrate 4 on Alembic 1.16: `flask db upgrade` and `flask db heads` with two branches; the last three lines")
piece("alembic-present-more-than-once", "al-dupid", 3, 6, "up", ["present more than once", "^ERROR"], "Alembic 1.16: a copied migration keeps its revision; the last four lines")
# not at head
piece("history-indicate-current", "al-nh-term", r"indicate-current", -1, "nh", [r"\(head\)", r"\(current\)"], "Alembic 1.16: the database is one revision behind; `alembic history --indicate-current` in a terminal")
piece("version-num-and-two-files", "al-nh-psql", 1, -1, "nh", ["^8d1f", "^revision = .c40e"], "Alembic 1.16: the database is one revision behind; psql, ls and grep in a terminal")
piece("pytest-command-check-summary", "al-ptcheck", "Captured stderr", -1, "nh", "CommandError: Targ", "pytest's summary of `alembic check` through its API: the database is one revision behind; cut by pytest at 80 columns")
piece("flask-db-current-and-heads", "fm-nh", 2, 5, "nh", ["^6e56", "^1a4c.*head"], "Flask-Migrate 4 on Alembic 1.16: the database is one revision behind; the output of `flask db current` and `flask db heads`")
# lost revision
piece("prestart-and-versions-folder", "al-lost-term", 2, -1, "lost", ["^ERROR", "^d19c"], "a prestart script around Alembic 1.16, the database was migrated from another branch; a terminal's last lines with `ls mig/versions`")
piece("pytest-command-error-cant", "al-lostpt", "short test summary", -1, "lost", "CommandError: Can'", "pytest's summary of `alembic check` through its API, the database was migrated from another branch; cut by pytest at 80 columns")
piece("catch-revision-errors-frames", "al-lostpy", ("in _upgrade_revs", 2), "raise util.CommandError", "lost", ["_catch_revision_errors", "raise util.CommandError"], "Alembic 1.16 through its API, the database was migrated from another branch; the end of the traceback without the last line")
# redis, password twice
piece("ruby-bad-uri-redis", "rdbl-rb", 1, 5, "rd", "bad URI", "redis-rb 4.8, Ruby 3.1: the password stands twice in the URL; the first five lines")
piece("redigo-env-and-wrongpass", "rdbl-redigo", 1, -1, "rd", ["^REDIS_URL", "WRONGPASS"], "redigo, Go 1.19: `echo $REDIS_URL` with the password twice, and the program's line")
piece("dramatiq-env-critical", "rdbl-drama", 1, 5, "rd", ["^REDIS_URL", "CRITICAL"], "Dramatiq 2.2 after `env | grep REDIS`: the password stands twice in the URL; the first five lines")
piece("django-caches-location", "rdbl-djshell", 3, 10, "rd", "LOCATION", "Django's shell prints settings.CACHES, then the cache fails: the password stands twice in the URL; the middle, cut before the error")
# redis, refused
piece("slowapi-no-detail", "rref-slow", "in sync_check_limits", "AttributeError", "rr", "^AttributeError", "slowapi on FastAPI, Redis is not up: its handler takes the ConnectionError for a limit; the last lines of the traceback")
piece("redis-cli-not-connected", "rref-cli", 3, 7, "rr", "not connected>", "redis-cli 7.0 in a terminal, Redis is not up")
piece("sidekiq-cannot-connect", "rref-sidekiq", 3, 8, "rr", "CannotConnectError", "Sidekiq 6.4, Ruby 3.1, Redis is not up; the first lines of its log")
piece("predis-stack-tail", "rref-php", 2, -1, "rr", ["tcpStreamInitializer"], "Predis 1.1, PHP 8.2, Redis is not up; the trace without its first line")
piece("goredis-using-memory", "rref-goredis", 2, -1, "rr", "connection refused", "go-redis 5, Go 1.19, Redis is not up: the program goes on with memory; its lines")
piece("flask-caching-goes-on", "rref-flc", -5, -1, "rr", ["Error 111"], "Flask-Caching 2 under `flask run`, Redis is not up; the log's last lines with curl's answer")
piece("flask-db-upgrade-empty-folder", "fm-lostterm", 1, -1, "lost", ["^ERROR", "^ 6e56"], "Flask-Migrate 4 on Alembic 1.16: the database's revision is not in the folder; the last line of `flask db upgrade`, ls and psql in a terminal")
piece("readyz-migrations-json", "al-ready2", r"^{$", "^}$", "nh h503", ["current.:", "head.:", "at_head"], "`curl … | python -m json.tool` of a FastAPI readiness check: the database is one revision behind; what the client saw")
piece("uvicorn-readiness-warning", "al-ready2", 5, 6, "nh h503", "code expects", "uvicorn's log of a readiness check's own warning: the database is one revision behind; two lines")
# ambiguous keys
piece("ipython-determine-joins", "amb-ipy", 153, 168, "amb", "sa_exc.AmbiguousForeignKeysError", f"IPython's traceback of {SA}: a relationship over two foreign keys; the library's source, without the last line")
piece("sqlmodel-determine-joins", "amb-sm", "in _setup_join_conditions", "raise sa_exc.Ambiguous", "amb", ["_determine_joins", "raise sa_exc.Ambiguous"], f"SQLModel on {SA}: a Relationship over two foreign keys; frames, without the last line")
piece("pytest-line-more-than-one", "amb-line", 1, 5, "amb", "more than one foreign key", f"pytest --tb=line, {SA}: a relationship over two foreign keys; the first five lines")
# metadata
piece("ipython-reserved-source", "meta-ipy", "we expect to see the name", "exception|^ +1537", "meta", ["reserved when using"], f"IPython's traceback of {SA}: a column called metadata; the library's source, without the last line")
piece("gunicorn-reserved-tail", "meta-gun", -5, -1, "meta", "reserved", f"gunicorn with {SA}: a column called metadata; the last five lines")
piece("sqlmodel-shadows-metadata", "meta-sm", 1, "in _extract_mappable", "meta", ["shadows an attribute", "_extract_mappable"], f"SQLModel on {SA}: a field called metadata; the warning and the frames, without the last two lines")
piece("celery-class-audit-row", "meta-celery", "class AuditRow", "raise exc.InvalidRequestError", "meta", ["_extract_mappable_attributes", "raise exc.Invalid"], f"a Celery worker with {SA}: a column called metadata; the traceback without head and last line")
# continuum
piece("pg-eight-thousand-version-table", "ver-8000", "^.pg8000", -1, "ver tab", "^.pg8000", f"SQLAlchemy-Continuum 2.0 on {SA}, pg8000: the version table was named in the singular; the last four lines")
piece("pytest-short-version-insert", "ver-short", ("^E   LINE 1", 2), "Background", "ver tab", ["LINE 1", r"\[SQL"], f"pytest --tb=short, SQLAlchemy-Continuum 2.0 on {SA}, psycopg2: the version table was named in the singular; the end without the exception's lines")
piece("loguru-autoflush-version", "ver-log", "^sqlalchemy.exc.ProgrammingError", r"^ +\^$", "ver tab", "does not exist", f"loguru around SQLAlchemy-Continuum 2.0 on {SA}, psycopg2: the version table was named in the singular; the exception's lines")
piece("pg-eight-thousand-mod-column", "mod-8000", "^.pg8000", -1, "mod col", "^.pg8000", f"SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin on {SA}, pg8000: no _mod columns; the last four lines")
piece("pytest-short-mod-insert", "mod-short", ("^E   LINE 1", 2), "Background", "mod col", ["LINE 1", r"\[SQL"], f"pytest --tb=short, SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin on {SA}: no _mod columns; the end without the exception's lines")
piece("psycopg-three-mod-insert", "mod-p3", ("^LINE 1", 2), -1, "mod col", ["LINE 1", r"\[SQL"], f"SQLAlchemy-Continuum 2.0 with PropertyModTrackerPlugin on {SA}, psycopg 3: no _mod columns; the tail without the exception's lines")
# scripts with few modules
piece("simpleeval-rule-smooth", "nm-simple", 1, -1, "name", "NameNotDefined", f"simpleeval 1, {PY}: a rule uses numpy, the rules have math only; as it came")
piece("console-of-few-names", "nm-console", 3, -1, "name", ["'numpy'", "'statistics'"], f"code.InteractiveInterpreter with few names, {PY}: lines that use modules; without the first two lines")
piece("celery-user-script", "nm-celery", 5, 8, "name", "NameError", f"a Celery 5.7 task that runs scripts with few modules, {PY}: a script uses numpy; the last four lines")
# libmagic
piece("pip-list-has-magic", "lm-term", 1, -1, "magic", "failed to find", f"python-magic 0.4.27 is installed, libmagic is not in the system, {PY}; a terminal")
piece("pytest-upload-summary", "lm-pt", "short test summary", -1, "magic", "failed to find libmagi", "pytest's summary of a FastAPI app with python-magic 0.4.27, libmagic is not in the system; cut by pytest at 80 columns")
piece("flask-while-importing-wsgi", "lm-flask", 1, r"\^{9}", "magic", ["import magic", "loader.load_lib"], f"`flask run` of an app with python-magic 0.4.27, libmagic is not in the system, {PY}; without the last lines")
piece("ipython-load-lib", "lm-ipy", r"__init__.py:209", r"^ +46 ", "magic", ["libmagic = loader.load_lib"], f"IPython's traceback of python-magic 0.4.27, libmagic is not in the system, {PY}; the middle, without the lines that say so")
# duplicate key
piece("postgres-js-constraint-name", "pgjs-dup", "severity_local", -1, "dup", ["constraint_name", "_bt_check_unique"], "postgres.js 3, Node 20: an insert of a person who is there; the end of the printed error")
piece("activerecord-exists-frames", "ar-dup", 2, 8, "dup", "^DETAIL", "ActiveRecord 6.1 with ruby-pg, Ruby 3.1: create! of a person who is there; without the first line, cut behind a few frames")
piece("psql-verbose-constraint", "psqlv-dup", 3, -1, "dup", ["^CONSTRAINT NAME", "_bt_check_unique"], "psql 15 with VERBOSITY verbose: an insert of a person who is there; the last four lines")
piece("restore-copy-context", "restore", 2, -1, "dup", "^DETAIL", "pg_restore 15 of data into a database that has it; without the first line")
piece("pgbench-aborted-report", "pgbenchdup", 3, -1, "dup", "^DETAIL", "pgbench 15 -f of an insert that was done before; without the error's line")
piece("django-add-person-detail", "dj", ("^DETAIL", 2), "GET /people/add", "dup", "^DETAIL", "Django's runserver: an insert of a person who is there; the last line of the traceback and the access line")
# undefined column
piece("typeorm-logger-lines", "typeorm-col", 1, 2, "col", "column Assignment", "TypeORM 0.3 on node-postgres, its logger: the entity has a column that the table lacks; the first two lines")
piece("perl-dbi-caret", "perl-col", 2, -1, "col", ["^LINE 1", r"\^ at"], "Perl's DBD::Pg: a query for a column that is not there; without the first line")
piece("psql-verbose-missing-column", "psqlv-col", 2, -1, "col", ["^LINE 1", "errorMissingColumn"], "psql 15 with VERBOSITY verbose: a query for a column that is not there; without the first line")
piece("asyncpg-behind-sqlalchemy-tail", "asyncpg-col", -3, -1, "col", "UndefinedColumnError", f"{SA} with asyncpg: a query for a column that is not there; the last three lines")
piece("django-assignments-caret", "dj", ("^LINE 1: .*assignments", 2), "GET /assignments", "col", ["^LINE 1", r"^ +\^"], "Django's runserver: the model has a column that the table lacks; the end of the traceback and the access line")
# undefined table
piece("mocha-counts-payments", "mocha", "1 passing", "Context.<anonymous>", "tab", "error: relation", "Mocha with node-postgres, Node 20: a query of a table that is not there; the summary")
piece("pg-promise-object-end", "pgp-tab", "  file:", -1, "tab", ["parserOpenTable", "query:"], "pg-promise 12, Node 20: a query of a table that is not there; the end of the printed error")
piece("illuminate-persons-caret", "php-illtab", 15, -1, "tab", ["^LINE 1", r"\^ .SQL"], "Laravel's illuminate/database, PHP 8.2: an insert into a table that is not there; the tail")
piece("pgbench-branches-hint", "pgbench", 3, -1, "tab", ["^LINE 1", "hint"], "pgbench 15 without pgbench -i: its tables are not there; without the error's line")
piece("createsuperuser-auth-user", "djsu", -2, -1, "tab", ["^LINE 1", r"\^"], "Django's createsuperuser before migrate; the last two lines")
# psql variable
piece("psql-echo-then-do", "var-term", r"set role_name", -1, "var", "syntax error at or near", "psql 15 in a terminal: a variable of \\set inside a DO block")
piece("psql-echo-errors-purge", "var-2", 2, -1, "var", ["^LINE 3", "STATEMENT"], "psql 15 -b -f: the body of a function holds a psql variable; without the error's line")
piece("psql-verbose-scanner", "var-v", 2, -1, "var", ["^LINE 3", "scanner_yyerror"], "psql 15 with VERBOSITY verbose: the body of a function holds a psql variable; without the first line")
piece("subprocess-psql-owner", "var-py", 2, -1, "var", ["^LINE 3", r"^ +\^"], f"psql 15 -v … -f from subprocess, {PY}: a DO block with a psql variable; without the error's line")
# password
piece("postgres-js-28p01", "pw-pgjs", "severity_local", -1, "pw", ["28P01", "auth_failed"], "postgres.js 3, Node 20: an old password; the end of the printed error")
piece("pgx-failed-sasl", "pw-pgx", 1, -1, "pw", "28P01", "pgx 4, Go 1.19: an old password; as it came")
piece("server-matched-hba-line", "s-pw", "DETAIL:  Connection matched", "+1", "pw", "DETAIL", "PostgreSQL 15's log: an old password; only the line behind the FATAL one")
piece("pg-eight-thousand-fatal", "pw-pg8000", -2, -1, "pw", "28P01", f"{SA} with pg8000: an old password; the last two lines")
# connection to the server
piece("psql-no-entry-for-host", "srv-hba", 1, -1, "srv", "no pg_hba.conf entry", "psql 15: no entry in pg_hba.conf for this database; as it came")
piece("psql-ssl-was-required", "srv-ssl", 1, 1, "srv", "SSL was required", "psql 15 with PGSSLMODE=require, the server has no SSL; as it came")
piece("psql-could-not-translate", "srv-name", 1, -1, "srv", "could not translate", "psql 15 -h with a name that nobody knows; as it came")
piece("node-eai-again-object", "srv-namepg", 3, -1, "srv", ["EAI_AGAIN", "hostname"], "node-postgres 8, Node 20: the host's name is not known; the end of the printed error object")
piece("jdbc-unknown-host", "srv-namejava", ("Caused by: java.net.Unknown", 2), -1, "srv", ["UnknownHostException", "PGStream.createSocket"], "HikariCP 2.7 over PostgreSQL JDBC 42.5, Java 17: the host's name is not known; the last cause")
from collections import Counter
count = Counter(R[i.split()[0]] for i in seen.values())
print(len(seen), *sorted(count.items()), sep="\n")
