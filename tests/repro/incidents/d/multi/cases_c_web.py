"""Node, Rails and browsers."""


@case("express-quotes-not-migrated", TABLE, "docker compose logs -t: Express 5 with pg 8 and morgan: 30 of 700 requests miss a table, PostgreSQL's log beside it", 'relation "quotes" does not exist')
def _():
    with Rig() as rig:
        rig.pg().start("backend", "node express.js", "web").port("backend", 8000)
        for _ in range(30):
            rig.get(f"{API}/api/parcels", 22, 0.001).get(f"{API}/api/quotes")
        rig.stop()
        return rig.v2t()


@case("express-customers-key-stern", KEY, "stern: Express 5 with pg 8: every eighth of 400 imports meets a key that is there, among morgan's lines", 'duplicate key value violates unique constraint "customers_email_key"')
def _():
    with Rig() as rig:
        rig.pg().start("backend", "node express.js", "web").port("backend", 8000)
        for n in range(400):
            rig.get(f"{API}/api/customers?email={'c%d' % (n // 8) if n % 8 == 5 and n > 60 else 'n%d' % n}@example.com", 1, 0.001, method="POST")
        rig.stop()
        return rig.stern(only=["backend"])


@case("bullmq-redis-down-api-fine", REDIS, "docker compose up: BullMQ 5 has no Redis, hundreds of errors of worker and queue; Express and PostgreSQL are well", "connect ECONNREFUSED 172.22.0.3:6379")
def _():
    with Rig() as rig:
        rig.pg().start("backend", "node express.js", "web").start("mails", "node mails.js", "web").port("backend", 8000)
        for _ in range(10):
            rig.get(f"{API}/api/parcels", 12, 0.01).sleep(1)
        rig.stop()
        return rig.v2()


@case("nest-typeorm-locker-column", COLUMN, "docker compose up: NestJS 11 with TypeORM: QueryFailedError in 30 of 400 requests, colours of Nest's logger, PostgreSQL's log", "column Parcel.locker_code does not exist")
def _():
    with Rig() as rig:
        rig.pg().start("api", "node nest.js", "web", FORCE_COLOR="1").port("backend", 8000)
        for _ in range(30):
            rig.get(f"{API}/parcels/count", 12, 0.003).get(f"{API}/parcels")
        rig.stop()
        return rig.v2()


@case("nest-password-retries", PASSWORD, "docker compose logs -t by service, nginx first: NestJS 11 with TypeORM cannot boot for its password, five restarts; 502 in nginx", 'password authentication failed for user "courier"')
def _():
    with Rig() as rig:
        nginx(rig.pg())
        rig.start("api", "node nest.js", "web", restarts=4, DATABASE_URL=OLD)
        for _ in range(7):
            site(rig, "/parcels", 9).sleep(1)
        rig.stop()
        return rig.v2t(order=["nginx", "api", "db"])


@case("nest-e2e-blank-500", BLANK, "GitHub Actions: node --test against NestJS 11 without its logger: 18 of 240 tests get `Internal server error` and nothing else; 300 tests before", "Internal server error", wrap=github("npm run test:e2e"))
def _():
    put("web/blank.test.mjs", "import test from 'node:test'; import assert from 'node:assert';\nfor (let n = 0; n < 240; n++) test('parcel page ' + n, async () => { const r = await fetch('http://backend:8000/parcels' + (n % 13 === 6 ? '' : '/count')); const body = await r.text(); assert.equal(r.status, 200, `GET /parcels: ${r.status} ${body}`); });\n")
    with Rig() as rig:
        rig.pg().start("api", "node nest.js", "web", QUIET="1").port("backend", 8000)
        out = sh("node --test --test-reporter=spec blank.test.mjs", "web")
    return node_tests(300) + out


@case("axios-sync-429-middle", LIMITED, "docker compose logs: a sync with axios 1 reads 1,300 rates, some are 429 of express-rate-limit 8; morgan's lines", "429 Too Many Requests")
def _():
    with Rig() as rig:
        rig.start("partner-api", "node rates.js", "web").port("backend", 8000).run("sync", "node sync429.mjs", "web").stop()
        return rig.v2(order=["sync", "partner-api"])


@case("rails-promised-on-column", COLUMN, "docker compose logs web: Rails 6.1 under Puma 5.6 with request ids: 30 of 330 requests miss a column (PG::UndefinedColumn)", 'column "promised_on" does not exist')
def _():
    with Rig() as rig:
        rig.pg().start("web", "puma -b tcp://0.0.0.0:8000 config.ru", "rails", RAILS_ENV="production").port("backend", 8000)
        for _ in range(30):
            rig.get(f"{API}/parcels", 10, 0.002).get(f"{API}/parcels/late")
        rig.stop()
        return rig.v2(only=["web"])


@case("sidekiq-refunds-table", TABLE, "docker compose up: Sidekiq 6.4 with ActiveRecord 6.1: refunds miss a table, 200 other jobs are well; Redis and PostgreSQL beside", 'relation "refunds" does not exist')
def _():
    with Rig() as rig:
        rig.pg().redis().start("sidekiq", "sidekiq -c 2 -r ./jobs.rb", "rails").sleep(4)
        sh("ruby -e 'require \"./jobs\"; 200.times { |n| CountJob.perform_async(n); RefundJob.perform_async(n) if n % 20 == 3 }'", "rails")
        rig.sleep(5).stop()
        return rig.v2()


