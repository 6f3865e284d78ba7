#!/usr/bin/env python3
"""Node: PostGraphile, Massive, Postgrator, AVA, db-migrate; and psql-like tools."""
from lib import *
only = sys.argv[1:]
def case(name, *a, **k):
    if only and name not in only: return
    ids, decisive, source, make, wrap = a
    try: save(name, ids, decisive, source, wrap(make()), **k)
    except Exception as e: print("ERROR", name, repr(e))
asis = lambda d: d
run("[ -e node_modules ] || ln -s ../node/node_modules node_modules", "njs")
case("postgraphile-refused", "postgres/connection-refused-at-start", "ECONNREFUSED", "PostGraphile 4's CLI starts while no PostgreSQL listens and tries again; swarm-like `docker service logs`",
     lambda: run("timeout 12 postgraphile -c \"$DATABASE_URL\" -p 19530 --retry-on-init-fail 2>&1", "njs", DATABASE_URL=ABSENT), each_line(lambda t: "orchard_graphql.1.p0v5m@node-2    | "))
file("njs/massive.js", '''const massive = require('massive');
(async () => {
  console.log(new Date().toISOString(), 'crate service starting');
  const db = await massive(process.env.DATABASE_URL);
  console.log('connected, tables:', db.listTables());
})();
''')
case("massive-wrong-password", "postgres/password-authentication-failed", 'password authentication failed for user "orchard"', "Massive (pg-promise) with an old password, Node 20, an unhandled rejection; CRI", lambda: run("node massive.js 2>&1", "njs", DATABASE_URL=WRONG), cri)
file("njs/migrations/001.do.sql", "CREATE TABLE orchard_notes (id serial PRIMARY KEY, body text);\n")
file("njs/migrations/002.do.sql", "ALTER TABLE harvest_notes ADD COLUMN grower_id int;\n")
file("njs/.postgratorrc.json", json.dumps({"migrationPattern": "migrations/*.sql", "driver": "pg", "host": "db", "port": 5432, "database": "orchard", "username": "orchard", "password": PW, "schemaTable": "pg_schema_version"}))
case("postgrator-undefined-table", "postgres/undefined-table", 'relation "harvest_notes" does not exist', "postgrator-cli: the second migration alters a table by a name it never had; GitHub Actions", lambda: run("postgrator migrate 2>&1", "njs"), github("npx postgrator migrate"))
file("njs/crates.test.mjs", '''import test from 'ava';
import pg from 'pg';
const client = new pg.Client(process.env.DATABASE_URL);
test.before(() => client.connect());
test.after.always(() => client.end());
test.serial('a crate is stored', async t => {
  const { rowCount } = await client.query("INSERT INTO crates(code, weight) VALUES ('C-' || floor(random() * 1e9)::text, 17)");
  t.is(rowCount, 1);
});
test.serial('a crate has a code of its own', async t => {
  const { rows } = await client.query("INSERT INTO crates(code, weight) VALUES ($1, $2) RETURNING id", ['C-100', 20.1]);
  t.truthy(rows[0].id);
});
''')
case("ava-duplicate-key", "postgres/duplicate-key", 'duplicate key value violates unique constraint "crates_code_key"', "AVA with pg, Node 20: a test's crate is in the database already; Travis", lambda: run("ava crates.test.mjs 2>&1", "njs"), travis("npx ava"))
file("cert/ping.py", '''import logging, os, time
import psycopg
logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
log = logging.getLogger("warehouse")
for n in range(3):
    try:
        psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5)
    except psycopg.OperationalError as e:
        log.error("Connection test failed: %s", e)
        time.sleep(1)
''')
case("psycopg33-test-ssl-required", "postgres/connection-to-server-failed", "server does not support SSL, but SSL was required", "psycopg 3.3: sslmode=require against a server that has no SSL, thrice; logfmt", lambda: run("python ping.py 2>&1", "cert", DATABASE_URL=URL + "?sslmode=require"), logfmt("warehouse"))
def recovery():
    sql("ALTER DATABASE orchard ALLOW_CONNECTIONS true")
    run("psql -qX postgresql://localhost/ 2>/dev/null; true")
    subprocess.run(["runuser", "-u", "postgres", "--", "psql", "-qX", "-h", f"{HOME}/run", "-d", "postgres", "-c", "ALTER DATABASE orchard ALLOW_CONNECTIONS false"], cwd="/")
    try: return run("pg_amcheck -d \"$DATABASE_URL\" --table=crates 2>&1; vacuumlo -v -n \"$DATABASE_URL\" 2>&1; psql -X \"$DATABASE_URL\" -c 'SELECT count(*) FROM crates'", "cert")
    finally: subprocess.run(["runuser", "-u", "postgres", "--", "psql", "-qX", "-h", f"{HOME}/run", "-d", "postgres", "-c", "ALTER DATABASE orchard ALLOW_CONNECTIONS true"], cwd="/")
