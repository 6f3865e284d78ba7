"""Node 20, psql 15, PHP 8.2, shells."""


def tool(command, **variables):
    return run(command, "sql", python=False, **{"PGPASSWORD": "kiln-dev", "PGHOST": "db", "PGUSER": "kiln", "PGDATABASE": "kiln", **variables})


OTHER_HOST = URL.replace("@db", "@postgres")
case("illuminate-undefined-column", COLUMN, "illuminate/database 8 (Laravel's QueryException, PDO, PHP 8.2), as PHP prints it", 'column "stock" does not exist',
     lambda: tool("php stock.php"))
case("illuminate-duplicate-key", KEY, "illuminate/database 8: a seeder for the second time, PHP 8.2, docker logs -t", 'duplicate key value violates unique constraint "uq_glazes_code"',
     lambda: tool("php seed.php"), docker_t)
case("illuminate-wrong-password", f"{PASSWORD} {SERVER}", "illuminate/database 8 with the password of an older volume, PHP 8.2, containerd's log", 'password authentication failed for user "kiln"',
     lambda: tool("php seed.php", DB_PASSWORD="old-dev"), cri)
case("express-undefined-table", TABLE, "node-postgres 8 behind Express 4's own error handler, Node 20, docker compose logs", 'relation "orders" does not exist',
     lambda: serving("node src/shop.js", 3000, ["curl -s -o /dev/null 'localhost:3000/orders?member=1'"], cwd="node", python=False, DATABASE_URL=URL, seen=False), compose("shop-1", "postgres-1"))
case("jest-duplicate-key", KEY, "node-postgres 8.23 in Jest 29 (with chalk's colours) on a database that has the rows, Node 20", 'duplicate key value violates unique constraint "members_email_key"',
     lambda: node("jest --colors=false", "node2", DATABASE_URL=URL, CI="1"))
case("sequelize-cli-wrong-password", PASSWORD, "sequelize-cli 6.6's db:migrate through npm with a stale password, Node 20, GitHub Actions", 'password authentication failed for user "kiln"',
     lambda: node("npm run db:migrate", NODE_ENV="production", DATABASE_URL=STALE, npm_config_update_notifier="false"), github("npm run db:migrate"))
case("until-psql-refused", f"{REFUSED} {SERVER}", "an entry point that waits with `until psql`, psql 15, compose prefix", "port 5432 failed: Connection refused",
     lambda: run("timeout 6 ./wait-for-postgres.sh postgres", project("sh2", {"wait-for-postgres.sh": "#!/bin/sh\n# wait-for-postgres.sh\nset -e\nhost=\"$1\"\nshift\nuntil PGPASSWORD=$POSTGRES_PASSWORD psql -h \"$host\" -U kiln -d kiln -c '\\q'; do\n  >&2 echo \"Postgres is unavailable - sleeping\"\n  sleep 1\ndone\n>&2 echo \"Postgres is up - executing command\"\nexec \"$@\"\n"}), python=False, PATH="/usr/bin:/bin", POSTGRES_PASSWORD="kiln-dev"), compose("web-1", "postgres-1"))
case("knex-migrate-refused", REFUSED, "knex 3.1's migrate:latest in an entry point's loop before the database listens, Node 20", "connect ECONNREFUSED 172.23.0.12:5432",
     lambda: node("for n in 1 2 3; do npx --no-install knex migrate:latest && break; echo \"retry $n\"; sleep 1; done", DATABASE_URL=OTHER_HOST, npm_config_update_notifier="false"))
case("bull-redis-refused", REDIS, "Bull 4 with ioredis 5 and no Redis, Node 20", "connect ECONNREFUSED 172.23.0.13:6379",
     lambda: node("timeout 6 node queue.js", "node2", REDIS_URL="redis://cache:6379"))
case("node-redis5-double-password", DOUBLE, "node-redis 5 in a script, Node 20, GitHub Actions", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "WRONGPASS"],
     lambda: node("timeout 8 node cache.js", "node2", REDIS_URL=DOUBLE_URL), github("node cache.js"))
case("npm-psql-dollar-quote", DOLLAR, "psql 15 -v in an npm script, in a terminal", 'ERROR:  syntax error at or near ":"',
     lambda: terminal(["npm run db:setup"], cwd="node", python=False, at="/home/jonas/kiln", prompt="jonas@laptop:~/kiln$ ", PATH="/usr/bin:/bin", DATABASE_URL=URL, APP_PASSWORD="app-dev", npm_config_update_notifier="false"))
case("subprocess-psql-dollar-quote", DOLLAR, "psql 15 -v run by Python's subprocess: a procedure's body, compose prefix", 'ERROR:  syntax error at or near ":"',
     lambda: tool("python3 provision.py", PATH="/usr/bin:/bin"), compose("provision-1", "postgres-1"))
case("npm-run-no-alembic", NO_ALEMBIC, "an npm script of a monorepo that calls alembic, Node 20, in a terminal", "alembic: not found",
     lambda: terminal(["npm run migrate:api"], cwd=project("mono", {"package.json": open(f"{HERE}/node/package.json").read().replace("cd ../api", "cd api"), "api/alembic.ini": "[alembic]\nscript_location = alembic\n"}), python=False, at="/home/jonas/studio", prompt="jonas@laptop:~/studio$ ", PATH="/usr/bin:/bin", npm_config_update_notifier="false"))


def playwright():
    """npx playwright test: starts the API itself and prints what it writes; Python of py313 and Chromium."""
    return run("npx --no-install playwright test 2>&1", "e2e", PATH="/usr/local/bin:/usr/bin:/bin", npm_config_update_notifier="false", CI="1", FORCE_COLOR="0", HOME="/dev/shm")


case("playwright-test-cascade", f"{CASCADE} {LIMITED}", "Playwright Test 1.49 with Chromium and FastAPI 0.165 with slowapi 0.1.10 as its web server: retries use up the limit, /auth/me gets 429 and isLoading stays true, Node 20, GitHub Actions", 'useAuth {"isAuthenticated":false,"isLoading":true} 429', playwright, github("npx playwright test"))
