"""Node's drivers, ORMs and HTTP clients."""

case("pgpromise-undefined-column", COLUMN, "pg-promise 11 in a task, bunyan JSON lines, Node 20", "column v.gross_tonnage does not exist", lambda: run(f"node promise_report.js {URL}", "node"))
case("slonik-duplicate-key", KEY, "Slonik 46 (ESM), Node 20, an uncaught error, CRLF", 'duplicate key value violates unique constraint "vessels_imo_key"',
     lambda: (sql("DELETE FROM vessels WHERE imo = '9500001'"), run(f"node slonik_import.mjs {URL}", "node"))[1], crlf)
case("kysely-mocha-undefined-table", TABLE, "Kysely 0.28 over pg 8 in mocha 12, Node 20, CircleCI", 'relation "tug_orders" does not exist',
     lambda: run(f"DATABASE_URL={URL} npx mocha kysely.test.js", "node"), circleci)
case("objection-duplicate-key", KEY, "Objection 3 with Knex 2, log4js, Node 20, Heroku's prefix", 'duplicate key value violates unique constraint "uq_berths_code"',
     lambda: run(f"node objection_seed.js {URL}", "node"), heroku("release.7113"))
case("waterline-undefined-table", TABLE, "Waterline 0.15 with sails-postgresql 5, Node 20, compose prefix", 'relation "public.pilotage_jobs" does not exist',
     lambda: run(f"node waterline_boot.js {URL}", "node"), compose("sails-1", "postgres-1"))
case("sequelize5-refused", REFUSED, "Sequelize 5 in a loop while the database is not there, Node 20", "SequelizeConnectionRefusedError: connect ECONNREFUSED 10.20.0.31:5432",
     lambda: run(f"node sequelize5_wait.js {ABSENT}", "node"), compose_v1("backend_1"))
case("node-pg-migrate-wrong-password", PASSWORD, "node-pg-migrate 6 in npm's run-script, Node 20, Jenkins with time stamps", 'password authentication failed for user "harbor"',
     lambda: run(f"mkdir -p migrations; DATABASE_URL={STALE} npx node-pg-migrate up; echo \"exit code $?\"", "node"), jenkins)
case("node-redis3-refused", REDIS, "node-redis 3 with a retry strategy, Node 20, docker logs -t", "Redis connection to cache:6379 failed - connect ECONNREFUSED 10.20.0.32:6379",
     lambda: run("timeout 6 node redis3_cache.js redis://cache:6379/1", "node"), docker_t)
case("bee-queue-double-password", DOUBLE, "Bee-Queue 2 with node-redis 3, Node 20, kubectl logs --prefix", ["redis://:local_pass@:local_pass@redis:6379/0"],
     lambda: run("REDIS_PASSWORD=local_pass REDIS_URL=redis://:local_pass@redis:6379/0 node bee_worker.js", "node"), kubectl("manifests-6d8f9c7b5-2hxkq", "worker"))
case("got-429", LIMITED, "got 11 against a gateway with rate-limiter-flexible, Node 20, JSON of CloudWatch", "Response code 429 (Too Many Requests)",
     lambda: serving("node server429.js", 8000, ["TIMES=9 node clients.js got http://gateway:8000/api/tides".replace("gateway", "backend")], "node", wrote=False, host="backend"), cloudwatch)
case("pyodide-name-error", NAME, "a script runner in Pyodide under Node 20", "NameError: name 'pandas' is not defined", lambda: run("node pyodide_run.mjs", "node"), compose("scripts-1", "backend-1"))
