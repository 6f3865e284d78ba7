#!/usr/bin/env python3
"""Several problems in one log: stacks of services in the namespace."""
from lib import *
only = sys.argv[1:]
def case(name, ids, decisive, source, make, wrap=lambda d: d, root=None):
    if only and name not in only: return
    try: save(name, ids, decisive, source, wrap(make()), root=root)
    except Exception as e: print("ERROR", name, repr(e))

file("st/api.py", '''import logging, os, time
import falcon
import psycopg2
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("orchard.api")
engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
Session = sessionmaker(engine)
QUERY = os.environ.get("QUERY", "SELECT code, weight FROM crates")
hits = {}
LIMIT = int(os.environ.get("LIMIT", "0"))


class Limit:
    def process_request(self, req, resp):
        if LIMIT and req.path != "/health":
            now = [t for t in hits.get(req.remote_addr, []) if t > time.time() - 60]
            hits[req.remote_addr] = now + [time.time()]
            if len(now) >= LIMIT:
                log.warning("rate limit %d/minute exceeded by %s at %s", LIMIT, req.remote_addr, req.path)
                raise falcon.HTTPTooManyRequests(headers={"Retry-After": "60"})

    def process_response(self, req, resp, resource, ok):
        log.info("%s %s %s", req.method, req.relative_uri, resp.status)


class Health:
    def on_get(self, req, resp):
        down = []
        try:
            with engine.connect() as c:
                c.execute(text("SELECT 1"))
        except Exception as e:
            down.append("postgres")
        url = os.environ.get("REDIS_URL")
        if url and os.environ.get("WITH_REDIS"):
            try:
                import redis
                redis.Redis.from_url(url, socket_connect_timeout=2).ping()
            except Exception as e:
                log.warning("redis ping failed at %s: %s", url, e)
                down.append("redis")
        want = os.environ.get("HEAD")
        if want and not down:
            with engine.connect() as c:
                if c.execute(text("SELECT version_num FROM alembic_version")).scalar() != want:
                    down.append("migrations_not_at_head")
        resp.status = 503 if down else 200
        resp.media = {"success": not down, "message": "Service Unavailable" if down else "OK", "data": down}


class Crates:
    def on_get(self, req, resp):
        with Session() as s:
            resp.media = [list(map(str, r)) for r in s.execute(text(QUERY))]


class Growers:
    def on_get(self, req, resp):
        with Session() as s:
            resp.media = [r[0] for r in s.execute(text("SELECT name FROM growers"))]


class Login:
    def on_post(self, req, resp):
        body = req.get_media()
        with Session() as s:
            found = s.execute(text("SELECT id FROM growers WHERE email = :e"), {"e": body["username"]}).first()
        if not found:
            resp.status = 400
            resp.media = {"detail": "Invalid credentials"}
        else:
            resp.media = {"access_token": "t%d" % found[0]}


def crash(req, resp, ex, params):
    if isinstance(ex, falcon.HTTPError):
        raise ex
    log.exception("unhandled error in %s %s", req.method, req.relative_uri)
    resp.status = 500
    resp.media = {"title": "500 Internal Server Error"}


app = falcon.App(middleware=[Limit()])
app.add_error_handler(Exception, crash)
for path, res in (("/health", Health()), ("/api/crates", Crates()), ("/api/growers", Growers()), ("/api/login", Login())):
    app.add_route(path, res)
''')
file("st/worker.py", '''import logging, os, time
from circuits import nothing
'''.replace("from circuits import nothing\n", '''import psycopg
logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(levelname)s] %(name)s: %(message)s")
log = logging.getLogger("orchard.worker")
log.info("press worker started")
n = 0
while True:
    n += 1
    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=3) as c:
            c.execute(os.environ.get("JOB", "SELECT count(*) FROM crates"))
        log.info("job %d done", n)
    except psycopg.Error as e:
        log.error("job %d failed, next try in 1s: %s", n, e)
    time.sleep(1)
'''))
file("st/web.js", '''const express = require('express');
const axios = require('axios');
const api = axios.create({ baseURL: process.env.API || 'http://backend:8000', timeout: 3000 });
const app = express();
app.get('*', async (req, res) => {
  try {
    const { data } = await api.get('/api' + req.path);
    console.log(`[web] GET ${req.path} 200 (${data.length} items)`);
    res.json(data);
  } catch (e) {
    console.error(`[web] GET ${req.path} failed:`, e.message, e.response ? JSON.stringify(e.response.data) : e.code);
    res.status(502).send('Something went wrong. Please try again later.');
  }
});
app.listen(3000, '172.21.0.6', () => console.log('[web] listening on :3000'));
''')
run("[ -e node_modules ] || ln -s ../node/node_modules node_modules", "st")
file("st/probe.sh", '''echo "waiting for the backend"
for n in $(seq ${TRIES:-30}); do
  body=$(curl -s -m 2 http://backend:8000/health); code=$?
  case $body in *'"success": true'*) echo "backend is healthy"; exit 0;; esac
  if [ $code -ne 0 ]; then echo "attempt $n: curl exited with $code"; else echo "attempt $n: $body"; fi
  sleep 1
done
echo "Backend did not become healthy within ${TRIES:-30}s"
exit 1
''')
file("st/visit.sh", "for p in $PATHS; do curl -s -o /dev/null -m 5 http://frontend:3000/$p; sleep 0.3; done\n")
API = "waitress-serve --threads=4 --listen=172.21.0.4:8000 api:app"
def visit(s, paths, then=1.5):
    time.sleep(3.5); run("bash visit.sh", "st", PATHS=paths); time.sleep(then)

