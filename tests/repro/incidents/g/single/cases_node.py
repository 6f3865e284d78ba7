"""Node 20."""


case("kysely-undefined-column", COLUMN, "Kysely with pg 8 and its error log, a TypeScript script under tsx, Node 20, GitHub Actions", 'column "hardiness_zone" does not exist',
     lambda: node("tsx kysely_catalog.mts", DATABASE_URL=URL), github("npx tsx kysely_catalog.mts"))
case("mikro6-undefined-column", COLUMN, "MikroORM 6 with its query log, Node 20, compose prefix", "column p0.hardiness_zone does not exist",
     lambda: node("timeout 15 node mikro_catalog.mjs", DATABASE_URL=URL), compose("catalog-1", "postgres-1"))
case("typeorm-cli-refused", REFUSED, "TypeORM 0.3's migration:run under tsx in a release loop before the database listens, Node 20, compose prefix", "connect ECONNREFUSED 172.24.0.12:5432",
     lambda: node("for n in 1 2 3; do tsx node_modules/typeorm/cli.js migration:run -d data-source.ts && break; echo \"release: migrations failed, attempt $n\"; sleep 1; done", DATABASE_URL=ABSENT), compose("release-1", "postgres-1"))
case("graphile-worker-refused", REFUSED, "graphile-worker before the database listens, Node 20, journald", "connect ECONNREFUSED 172.24.0.12:5432",
     lambda: node("timeout 8 node worker_graphile.mjs", DATABASE_URL=ABSENT), journald("garden-jobs", 1822, "vps-7"))
case("hono-redis-refused", REDIS, "node-redis 5 in Hono that starts without Redis, Node 20, docker logs -t", "connect ECONNREFUSED 172.24.0.13:6379",
     lambda: serving("node hono_cart.mjs", 8000, ["sleep 2"], cwd="node", python=False, seen=False), docker_t)
case("keyv-double-password", DOUBLE, "Keyv with @keyv/redis and pino's JSON lines, Node 20, as it came", ["redis://:dev-redis-pw@:dev-redis-pw@redis:6379/0", "WRONGPASS"],
     lambda: node("timeout 8 node keyv_cache.mjs", REDIS_URL=DOUBLE_URL))
