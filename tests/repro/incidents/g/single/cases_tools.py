"""psql's relatives, exporters, C++, Perl, Go, Java, Ruby, PHP, shells."""


def tool(command, cwd="sql", **variables):
    return run(command, cwd, python=False, **{"PATH": "/usr/local/go/bin:/usr/sbin:/usr/bin:/sbin:/bin", "PGPASSWORD": "garden-dev", "PGHOST": "db", "PGUSER": "garden", "PGDATABASE": "garden", **variables})


ROLES = """-- roles of the application
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'garden_app') THEN
    CREATE ROLE garden_app LOGIN PASSWORD :'app_password';
  END IF;
END
$$;
GRANT CONNECT ON DATABASE garden TO garden_app;
"""


def sqitch():
    return project("sqitch", {"sqitch.conf": '[core]\n    engine = pg\n[target "garden"]\n    uri = db:pg://garden@db/garden\n[engine "pg"]\n    target = garden\n[user]\n    name = Lea\n    email = lea@example.com\n',
                              "sqitch.plan": "%syntax-version=1.0.0\n%project=garden\n\nroles 2026-11-03T09:12:44Z Lea <lea@example.com> # The API's role\n",
                              "deploy/roles.sql": "-- Deploy garden:roles to pg\n\nBEGIN;\n\n" + ROLES.split("\n", 1)[1].replace("app_password", "ui_pass") + "\nCOMMIT;\n"})


case("vacuumdb-refused", f"{REFUSED} {SERVER}", "vacuumdb 15 in a nightly loop before the database listens, containerd's log", "port 5432 failed: Connection refused",
     lambda: tool("for n in 1 2 3; do vacuumdb --analyze-only --all --maintenance-db=garden && break; echo \"vacuum: attempt $n failed, retrying\"; sleep 1; done", PGHOST="postgres"), cri)
case("pg-basebackup-wrong-password", f"{PASSWORD} {SERVER}", "pg_basebackup 15 of a standby's entry point with a stale password, compose prefix", 'password authentication failed for user "garden"',
     lambda: tool("echo 'standby: taking a base backup of the primary'; pg_basebackup -D /dev/shm/ga-standby -R -X stream -P; echo \"standby: exited with $?\"", PGPASSWORD="old-dev"), compose("db-replica-1", "db-replica-1"))
case("pg-restore-undefined-table", TABLE, "pg_restore 15 --data-only into a database that was not migrated, GitHub Actions", 'relation "public.customers" does not exist',
     lambda: tool("pg_dump -Fc -t customers -t plants -f /dev/shm/ga.dump && pg_restore --data-only -d blank /dev/shm/ga.dump; s=$?; rm -f /dev/shm/ga.dump; exit $s"), github("pg_restore --data-only -d blank seed.dump"))
case("psql-ssl-required", SERVER, "psql 15 with sslmode=require against a server without SSL, in a terminal", "server does not support SSL, but SSL was required",
     lambda: terminal(["psql 'postgresql://garden:garden-dev@db:5432/garden?sslmode=require' -c 'select count(*) from plants'"], cwd="sql", python=False, at="/home/lea/garden", prompt="lea@thinkpad:~/garden$ "))
case("psql-no-route-timeout", SERVER, "psql 15 in a GitLab job: a host behind a firewall", "timeout expired",
     lambda: tool("psql -v ON_ERROR_STOP=1 -c 'select version()'", PGHOST="db.internal", PGCONNECT_TIMEOUT="4"), gitlab)
case("go-sqlx-undefined-column", COLUMN, "jmoiron/sqlx 1.3 with lib/pq 1.10 and logrus' text lines, Go 1.19, containerd's log", 'column \\"hardiness_zone\\" does not exist',
     lambda: tool("./catalog", "go"), cri)
case("go-pgx4-wrong-password", PASSWORD, "pgxpool 4.15 with zerolog's JSON, Go 1.19, docker json-file", "password authentication failed for user",
     lambda: tool("./gateway", "go", DATABASE_URL=STALE), json_file)
case("go-gorm1-duplicate-key", KEY, "jinzhu/gorm 1.9 with its coloured log lines, Go 1.19, compose prefix", 'duplicate key value violates unique constraint "customers_email_key"',
     lambda: tool("./members", "go"), compose("members-1", "postgres-1"))
case("go-test-undefined-table", TABLE, "go test with testify and pgx 4, Go 1.19, GitLab", 'relation "orders" does not exist (SQLSTATE 42P01)',
     lambda: tool("./orders.test -test.v", "go"), gitlab)
case("go-redis-refused", REDIS, "go-redis 5 behind net/http, Go 1.19, journald", "dial tcp 172.24.0.13:6379: connect",
     lambda: tool("./cart", "go", REDIS_URL="redis://cache:6379/0"), journald("cart", 2210, "web-4"))
