p("dbshell-called-psql", "pw-dbshell", 1, -1, "pw srv", "password authentication failed", "Django's dbshell with an old password: psql 15 and the CommandError; as it came")
p("vacuumdb-retrieved-from-file", "pw-pgpass", 3, 4, "pw srv", "password authentication failed", "vacuumdb 15 with an old .pgpass; as it came")
p("psql-retrieved-from-pgpass", "pw-pgpass", 2, 2, "pw", "password retrieved", "x") if False else None
p("pgcli-failed-for-app", "pw-pgcli", 1, -1, "pw srv", "password authentication failed", "pgcli 4 with an old password; as it came")
p("uvicorn-lifespan-old-password", "pw-life", -4, -1, "pw srv", "password authentication failed", f"FastAPI's lifespan under uvicorn, {SA} with psycopg 3: an old password; the last lines")
0 and p("reindexdb-password-refused", "pw-basebackup", 3, 3, "pw srv", "password authentication failed", "reindexdb 15 with an old password; as it came")
p("basebackup-replication-entry", "pw-basebackup", 1, 1, "srv", "pg_hba", "pg_basebackup 15: no entry in pg_hba.conf for replication; as it came")
p("yoyo-apply-tail", "pw-yoyo", -3, -1, "pw srv", "password authentication failed", f"yoyo apply with psycopg2, {PY}: an old password; the last lines")
p("celery-backend-database-tail", "pw-celery", -6, -1, "pw srv", "password authentication failed", f"Celery's database result backend on {SA}, psycopg2: an old password; the last lines")
p("csvlog-client-authentication", "s3csv", ",28P01,", "+1", "pw", "28P01", "PostgreSQL 15's csvlog: an old password; one record") 
p("jsonlog-authentication", "s3json", "28P01", "+1", "pw", "28P01", "PostgreSQL 15's jsonlog: an old password; one line")
p("psycopg-two-on-socket", "srv-sock", -2, -1, "srv", ["on socket"], f"psycopg2, {PY}: PGHOST is not set, no server on this host; the last lines")
p("psql-locally-on-that-socket", "srv-sock", 1, 2, "srv", ["on socket"], "psql 15: PGHOST is not set, no server on this host; as it came")
p("django-socket-question", "srv-djsock", -1, -1, "srv", "on that socket", "Django's showmigrations with psycopg 3: HOST is empty, no server on this host; only the last line")
p("uvicorn-could-not-translate", "srv-sqla", -5, -1, "srv", "could not translate", f"FastAPI's lifespan under uvicorn, {SA} with psycopg2: the host's name is not known; the last lines")
p("pgcli-failed-to-resolve", "srv-pgcli", 1, -1, "srv", "failed to resolve", "pgcli 4: the host's name is not known; as it came")
p("alembic-translate-host-tail", "srv-alname", -5, -1, "srv", "could not translate", f"Alembic 1.16 on {SA}, psycopg2: the host's name is not known; the last lines")
p("waiting-for-warehouse-db", "srv-wait", 3, -1, "srv", "could not translate", "a waiting loop with psql 15, the host's name is not known; the last lines")
p("django-database-shopdev", "srv-nodbdj", -3, -1, "srv", "does not exist", "Django's migrate with psycopg 3: a database that is not there; the last lines")
# multi-stage
p("worker-dev-and-prod-run", "d-m-both", 1, -1, "multi", ["^worker ready", "No module named"], f"{DK} run of the development and the production stage: Celery is installed in the first only (a stand-in there); a terminal")
p("celery-file-in-two-stages", "d-m-file", 1, -1, "multi", "No module named", f"{DK}: where celery lies in the development and the production stage (a stand-in there); a terminal")
p("which-uvicorn-two-stages", "d-m-which", 1, -1, "multi", ["^1$", "COPY --from"], f"{DK} run which uvicorn of both stages and the Dockerfile's end (a stand-in there); a terminal, after the failure")
p("packages-counted-in-stages", "d-m-wc", 1, "File \"/app/app/worker.py", "multi", ["^0$", "^ls: "], f"{DK} run: the packages of both stages counted, then the production image's traceback without its last lines; a terminal")
# variable
0 and p("compose-pull-interpolating", "d-v-pull", -1, -1, "dvar", "Variable not set|required variable", f"{C2} pull without POSTGRES_PASSWORD; the last line")
p("compose-config-quiet", "d-v-config", 1, 3, "dvar", "Variable not set|required variable", f"{C2} config --quiet without .env; a terminal")
0 and p("compose-empty-password-line", "d-v-empty", -1, -1, "dvar", "Variable not set|required variable", f"{C2} up with an empty POSTGRES_PASSWORD in .env; the last line")
p("compose-one-config-mandatory", "d-v-v1config", -1, -1, "dvar", "Missing mandatory", "docker-compose 1.29 config with an empty POSTGRES_PASSWORD; as it came") if False else None
p("compose-up-domain-blank", "d-v-upwarn", 1, "+3", "dvar", "not set", f"{C2} up -d without SECRET_KEY and DOMAIN; the first three lines")
p("env-of-blank-secret", "d-v-envjson", 1, -1, "dvar", "SECRET_KEY=", f"{DK} inspect: the Env of a service that was started without .env")
p("logs-secret-and-domain", "d-v-logs2", 1, -1, "dvar", "SECRET_KEY=$|SECRET_KEY= *$", f"{C2} logs of a service that prints its environment: up without .env")
p("traefik-rule-without-domain", "d-v-labels", 1, -1, "dvar", "api\\.`", f"{DK} inspect: the labels of a service that was started without DOMAIN in .env")
p("compose-config-secret-empty", "d-v-cfg", 1, -1, "dvar", 'SECRET_KEY: ""', f"{C2} config 2>/dev/null | grep: without .env") if False else None
# ports
p("compose-up-redis-tty", "d-p-tty", -4, -1, "port", "6379", f"{C2} up -d on a terminal, a server of the host has port 6379; the last lines")
p("redis-state-created-error", "d-p-state", '"ExitCode"', "+2", "port", "6379", f"{DK} inspect: a server of the host has port 6379; two lines of its State")
p("engine-api-start-message", "d-p-api", 1, -1, "port", "6379", f"the Engine API of {DK}: POST …/start with curl, a server of the host has port 6379; the body")
p("docker-sdk-start-tail", "d-p-sdk", -1, -1, "port", "6379", f"docker-py over {DK}: start(), a server of the host has port 6379; the last line")
p("netstat-after-start-attach", "d-p-lsof", 3, -1, "port", "6379", "x") if False else None
p("compose-one-cannot-start-redis", "d-p-v1", 2, 4, "port", "Host is already in use", "docker-compose 1.29 up -d redis, a server of the host has port 6379; three lines")
p("dockerd-driver-failed-redis", "d-p-daemon", 1, 1, "port", "6379", f"dockerd 20.10's own log, a server of the host has port 6379; one line") if False else None
# alembic is not there
p("npm-run-migrate-not-found", "anf-npm", 1, "not found", "anf", "not found", "npm run migrate without the virtual environment; a terminal, cut behind the message")
p("npm-lifecycle-exit-127", "anf-npm", "npm ERR! Lifecycle|npm error Lifecycle", -1, "anf", "127", "x") if False else None
p("env-timeout-xargs-alembic", "anf-wrap", 1, "xargs: ", "anf", ["env: ", "xargs: "], "coreutils' env and timeout and xargs in a terminal: alembic is not on the PATH")
p("command-v-missing", "anf-wrap", r"\$ sh -c", -1, "anf", "alembic", "x") if False else None
p("make-migrate-no-such-file", "anf-make", 1, -1, "anf", ["alembic: No such|127"], "GNU make 4.3 without the virtual environment; a terminal")
p("go-exec-lookpath", "anf-go", -2, -1, "anf", "alembic", "Go 1.19's os/exec: alembic is not on the PATH; the last lines")
p("java-process-builder-two", "anf-java", "error=2", "+5", "anf", "alembic|error=2|ProcessImpl", "Java 17's ProcessBuilder: alembic is not on the PATH; the last lines")
p("uvicorn-boot-check-call", "anf-uvi", "boot.py", -2, "anf", ["check_call"], f"uvicorn of a program that runs alembic as it starts, {PY}: not on the PATH; frames without the last line")
p("package-folder-in-the-way", "anf-pkg", "ls -F", -1, "anf", "alembic/", f"{PY} in a terminal: a folder `alembic` hides the installed package; after the failure")
p("python-m-main-of-package", "anf-pkg", 1, 2, "anf", "alembic", f"{PY} in a terminal: a folder `alembic` hides the installed package; the first two lines")
p("alembic-script-of-other-package", "anf-cmd", 1, 4, "anf", "alembic.config|cannot import", f"the alembic command, {PY}, PYTHONPATH with a folder `alembic`; as it came")
p("compose-logs-prestart-bash", "d-a-logs", 1, -1, "anf", "command not found", f"{C2} logs of a prestart service whose image has no alembic; as it came")
exec(open("cut4.py").read()) if os.path.exists("cut4.py") else None
