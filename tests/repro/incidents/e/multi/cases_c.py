"""Browsers beside the backend, Node, and two problems in one stack."""


def browse(scene, command=UVICORN, cwd="py", redis=True, options="", seconds=5, restarts=0, before=(), port=True, **env):
    with Rig() as rig:
        rig.pg(*before)
        if redis:
            rig.redis(options)
        rig.start("backend", command, cwd, restarts=restarts, **env)
        if port:
            rig.port("backend", 8000)
        rig.run("console", f"node page.js {scene}", "js", SECONDS=str(seconds), seconds=60).stop()
        return rig


@case("console-vouchers-table-interleaved", f"{TABLE} {MASKED}", "docker compose up with Chromium's console as a service: the browser says CORS at each fourth call, FastAPI's traceback beside it misses a table (psycopg 3)", ['relation "vouchers" does not exist', "has been blocked by CORS policy"])
def _():
    return browse("vouchers").v2(only=["console", "backend"])


@case("console-all-cors-password-behind", f"{PASSWORD} {SERVER} {MASKED}", "Chromium's console pasted above FastAPI's log: the browser says CORS at every call, the backend is refused for its password (psycopg2)", ["has been blocked by CORS policy", 'password authentication failed for user "lodge"'])
def _():
    rig = browse("all", DRIVER="psycopg2", DATABASE_URL=OLD, seconds=4)
    return rig.bare(only=["console"]) + b"\n" + rig.v2(only=["backend", "db"])


@case("console-availability-double-password", f"{DOUBLE} {MASKED}", "docker compose logs -t, the console's part first: Chromium says CORS at each third call; FastAPI says its URL with the password twice, redis-py is refused", ["has been blocked by CORS policy", "redis://:cellar-key@:cellar-key@redis:6379/0", "invalid username-password pair"])
def _():
    return browse("availability", options="--requirepass cellar-key", SAY="1", REDIS_URL="redis://:cellar-key@redis:6379/0", REDIS_PASSWORD="cellar-key").v2t(order=["console", "backend", "redis", "db"])


@case("console-network-error-enum-boot", f"{ENUM} {NETWORK}", "docker compose logs: Chromium with axios 1 says Network Error in the first part; the backend below does not boot for an enum of Strawberry, four restarts", ["[stays] AxiosError: Network Error (ERR_NETWORK)", "BoardKind is not an enum"])
def _():
    put("py/board.py", "import strawberry\nfrom fastapi import FastAPI\n\n\n@strawberry.enum\nclass BoardKind(str):\n    HALF = 'half'\n\n\n@strawberry.type\nclass Query:\n    board: BoardKind\n\n\nschema = strawberry.Schema(Query)\napp = FastAPI()\n")
    return browse("boot", "uvicorn board:app --host 0.0.0.0 --port 8000", restarts=3, port=False, seconds=7).v2(order=["console", "backend", "db"])


@case("console-307-without-headers-gateway", REDIRECT, "docker compose up: Chromium calls /api/users/me at a gateway (nginx 1.22) that sends it to /api/v1 with 307 without CORS headers; uvicorn serves 260 others", ['"GET /api/users/me HTTP/1.1" 307', "has been blocked by CORS policy"])
def _():
    put("py/gw.conf", "daemon off;\nerror_log stderr;\npid /app/run/gw.pid;\nevents {}\nhttp { access_log /dev/stdout; client_body_temp_path /app/run/g1; proxy_temp_path /app/run/g2; fastcgi_temp_path /app/run/g3; uwsgi_temp_path /app/run/g4; scgi_temp_path /app/run/g5;\n  server { listen 8080; location /api/v1/ { proxy_pass http://backend:8000; } location /api/ { rewrite ^/api/(.*)$ /api/v1/$1; return 307 http://gateway:8080$uri; } } }\n")
    with Rig() as rig:
        rig.pg().redis().start("gateway", "nginx -c /app/py/gw.conf", "py").port("gateway", 8080).start("backend", UVICORN, "py").port("backend", 8000)
        rig.start("console", "node page.js redirect", "js", SECONDS="5")
        rig.get(f"{API}/stays/ST7005", 260, 0.02).sleep(3).stop()
        return rig.v2(only=["gateway", "console", "backend"])


@case("console-preflight-header-origin", ORIGIN, "docker compose logs: Chromium from an origin that FastAPI does not allow: preflights are 400, 15 guests are not saved; 500 lines of another client", "has been blocked by CORS policy")
def _():
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN, "py", BACKEND_CORS_ORIGINS="https://desk.example.com,http://web:3000").port("backend", 8000)
        rig.start("console", "node page.js origin", "js", SECONDS="5")
        rig.get(f"{API}/stays/ST7005", 500, 0.01).sleep(2).stop()
        return rig.v2(order=["console", "backend"])


