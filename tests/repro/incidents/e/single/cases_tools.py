"""psql and PostgreSQL's other programs, redis-cli, PHP."""
B = "PGPASSWORD=quay-dev "


def tool(command, **variables):
    return run(command, "sql", python=False, **{"PGPASSWORD": "quay-dev", "PGHOST": "db", "PGUSER": "quay", "PGDATABASE": "quay", **variables})


case("job-psql-dollar-quote", DOLLAR, "psql 15 -f: a variable of -v inside DO, in the form of containerd's log", 'ERROR:  syntax error at or near ":"',
     lambda: tool("psql -v ON_ERROR_STOP=1 -v report_pass=\"$REPORT_PASS\" -f 20-roles.sql", REPORT_PASS="r3port"), kube_stdout)
case("function-psql-dollar-quote", DOLLAR, "psql 15: a quoted identifier of --set inside a function's body, GitHub Actions", 'ERROR:  syntax error at or near ":"',
     lambda: tool("psql --set=tenant=harbour_north < tenant.sql"), github("psql --set=tenant=harbour_north < tenant.sql"))
case("compose-exec-psql-dollar-quote", DOLLAR, "psql 15 with the file as standard input, without ON_ERROR_STOP, as saved by PowerShell (UTF-16LE, CRLF)", 'ERROR:  syntax error at or near ":"',
     lambda: tool("psql -v report_pass=r3port -U quay -d quay < 20-roles.sql"), powershell)
case("psql-copy-duplicate-key", KEY, "psql 15 -f with \\copy of a CSV file that was loaded before, in a terminal", 'duplicate key value violates unique constraint "vessels_imo_key"',
     lambda: terminal(["psql -f seed.sql"], cwd="sql", python=False, at="/home/jonas/seed", prompt="jonas@laptop:~/seed$ ", PATH="/usr/bin:/bin", PGPASSWORD="quay-dev", PGHOST="db", PGUSER="quay", PGDATABASE="quay"))
case("pg-restore-duplicate-key", KEY, "pg_restore 15 --data-only into a database that has the rows, syslog lines", 'duplicate key value violates unique constraint',
     lambda: tool("pg_dump -Fc -t users -t vessels -f backup.dump && pg_restore --data-only --dbname=quay backup.dump"), each_line(lambda t: f"{t:%b %d %H:%M:%S} vps-31 restore[8112]: "))
case("psql-views-undefined-table", TABLE, "psql 15 -f: a view of a table that is not there, GitLab", 'relation "orders" does not exist',
     lambda: tool("psql -q -f views.sql"), gitlab)
case("createdb-wrong-password", f"{PASSWORD} {SERVER}", "createdb 15 in a test job whose service has another password, GitHub Actions", 'FATAL:  password authentication failed for user "quay"',
     lambda: tool("pg_isready && createdb quay_test", PGPASSWORD="quay"), github("createdb quay_test"))
case("psql-network-unreachable", SERVER, "psql 15 from a runner without IPv6 to a host that has only that, GitHub Actions", "failed: Network is unreachable",
     lambda: tool("psql -c 'select 1'", PGHOST="db.prod.example.com"), github("psql -c 'select 1'"))
case("no-local-socket", SERVER, "psql 15 in a container without a server: no socket, in a terminal", 'failed: No such file or directory',
     lambda: terminal(["psql -U quay"], cwd="sql", python=False, prompt="root@5f0c2e9a71bd:/app# ", PATH="/usr/bin:/bin"))
case("illuminate-refused", f"{REFUSED} {SERVER}", "illuminate/database 8 (PDO, PHP 8.2) in an entry point before the database listens, compose prefix", "port 5432 failed: Connection refused",
     lambda: tool("for n in 1 2 3; do php queue.php; sleep 1; done", DB_HOST="postgres"), compose("app-1", "postgres-1"))
case("redis-cli-double-password", DOUBLE, "redis-cli 7 with -u in a terminal", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "Could not connect to Redis at :0"],
     lambda: terminal(["echo $REDIS_URL", "redis-cli -u $REDIS_URL ping"], python=False, prompt="root@5f0c2e9a71bd:/app# ", PATH="/usr/bin:/bin", REDIS_URL=DOUBLE_URL))
case("zsh-no-alembic", NO_ALEMBIC, "zsh in a checkout whose environment is not active", "zsh: command not found: alembic",
     lambda: terminal([("zsh -f", [("# ", "alembic upgrade head"), ("command not found: alembic", "exit")])], cwd="sql", python=False, prompt="jonas@laptop:~/quay$ ", at="/home/jonas/quay", PATH="/usr/bin:/bin"))
case("dash-entrypoint-no-alembic", NO_ALEMBIC, "an entry point of sh (dash) in an image without it, docker compose logs", "alembic: not found",
     lambda: run("for n in 1 2 3; do /app/entrypoint.sh; done", project("dash1", {"entrypoint.sh": "#!/bin/sh\nset -e\n\necho \"Running migrations...\"\nalembic upgrade head\n\nexec uvicorn app.main:app --host 0.0.0.0 --port 8000\n"}), python=False, PATH="/usr/bin:/bin"), compose("backend-1", "postgres-1"))