case("go-redis-double-password", DOUBLE, "go-redis 5 with a URL that has the password twice, Go 1.19, docker logs -t", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "WRONGPASS"],
     lambda: tool("./cart", "go", REDIS_URL=DOUBLE_URL), docker_t)
case("go-exec-no-alembic", NO_ALEMBIC, "an entry point in Go (os/exec) that runs alembic in an image without it, Go 1.19, docker json-file", 'exec: \\"alembic\\": executable file not found in $PATH',
     lambda: tool("./start", "go", PATH="/usr/bin:/bin"), json_file)
case("dbix-class-duplicate-key", KEY, "DBIx::Class 0.0828 with DBD::Pg 3.16, Perl 5.36, as it came", 'duplicate key value violates unique constraint "uq_plants_sku"',
     lambda: tool("perl seed.pl", "perl"))
case("pgloader-duplicate-key", KEY, "pgloader 3.6.9 of a CSV file into a table that has the rows", 'duplicate key value violates unique constraint "uq_plants_sku"',
     lambda: tool("pgloader stock.load", "sql"))
case("tini-no-alembic", NO_ALEMBIC, "tini 0.19 as entry point of an image without alembic, compose prefix, restarted", "exec alembic failed: No such file or directory",
     lambda: tool("for n in 1 2 3; do tini -s -- alembic upgrade head; done"), compose("migrate-1", "postgres-1"))
case("fish-no-alembic", NO_ALEMBIC, "fish 3.6 without the virtual environment, as it came", "Unknown command: alembic",
     lambda: tool("fish --no-config -i -c 'alembic upgrade head' 2>&1; fish --no-config -c 'alembic current'"))
case("env-no-alembic", NO_ALEMBIC, "env(1) without the virtual environment's PATH, journald", "alembic", lambda: tool("env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin alembic upgrade head"), journald("garden-api", 4127, "vps-7"))
case("sqitch-psql-dollar-quote", DOLLAR, "sqitch 1.3 deploy: a change with a psql variable in a DO block", 'ERROR:  syntax error at or near ":"',
     lambda: tool("sqitch deploy --set ui_pass=ui-dev", sqitch()))
case("rake-psql-dollar-quote", DOLLAR, "psql 15 -v from a Rakefile's sh, GitHub Actions", 'ERROR:  syntax error at or near ":"',
     lambda: tool("rake db:roles", project("rake", {"Rakefile": "task 'db:roles' do\n  sh \"psql\", \"-X\", \"-v\", \"ON_ERROR_STOP=1\", \"-v\", \"app_password=#{ENV['APP_PASSWORD']}\", \"-f\", \"db/roles.sql\"\nend\n", "db/roles.sql": ROLES}), APP_PASSWORD="app-dev"), github("bundle exec rake db:roles"))
case("ansible-psql-dollar-quote", DOLLAR, "ansible's command module that runs psql 15 -v", 'syntax error at or near \\":\\"',
     lambda: tool("ansible-playbook -i localhost, -c local play.yml", project("ansible", {"play.yml": "- name: database roles\n  hosts: localhost\n  gather_facts: false\n  tasks:\n    - name: create the application's role\n      command: psql -X -v ON_ERROR_STOP=1 -v app_password=app-dev -f db/roles.sql\n", "db/roles.sql": ROLES}), ANSIBLE_LOCAL_TEMP="/dev/shm/a", ANSIBLE_REMOTE_TEMP="/dev/shm/a", HOME="/dev/shm"))
case("postgres-exporter-wrong-password", PASSWORD, "prometheus-postgres-exporter 0.11 with a stale password, compose prefix", "password authentication failed for user",
     lambda: tool("timeout 12 prometheus-postgres-exporter --web.listen-address=127.0.0.1:9187 & sleep 2; curl -s -o /dev/null 127.0.0.1:9187/metrics; sleep 1; curl -s -o /dev/null 127.0.0.1:9187/metrics; wait", DATA_SOURCE_NAME=STALE + "?sslmode=disable"), compose("postgres-exporter-1", "postgres-exporter-1"))
case("redis-exporter-refused", REDIS, "prometheus-redis-exporter 1.45 without Redis, compose prefix", "dial tcp 172.24.0.13:6379: connect: connection refused",
     lambda: tool("timeout 6 prometheus-redis-exporter -debug -redis.addr redis://cache:6379 -web.listen-address 127.0.0.1:9121 & sleep 2; for n in 1 2; do curl -s -o /dev/null 127.0.0.1:9121/metrics; sleep 1; done; wait"), compose("redis-exporter-1", "redis-exporter-1"))