@case("console-column-retries-auth-stuck", f"{COLUMN} {MASKED} {CASCADE} {LIMITED} {LOOP}", "docker compose up: Chromium tries a page again that misses a column (CORS in the console), its retries use up the limit (429), then auth is stuck at isLoading", ["column rooms.view_kind does not exist", "has been blocked by CORS policy", "HTTP 429", '{"isAuthenticated":false,"isLoading":true}'])
def _():
    return browse("retry", LIMIT="22").v2(only=["console", "backend"])


@case("fastify-drizzle-room-floor", COLUMN, "docker compose logs: Fastify 5 with Drizzle: 25 of 400 requests fail with `Failed query`, the column is in the error's cause (pino's JSON)", 'column \\"floor\\" does not exist')
def _():
    with Rig() as rig:
        rig.pg().start("api", "node drizzle.mjs", "js").port("backend", 8000)
        for n in range(25):
            rig.get("http://backend:8000/stays/ST7009", 15, 0.001).get("http://backend:8000/rooms")
        rig.stop()
        return rig.v2(only=["api"])


@case("sequelize-crm-key-aborted", KEY, "kubectl logs: a Node job with Sequelize 6 in one transaction: guest 95 of 220 meets a key, 125 more are aborted, then the job ends", 'duplicate key value violates unique constraint "guests_email_key"')
def _():
    with Rig() as rig:
        rig.pg().run("crm-sync", "node sequelize.js", "js").stop()
        return rig.kubectl(only=["crm-sync"])


@case("fastify-ioredis-away-cloudwatch", REDIS, "CloudWatch's JSON: Fastify 5 with ioredis 5: Redis is not there; requests that need it fail (MaxRetriesPerRequestError), 300 others are well; pino", "connect ECONNREFUSED 172.27.0.3:6379")
def _():
    with Rig() as rig:
        rig.pg().start("desk", "node nodelog.js", "js").port("backend", 8000)
        for _ in range(15):
            rig.get("http://backend:8000/stays/ST7011", 12, 0.004).get("http://backend:8000/free")
        rig.stop()
        return rig.jsonl("cloudwatch", only=["desk"])


@case("invoices-blank-500-client", BLANK, "docker compose logs: a Node client stores 900 invoices, 25 answers are `Internal server error` and nothing else; the server's own log only says 500", "Internal server error")
def _():
    with Rig() as rig:
        rig.pg().start("billing", "node quiet.js", "js").port("backend", 8000).run("client", "node bill.mjs", "js").stop()
        return rig.v2(order=["client", "billing"])


@case("concurrently-api-secret-web-fine", SECRET, "concurrently 9 on a terminal: the API (uvicorn --reload) refuses its secret once, the web's 300 lines go on; UTF-16 by PowerShell", 'The value of SECRET_KEY is "changethis", for security, please change it', wrap=utf16)
def _():
    put("js/tick.mjs", "let n = 0;\nsetInterval(() => console.log(`[vite-like] page reload ${++n}, ${n * 3} modules transformed`), 60);\n")
    with Rig() as rig:
        rig.start("all", "concurrently --no-color -n api,web \"cd /app/py && uvicorn lodge.main:app --reload --reload-dir lodge\" \"node tick.mjs\"", "js", SECRET_KEY="changethis")
        for n in range(3):
            rig.sleep(5)
            put(f"py/lodge/changed{n}.py", f"x = {n}\n")
        rig.sleep(5).stop()
        return rig.bare()


@case("two-key-before-column-by-stamps", f"{KEY} {COLUMN}", "docker compose logs -t by service, two problems that go on: Express imports a guest that is there; seconds later FastAPI misses a column; the later one is pasted first", ['duplicate key value violates unique constraint "guests_email_key"', "column rooms.view_kind does not exist"])
def _():
    with Rig() as rig:
        rig.pg().redis().start("desk", "node guests.js", "js", LISTEN="172.27.0.8").start("backend", "uvicorn lodge.main:app --host 172.27.0.4 --port 8000", "py").port("backend", 8000).port("api", 8000)
        for n in range(60):
            rig.get(f"http://api:8000/guests?email={'g%d' % n if n in (9, 31) else 'b%d' % n}@example.com", 1, 0.004, method="POST")
        rig.sleep(1.5)
        for _ in range(8):
            rig.get(f"{API}/stays/ST7011", 20, 0.004).get(f"{API}/rooms")
        rig.stop()
        return rig.v2t(order=["backend", "desk"])