case("pg-amcheck-not-accepting", "postgres/connection-to-server-failed", ['connection to server on socket', 'connection to server at "db" (172.21.0.2), port 5432 failed'], "pg_amcheck, vacuumlo and psql 15: the database does not accept connections (ALLOW_CONNECTIONS false), as it came", recovery, asis)
file("njs/limits.js", '''const Redis = require('ioredis');
const express = require('express');
const { RateLimiterRedis, RateLimiterMemory } = require('rate-limiter-flexible');
const redis = new Redis(process.env.REDIS_URL, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
redis.on('error', e => console.error('[redis]', e.message));
const limiter = new RateLimiterRedis({ storeClient: redis, points: 20, duration: 60, insuranceLimiter: new RateLimiterMemory({ points: 20, duration: 60 }) });
const app = express();
app.use((req, res, next) => limiter.consume(req.ip).then(() => next()).catch(() => res.status(429).end()));
app.get('/crates', (req, res) => res.json([]));
app.listen(19531, () => console.log('crates api on 19531'));
''')
case("rate-limiter-flexible-refused", "redis/connection-refused", "ECONNREFUSED", "rate-limiter-flexible with ioredis and an insurance limiter in memory, Express 4, Node 20: no Redis listens, the API serves; PM2's own log file with time",
     lambda: (run("pm2 start -s limits.js --name crates --no-autorestart --time; sleep 4; curl -s http://127.0.0.1:19531/crates", "njs", REDIS_URL=NOREDIS), run("cat /srv/orchard/.pm2/logs/crates-error.log /srv/orchard/.pm2/logs/crates-out.log", "njs"), run("pm2 kill", "njs"))[1], asis)
file("njs/cache.js", '''const Redis = require('ioredis');
const url = process.env.REDIS_URL;
console.log(`price cache: ${url}`);
const r = new Redis(url, { maxRetriesPerRequest: 2 });
r.on('error', e => console.error('cache error:', e));
r.get('prices').then(console.log, e => { console.error('giving up:', e.message); process.exit(1); });
setTimeout(() => process.exit(1), 2500);
''')
case("aiopg-duplicate-key", "postgres/duplicate-key", 'duplicate key value violates unique constraint "trees_tag_key"', "aiopg in an aiohttp server: POST of a tag that is there; Docker's json-file",
     lambda: (file("aio/server.py", '''import logging, os
import aiopg
from aiohttp import web

logging.basicConfig(level=logging.INFO)


async def pool(app):
    app["pool"] = await aiopg.create_pool(os.environ["DATABASE_URL"])
    yield
    app["pool"].close()


async def add(request):
    body = await request.json()
    async with request.app["pool"].acquire() as conn, conn.cursor() as cur:
        await cur.execute("INSERT INTO trees(tag, variety) VALUES (%s, %s)", (body["tag"], body["variety"]))
    return web.json_response({"ok": True}, status=201)

app = web.Application()
app.cleanup_ctx.append(pool)
app.router.add_post("/trees", add)
web.run_app(app, host="127.0.0.1", port=19533, print=None)
'''), run("python server.py & P=$!; sleep 3; curl -s -o /dev/null -H 'content-type: application/json' -d '{\"tag\":\"T-001\",\"variety\":\"Elstar\"}' http://127.0.0.1:19533/trees; sleep 1; kill $P; wait", "aio"))[1], json_file)
case("pg8000-undefined-table", "postgres/undefined-table", 'relation "pickings" does not exist', "pg8000's native API under runit's chpst and svlogd: a table that is not there",
     lambda: (file("aio/pick.py", "import pg8000.native, logging\nlogging.basicConfig(level=logging.INFO)\ncon = pg8000.native.Connection('orchard', host='db', database='orchard', password='" + PW + "')\nlogging.info('nightly picking statistics')\nprint(con.run('SELECT count(*) FROM pickings'))\n"),
              file("aio/log/x", ""), run("rm -rf svlog; mkdir -p svlog; chpst -n 5 python pick.py 2>&1 | svlogd -tt svlog; cat svlog/current", "aio"))[2], asis)