def refused():
    with Stack() as s:
        for n, c in (("api", API), ("worker", "python worker.py"), ("web", "node web.js")): s.start(n, c, "st", DATABASE_URL=ABSENT)
        time.sleep(3); s.start("healthcheck", "bash probe.sh", "st", TRIES="4"); visit(s, "crates growers", 3)
        s.stop(); return s.out("kube")
case("multi-kube-all-refused-health", "postgres/connection-refused-at-start postgres/connection-to-server-failed http/health-check-503 ci/backend-not-healthy", ["Connection refused", '{"success": false, "message": "Service Unavailable", "data": ["postgres"]}'],
     "kubectl logs --prefix of a stack whose PostgreSQL is not there: a psycopg worker, Falcon under Waitress with SQLAlchemy, a health check with 503, an Express page; the deploy probe gives up", refused)

def wrong():
    with Stack() as s:
        for n, c in (("api", API), ("worker", "python worker.py"), ("web", "node web.js"), ("graphql", "timeout 6 postgraphile -c \"$DATABASE_URL\" -p 5000 2>&1")): s.start(n, c, "st", DATABASE_URL=WRONG)
        visit(s, "crates growers crates", 2); s.stop(); return s.out("foreman")
case("multi-foreman-old-password-three-clients", "postgres/password-authentication-failed postgres/connection-to-server-failed", 'password authentication failed for user "orchard"',
     "foreman's format: an old password in PostGraphile, a psycopg worker and Falcon with SQLAlchemy; Express only sees 500s", wrong)

def noal():
    with Stack() as s:
        s.start("api", "echo 'entrypoint: migrating'; PATH=/usr/sbin:/usr/bin:/sbin:/bin alembic upgrade head || echo 'entrypoint: migrations failed, starting anyway'; exec " + API, "st", QUERY="SELECT lot, kilos FROM pressings ORDER BY lot")
        s.start("web", "node web.js", "st"); visit(s, "growers pressings crates growers crates"); s.stop(); return s.out("swarm")
case("multi-swarm-no-alembic-then-table", "python/alembic-not-found postgres/undefined-table", ["alembic: command not found", 'relation "pressings" does not exist'],
     "docker service logs: the entry point finds no alembic and goes on; Falcon with SQLAlchemy 2.0 misses a table, Express shows an error page", noal)

def dbl():
    with Stack() as s:
        s.start("api", API, "st", WITH_REDIS="1", REDIS_URL=DOUBLE); s.start("cache", "node ../njs/cache.js", "st", REDIS_URL=DOUBLE, restarts=1)
        time.sleep(3); s.start("healthcheck", "bash probe.sh", "st", TRIES="5"); time.sleep(6); s.stop(); return s.out("t")
file("njs/cache.js", '''const Redis = require('ioredis');
const url = process.env.REDIS_URL;
console.log(`price cache: ${url}`);
const r = new Redis(url, { maxRetriesPerRequest: 2 });
r.on('error', e => console.error('cache error:', e));
r.get('prices').then(console.log, e => { console.error('giving up:', e.message); process.exit(1); });
setTimeout(() => process.exit(1), 2500);
''')
case("multi-double-password-node-and-health", "redis/url-double-password http/health-check-503 ci/backend-not-healthy", ["redis://:local_pass@:local_pass@redis:6379/0", "WRONGPASS invalid username-password pair", '"data": ["redis"]'],
     "compose logs -t: the password twice in the Redis URL, in ioredis and in redis-py; the health check names redis, the deploy gives up", dbl)

def flood():
    file("st/retry.js", '''const axios = require('axios');
(async () => {
  for (let n = 1; n <= 60; n++) {
    for (const path of ['/api/growers', '/api/crates']) {
      try { const r = await axios.get('http://backend:8000' + path); console.log(`poll ${n} ${path} ${r.status}`); }
      catch (e) { console.error(`poll ${n} ${path}: ${e.message}${e.response.status === 429 ? ' (retry-after ' + e.response.headers['retry-after'] + ')' : ''}, retrying`); }
    }
    await new Promise(r => setTimeout(r, 40));
  }
})();
''')
    with Stack() as s:
        s.start("api", API, "st", LIMIT="40", QUERY="SELECT code, weight, ripeness FROM crates"); time.sleep(3); s.start("poller", "node retry.js", "st"); time.sleep(6); s.stop(); return s.out("grouped", ["poller", "api"])