@case("two-table-and-column-no-stamps", f"{COLUMN} {TABLE}", "docker compose logs by service without times, two problems that go on: Express misses a column, a Python job (SQLAlchemy) misses a table in 13 of 100 rows", ['column "keycard" does not exist', 'relation "vouchers" does not exist'], root=["postgres/undefined-column", "postgres/undefined-table"])
def _():
    with Rig() as rig:
        rig.pg().redis().start("worker", CELERY + " --logfile /dev/null", "py").start("desk", "node guests.js", "js").port("backend", 8000).sleep(5)
        rig.stop("worker")
        put("py/errors_only.py", "import logging, sys\nfrom sqlalchemy import text\nfrom lodge.db import Session\n\nlogging.basicConfig(level=logging.INFO, format='%(levelname)s:%(name)s:%(message)s')\nfor n in range(100):\n    try:\n        with Session() as db:\n            db.execute(text('INSERT INTO vouchers (guest_id) VALUES (1)' if n % 8 == 3 else 'SELECT count(*) FROM stays'))\n        logging.info('job %d done', n)\n    except Exception:\n        logging.exception('job %d failed', n)\n")
        rig.run("jobs", "python errors_only.py", "py")
        for _ in range(10):
            rig.get("http://backend:8000/stays/ST7011", 20, 0.002).get("http://backend:8000/keys")
        rig.stop()
        return rig.v2(order=["desk", "jobs"])


@case("db-old-version-all-refused", REFUSED + " " + SERVER, "docker compose up: PostgreSQL ends because its volume is of another version (restarted), so Express's pool, Celery (psycopg 3) and a Go API (lib/pq) are refused", "connection refused")
def _():
    put("go/api/main.go", "package main\n\nimport (\n\t\"database/sql\"\n\t\"log\"\n\t\"time\"\n\n\t_ \"github.com/lib/pq\"\n)\n\nfunc main() {\n\tdb, _ := sql.Open(\"postgres\", \"postgres://lodge:attic-key@db/lodge?sslmode=disable\")\n\tfor {\n\t\tif err := db.Ping(); err != nil {\n\t\t\tlog.Printf(\"rates: database: %v\", err)\n\t\t}\n\t\ttime.sleep(700 * time.Millisecond)\n\t}\n}\n".replace("time.sleep", "time.Sleep"))
    sh("go build -o /app/run/rates .", "go/api", seconds=500, **GO)
    with Rig() as rig:
        rig.pg(hold=True).redis()
        open(f"{HOME}/run/db/PG_VERSION", "w").write("14\n")
        rig.start("db", f"setpriv --reuid=postgres --regid=postgres --init-groups postgres -D {HOME}/run/db", "/", restarts=6, delay=1.5).start("worker", CELERY, "py").wait("worker", "ready.").start("rates", "/app/run/rates").start("desk", "node guests.js", "js").port("backend", 8000)
        task("[count_stays.delay() for n in range(14)]")
        rig.get("http://backend:8000/stays/ST7011", 12, 0.2).sleep(4).stop()
        return rig.v2()


@case("peewee-huge-cron-refused-tail", f"{REFUSED} {SERVER}", "cron.log of a night: 1,500 good rows from a file, then peewee with psycopg2 is refused 20 times at the very end", "Connection refused")
def _():
    put("py/cron_peewee.py", "import csv, logging, time\nimport peewee\n\nlogging.basicConfig(level=logging.INFO, format='%(asctime)s,%(msecs)03d INFO %(message)s', datefmt='%Y-%m-%d %H:%M:%S')\nlog = logging.getLogger()\nfor n in range(1500):\n    log.info('read line %d of night_audit.csv', n)\ndb = peewee.PostgresqlDatabase('lodge', user='lodge', password='attic-key', host='db')\nfor n in range(20):\n    try:\n        db.connect()\n        break\n    except peewee.OperationalError as error:\n        log.warning('try %d: %s', n + 1, error)\n        time.sleep(.05)\nelse:\n    db.connect()\n")
    return sh("python cron_peewee.py", "py")


@case("late-database-then-secret", f"{SECRET} {REFUSED}", "docker compose up: a wait loop (bash) until the late database is there, then the same entry point's API refuses its secret and restarts; a poller of Redis is well", 'The value of SECRET_KEY is "changethis", for security, please change it')
def _():
    put("py/entry_secret.sh", "#!/bin/bash\nuntil (echo > /dev/tcp/db/5432); do echo 'entrypoint: database not ready, next try in 1s'; sleep 1; done\necho 'entrypoint: database ready'\nexec uvicorn lodge.main:app --host 0.0.0.0 --port 8000\n")
    with Rig() as rig:
        rig.pg(hold=True).redis().start("backend", "bash entry_secret.sh", "py", restarts=4, SECRET_KEY="changethis").start("poller", "python -u -c \"import os, time, redis\nr = redis.Redis.from_url(os.environ['REDIS_URL'])\nwhile True:\n    print('poller: queue length', r.llen('q'))\n    time.sleep(.3)\"", "py").sleep(7).boot().sleep(9).stop()
        return rig.v2()
