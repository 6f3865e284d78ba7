"""Node 20: knex, Sequelize, connect-pg-simple, socket.io, Fastify, Drizzle, vitest."""
OTHER_HOST = URL.replace("@db", "@postgres")
case("knex-seed-duplicate-key", KEY, "knex 3.1's `npm run seed` for the second time, Node 20, in a terminal", 'duplicate key value violates unique constraint "users_email_key"',
     lambda: terminal(["npm run seed --silent"], cwd="node", python=False, at="/home/jonas/quay", prompt="jonas@laptop:~/quay$ ", PATH="/home/jonas/quay/node_modules/.bin:/usr/bin:/bin"))
case("knex-migrate-wrong-password", PASSWORD, "knex 3.1's migrate:latest with the password of another environment, Node 20, GitHub Actions", 'password authentication failed for user "quay"',
     lambda: node("knex migrate:latest --env production", DATABASE_URL=STALE), github("npm run migrate"))
case("sequelize-cli-refused", REFUSED, "sequelize-cli 6.6's db:migrate in an entry point before the database listens, Node 20, compose prefix", "connect ECONNREFUSED 172.22.0.12:5432",
     lambda: node("for n in 1 2 3; do sequelize-cli db:migrate; sleep 1; done", NODE_ENV="production", DATABASE_URL=OTHER_HOST), compose("migrate-1", "postgres-1"))
case("connect-pg-simple-undefined-table", TABLE, "express-session with connect-pg-simple 10, whose table was never made, Express 4, Node 20", 'relation "session" does not exist',
     lambda: serving("node src/session.js", 3000, ["curl -s -o /dev/null localhost:3000/; curl -s -o /dev/null localhost:3000/"], cwd="node", python=False, DATABASE_URL=URL, seen=False))
case("sequelize-winston-undefined-column", COLUMN, "Sequelize 6 in Express 4 with winston 3's JSON, Node 20, docker compose logs", "column \\\"draught\\\" does not exist",
     lambda: serving("node src/fleet.js", 3000, ["curl -s -o /dev/null localhost:3000/vessels"], cwd="node", python=False, DATABASE_URL=URL, seen=False), compose("fleet-1", "postgres-1"))
case("vitest-undefined-column", COLUMN, "node-postgres 8 in vitest 2, Node 20, GitLab", "column b.depth_m does not exist",
     lambda: node("vitest run --no-color", DATABASE_URL=URL), gitlab)
case("socketio-adapter-refused", REDIS, "socket.io 4 with @socket.io/redis-adapter 8 and node-redis 4, Node 20, journald", "connect ECONNREFUSED 172.22.0.13:6379",
     lambda: node("node src/realtime.js", REDIS_URL="redis://cache:6379"), journald("realtime", 1944, "vps-31"))
case("fastify-redis-double-password", DOUBLE, "@fastify/redis 7 (ioredis 5) with Fastify 5's pino lines, Node 20, docker logs -t", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "WRONGPASS invalid username-password pair"],
     lambda: node("timeout 8 node src/fast.js", REDIS_URL=DOUBLE_URL), docker_t)
case("drizzle-kit-wrong-password", PASSWORD, "drizzle-kit 0.30 push with an old password, Node 20, a chat's code block", 'password authentication failed for user "quay"',
     lambda: node("drizzle-kit push --force", DATABASE_URL=STALE), slack("anyone else getting this since the volume was moved?"))