case("multi-poller-500-until-429", "postgres/undefined-column gateway/429-rate-limited", ['column "ripeness" does not exist', "Request failed with status code 429"],
     "docker compose logs, the poller first: axios polls on through 500s until Falcon's limit answers 429; SQLAlchemy with psycopg2 misses a column", flood)

def alembic(cwd, revisions):
    run(f"rm -rf {HOME}/{cwd}/* && alembic init -t generic migrations", cwd)
    p = f"{HOME}/{cwd}/alembic.ini"; t = open(p).read()
    open(p, "w").write(re.sub(r"(?m)^sqlalchemy.url = .*", f"sqlalchemy.url = postgresql+psycopg2://orchard:{PW}@db/orchard", t))
    down = None
    for rev, body in revisions:
        file(f"{cwd}/migrations/versions/{rev}_x.py", f'"""{rev}"""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = "{rev}"\ndown_revision = {down!r}\n\n\ndef upgrade() -> None:\n    {body}\n\n\ndef downgrade() -> None:\n    pass\n')
        down = rev
def stamp(rev):
    sql("SET client_min_messages = error", "CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) PRIMARY KEY)", "TRUNCATE alembic_version", f"INSERT INTO alembic_version VALUES ('{rev}')")

def lostdeploy():
    alembic("ml", [("77aa01c3d5e2", "pass")]); stamp("b90e51f7aa13")
    with Stack() as s:
        s.start("prestart", "alembic upgrade head", "ml", restarts=3, delay=2); s.start("deploy", "bash ../st/probe.sh", "ml", TRIES="15"); time.sleep(19); s.stop(); return s.out("plain")
case("multi-woodpecker-lost-revision-not-healthy", "alembic/cant-locate-revision ci/backend-not-healthy", ["Can't locate revision identified by 'b90e51f7aa13'", "Backend did not become healthy within 15s"],
     "a Woodpecker/Drone-like step log: a prestart that does not know the database's revision, tried four times, while the deploy waits for the backend", lostdeploy, drone("deploy"))

def behind():
    alembic("mb", [("1f00aa00bb01", "pass"), ("1f00aa00bb02", "op.create_check_constraint('ck_light', 'crates', 'weight < 15'); op.add_column('crates', sa.Column('ripeness', sa.Integer()))")]); stamp("1f00aa00bb01")
    file("mb/prestart.sh", 'alembic upgrade head\ncur=$(alembic current 2>/dev/null | cut -d" " -f1); head=$(alembic heads 2>/dev/null | cut -d" " -f1)\n[ "$cur" = "$head" ] || { echo "ERROR: alembic is NOT at head (current $cur, head $head)"; exit 1; }\n')
    with Stack() as s:
        s.start("prestart", "bash prestart.sh", "mb"); time.sleep(5)
        s.start("api", API, "st", HEAD="1f00aa00bb02", QUERY="SELECT code, weight, ripeness FROM crates"); s.start("web", "node web.js", "st"); time.sleep(3)
        s.start("probe", "bash probe.sh", "st", TRIES="4"); visit(s, "crates growers", 2); s.stop(); return s.out("v2")
case("multi-check-violated-not-at-head-health-column", "alembic/upgrade-head-fails alembic/not-at-head http/health-check-503 postgres/undefined-column ci/backend-not-healthy",
     ['check constraint "ck_light" of relation "crates" is violated by some row', "ERROR: alembic is NOT at head", '"data": ["migrations_not_at_head"]', 'column "ripeness" does not exist'],
     "compose up: a check constraint that rows violate ends the migration; the prestart says not at head, the health check too, the API misses the column, the probe gives up", behind)

def late():
    with Stack() as s:
        file("st/late.sh", "until pg_isready -q -h $PGHOST; do psql \"$URL\" -c 'SELECT 1' 2>&1 >/dev/null; echo 'database is not there yet'; sleep 1; done\n")
        # something listens on postgres:5432 after a while: a forward to the real server
        s.start("api", "URL=$DATABASE_URL PGHOST=postgres bash late.sh; exec " + API, "st", DATABASE_URL=ABSENT, QUERY="SELECT lot FROM pressings"); time.sleep(5)
        f = subprocess.Popen(NS + ["python3", "-c", "import asyncio\nasync def p(r,w):\n try:\n  while d:=await r.read(65536): w.write(d); await w.drain()\n finally: w.close()\nasync def h(r,w):\n R,W=await asyncio.open_connection('172.21.0.2',5432)\n await asyncio.gather(p(r,W),p(R,w),return_exceptions=True)\nasync def m():\n await (await asyncio.start_server(h,'172.21.0.8',5432)).serve_forever()\nasyncio.run(m())"])
        s.start("web", "node web.js", "st"); visit(s, "growers crates growers crates"); s.stop(); f.terminate(); return s.out("journal")
case("multi-late-database-then-table", "postgres/undefined-table postgres/connection-refused-at-start postgres/connection-to-server-failed", ['relation "pressings" does not exist'],
     "journald of a stack: psql in an until loop is refused until the database listens; then Falcon misses a table", late)