@case("sidekiq-localhost-redis", REDIS, "docker compose up: Sidekiq 6.4 looks for Redis at localhost and ends, five restarts; Rails 6.1 and Redis itself are well", "Error connecting to Redis on localhost:6379 (Errno::ECONNREFUSED)")
def _():
    with Rig() as rig:
        rig.pg().redis().start("web", "puma -b tcp://0.0.0.0:8000 config.ru", "rails", RAILS_ENV="production").port("backend", 8000)
        rig.start("sidekiq", "sidekiq -c 2 -r ./jobs.rb", "rails", restarts=4, REDIS_URL="redis://localhost:6379/0")
        for _ in range(8):
            rig.get(f"{API}/parcels", 8, 0.002).sleep(1)
        rig.stop()
        return rig.v2()


def browse(scene, command=UVICORN, cwd="backend", redis=True, **env):
    with Rig() as rig:
        rig.pg()
        if redis:
            rig.redis()
        rig.start("backend", command, cwd, **env).port("backend", 8000).run("console", f"node page.js {scene}", "web", SECONDS="5", seconds=60).stop()
        return rig


@case("console-cors-key-behind", f"{KEY} {MASKED}", "Chromium's console pasted above FastAPI's log (compose): the browser says CORS, the POST met a key that is there", ["has been blocked by CORS policy", 'duplicate key value violates unique constraint "customers_email_key"'])
def _():
    rig = browse("customers")
    return rig.bare(only=["console"]) + b"\n" + rig.v2(only=["backend", "db"])


@case("console-axios-redis-behind", f"{REDIS} {MASKED} {NETWORK}", "Chromium with axios 1 says Network Error and CORS; FastAPI's log below: redis-py is refused; docker compose logs -t", ["has been blocked by CORS policy", "Error 111 connecting to redis:6379. Connection refused."])
def _():
    return browse("basket", redis=False).v2t(order=["console", "backend", "db"])


@case("console-preflight-400-origin", ORIGIN, "Chromium's console above uvicorn's log, whose preflights are 400: FastAPI allows another origin", "has been blocked by CORS policy")
def _():
    rig = browse("origin", BACKEND_CORS_ORIGINS="https://shop.example.com")
    return rig.bare(only=["console"]) + b"\n" + rig.v2(only=["backend", "db", "redis"])


@case("console-quotes-retries-limit", f"{CASCADE} {LIMITED} {LOOP}", "Chromium and Express 5 with express-rate-limit 8: retries of quotes use up the limit, then auth is stuck; compose v2", ["[quotes] HTTP 429, retrying", '{"isAuthenticated":false,"isLoading":true}'])
def _():
    return browse("cascade", "node limited.js", "web", redis=False).v2(only=["console", "backend"])


@case("two-libmagic-and-invoices", f"{LIBMAGIC} {TABLE}", "docker compose up, two problems: the uploads service does not boot without libmagic, restarted; Celery's billing misses a table and goes on", ["failed to find libmagic.  Check your installation", 'relation "invoices" does not exist'])
def _():
    put("backend/files/__init__.py", "")
    put("backend/files/main.py", "import magic\nfrom fastapi import FastAPI\n\napp = FastAPI()\n")
    with Rig() as rig:
        rig.pg().redis().start("worker", CELERY, "backend").wait("worker", "ready.")
        rig.start("uploads", NO_MAGIC + "/opt/venv/bin/uvicorn files.main:app --host 0.0.0.0 --port 8000", "backend", restarts=4)
        for _ in range(5):
            sh("python -c \"from app.worker import bill, recount; [recount.delay() for n in range(12)]; [bill.delay(n) for n in range(2)]\"", "backend")
            rig.sleep(0.6)
        rig.stop()
        return rig.v2()


@case("two-strategy-and-mail-key", f"{STRATEGY} {KEY}", "docker compose up, two problems: the gateway does not boot for slowapi's strategy, restarted; Express imports customers, some keys are there", ["Invalid rate limiting strategy fixed-window-elastic-expiry", 'duplicate key value violates unique constraint "customers_email_key"'])
def _():
    put("backend/gateway.py", "from fastapi import FastAPI\nfrom slowapi import Limiter\nfrom slowapi.util import get_remote_address\n\napp = FastAPI()\nlimiter = Limiter(key_func=get_remote_address, strategy='fixed-window-elastic-expiry')\n")
    with Rig() as rig:
        rig.pg().start("importer", "node express.js", "web").port("backend", 8000)
        rig.start("gateway", "uvicorn gateway:app --host 172.22.0.5 --port 8000", "backend", restarts=4)
        for n in range(160):
            rig.get(f"{API}/api/customers?email={'c%d' % (n // 8) if n % 20 == 15 else 'm%d' % n}@example.com", 1, 0.05, method="POST")
        rig.stop()
        return rig.v2()
