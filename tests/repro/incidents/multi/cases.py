"""The stacks: `@case(name, ids, from, decisive)` over a function that runs one. The first id is the one to fix first, unless `root` says otherwise."""

import random

TABLE, COLUMN, KEY = "postgres/undefined-table", "postgres/undefined-column", "postgres/duplicate-key"
PASSWORD, REFUSED, SERVER = "postgres/password-authentication-failed", "postgres/connection-refused-at-start", "postgres/connection-to-server-failed"
REDIS, DOUBLE = "redis/connection-refused", "redis/url-double-password"
LOST, FAILS, BEHIND, NO_ALEMBIC = "alembic/cant-locate-revision", "alembic/upgrade-head-fails", "alembic/not-at-head", "python/alembic-not-found"
SECRET, HEALTH, UNHEALTHY, BLANK = "config/secret-key-changethis", "http/health-check-503", "ci/backend-not-healthy", "http/500-without-details"
ORIGIN, MASKED, REDIRECT = "cors/origin-not-allowed", "cors/backend-crash-masked", "cors/redirect-drops-headers"
CASCADE, LIMITED, LOOP, NETWORK = "ratelimit/cascade-locks-frontend", "gateway/429-rate-limited", "frontend/auth-redirect-loop", "frontend/network-error-hangs"
JWT, LOGIN, STRATEGY, ENUM = "auth/jwt-could-not-validate", "auth/invalid-credentials-no-admin", "ratelimit/invalid-strategy", "graphql/strawberry-object-is-not-an-enum"
LIBMAGIC, STAGE, SCRIPT = "docker/cached-layer-missing-dependency", "docker/multistage-missing-packages", "docker/script-not-mounted"
FOREIGN, RESERVED = "sqlalchemy/ambiguous-foreign-keys", "sqlalchemy/reserved-attribute-metadata"
SEE_CORS = "has been blocked by CORS policy"
REFUSED_TEXT = 'connection to server at "db" (172.18.0.2), port 5432 failed: Connection refused'
PSYCOPG2_COLUMN = "psycopg2.errors.UndefinedColumn: column orders.discount_code does not exist"
PSYCOPG2_TABLE = 'psycopg2.errors.UndefinedTable: relation "coupons" does not exist'
WRONG = "postgresql+psycopg2://app:old-secret@db:5432/shop"
BAD_REDIS = "redis://:local_pass@:local_pass@redis:6379/0"
NO_MAGIC = "unshare -m sh -c 'for f in /usr/lib/x86_64-linux-gnu/libmagic.so.1*; do mount --bind /dev/null \"$(realpath $f)\" 2>/dev/null; done; exec %s'"


def quiet_traffic(stack, times=25):
    """What people ask for while nothing is wrong with these paths."""
    chance = random.Random(times)
    for _ in range(times):
        stack.visit(chance.choice(["/", "/app.js", f"/api/v1/products/{chance.randrange(1, 60)}"]))
    return stack


def prestart(stack, tries=8):
    return stack.script("prestart", f"python wait_for_db.py {SECRETS['DATABASE_URL']} {tries} && alembic upgrade head")


# --- stacks with a dead or locked database -----------------------------------------------------------------------------------------------


def dead_database():
    with Stack() as stack:
        stack.redis()
        prestart(stack)
        stack.backend().worker().frontend()
        quiet_traffic(stack).visit("/api/v1/orders", 4).task("shop.mail", 1).task("shop.invoice", 7).visit("/api/v1/utils/health-check/", 2, host="backend:8000")
        stack.stop()
        return stack


@case("stack-db-dead", f"{REFUSED} {SERVER} {HEALTH}", "compose v2 lines: PostgreSQL is not there; tenacity, uvicorn 0.54, Celery 5.7, nginx 1.22", REFUSED_TEXT)
def _():
    return dead_database().v2()


@case("stack-db-dead-grouped", f"{REFUSED} {SERVER} {HEALTH}", "the same stack as `docker compose logs` groups it: backend first, with timestamps", REFUSED_TEXT)
def _():
    return dead_database().grouped(stamps=True)


@case("stack-db-dead-v1", f"{REFUSED} {SERVER} {HEALTH}", "the same stack as docker-compose v1 prints it, with colours", REFUSED_TEXT)
def _():
    return dead_database().v1()


def wrong_password():
    with Stack() as stack:
        stack.db().redis().backend(DATABASE_URL=WRONG).worker().frontend()
        quiet_traffic(stack, 20).visit("/api/v1/orders", 3)
        for _ in range(5):
            stack.visit("/api/v1/utils/health-check/", host="backend:8000")
        stack.task("shop.mail", 4)
        time.sleep(1)
        stack.stop()
        return stack


@case("stack-wrong-password", f"{PASSWORD} {SERVER} {HEALTH}", "compose v2 lines: the backend has an old password, PostgreSQL 15 and psycopg2", 'password authentication failed for user "app"')
def _():
    return wrong_password().v2()


@case("stack-wrong-password-doubled", f"{PASSWORD} {SERVER} {HEALTH}", "the same, each line twice", 'password authentication failed for user "app"')
def _():
    return doubled(wrong_password().v2())


@case("stack-wrong-password-grouped", f"{PASSWORD} {SERVER} {HEALTH}", "the same, one service after the other, the frontend first", 'password authentication failed for user "app"')
def _():
    return wrong_password().grouped("frontend", "worker", "backend", "redis", "db")


@case("stack-no-database", f"{SERVER} {HEALTH}", "compose v2 lines with timestamps: the URL names a database that is not there", 'FATAL:  database "shop_prod" does not exist')
def _():
    with Stack() as stack:
        stack.db().redis().backend(DATABASE_URL="postgresql+psycopg2://app:app-secret@db:5432/shop_prod").frontend()
        quiet_traffic(stack, 30).visit("/api/v1/orders", 4).visit("/api/v1/utils/health-check/", 3, host="backend:8000")
        stack.stop()
        return stack.stamped()


@case("stack-late-db-then-lost-revision", f"{LOST} {REFUSED} {SERVER}", "compose v2: the database is late and then there; what stays is a revision that nobody has",
      ["Can't locate revision identified by 'e3c9a1f07b52'", REFUSED_TEXT])
def _():
    migrations({"1f0a2b3c4d5e": (None, "pass")})
    with Stack() as stack:
        stack.db(*stamped_as("e3c9a1f07b52"), hold=True).redis()
        stack.start("prestart", f"bash -c 'python wait_for_db.py {SECRETS['DATABASE_URL']} 40 && alembic upgrade head'")
        time.sleep(4)
        stack.boot_db().wait("prestart", "Can't locate revision")
        time.sleep(1.5)
        stack.stop()
        return stack.v2()


# --- migrations that fail, and what is missing afterwards --------------------------------------------------------------------------------


@case("stack-migration-then-table", f"{FAILS} {TABLE}", "compose v2: Alembic 1.20 trips over a table that is there, so a later table is missing in the backend",
      ['DuplicateTable) relation "orders" already exists', PSYCOPG2_TABLE])
def _():
    migrations({"1f0a2b3c4d5e": (None, "op.create_table('orders', sa.Column('id', sa.Integer))"),
                "2b7c8d9e0f1a": ("1f0a2b3c4d5e", "op.create_table('coupons', sa.Column('id', sa.Integer), sa.Column('code', sa.Text))")})
    with Stack() as stack:
        stack.db().redis()
        prestart(stack).backend().frontend()
        quiet_traffic(stack).visit("/api/v1/coupons", 3).visit("/api/v1/orders", 2)
        stack.stop()
        return stack.v2()


@case("stack-two-heads-then-table-grouped", f"{FAILS} {TABLE}", "docker compose logs, one service after the other: the backend's missing table comes before prestart's two heads",
      ["Multiple head revisions are present for given argument 'head'", PSYCOPG2_TABLE])
def _():
    migrations({"1f0a2b3c4d5e": (None, "pass"), "2a": ("1f0a2b3c4d5e", "op.create_table('coupons', sa.Column('id', sa.Integer))"), "2b": ("1f0a2b3c4d5e", "pass")})
    with Stack() as stack:
        stack.db().redis()
        prestart(stack).backend().worker().frontend()
        quiet_traffic(stack).visit("/api/v1/coupons", 6).task("shop.coupons")
        time.sleep(1)
        stack.stop()
        return stack.grouped()


@case("stack-lost-revision-then-column", f"{LOST} {COLUMN}", "docker-compose v1 with colours: the database is from another branch, and the backend misses a column",
      ["Can't locate revision identified by '77aa10c4e5d2'", PSYCOPG2_COLUMN])
def _():
    migrations({"1f0a2b3c4d5e": (None, "pass"), "3c4d5e6f7a8b": ("1f0a2b3c4d5e", "op.add_column('orders', sa.Column('discount_code', sa.Text))")})
    with Stack() as stack:
        stack.db(*stamped_as("77aa10c4e5d2")).redis()
        prestart(stack).backend().frontend()
        quiet_traffic(stack).visit("/api/v1/discounts", 4).visit("/api/v1/orders", 3)
        stack.stop()
        return stack.v1()


@case("stack-no-alembic-then-table", f"{NO_ALEMBIC} {TABLE}", "compose v2: gosu does not find alembic, the entry point goes on, and the backend misses a table",
      ['exec: "alembic": executable file not found in $PATH', PSYCOPG2_TABLE])
def _():
    with Stack() as stack:
        stack.db().redis()
        stack.script("backend", "echo 'entrypoint: running migrations'; PATH=/usr/sbin:/usr/bin gosu nobody alembic upgrade head || echo 'entrypoint: starting'")
        stack.backend().frontend()
        quiet_traffic(stack, 40).visit("/api/v1/coupons", 5)
        stack.stop()
        return stack.v2()


@case("ci-not-at-head-unhealthy", f"{BEHIND} {UNHEALTHY}", "GitHub Actions: a prestart check finds the database behind, and the deploy step waits in vain",
      ["ERROR: alembic is NOT at head", "Backend did not become healthy within 120s"])
def _():
    migrations({"1f0a2b3c4d5e": (None, "pass"), "9d8c7b6a5f4e": ("1f0a2b3c4d5e", "pass")})
    with Stack() as stack:
        stack.db(*stamped_as("1f0a2b3c4d5e"))
        stack.script("prestart", 'alembic current; alembic heads; [ "$(alembic current 2>/dev/null | cut -d" " -f1)" = "$(alembic heads 2>/dev/null | cut -d" " -f1)" ] '
                                 '|| { echo "ERROR: alembic is NOT at head"; exit 1; }')
        stack.stop()
    return github("./deploy.sh")(stack.v2() + sh("bash ../other/wait_healthy.sh http://backend:8000/api/v1/utils/health-check/"))


@case("ci-password-after-symptoms", f"{PASSWORD} {SERVER} {UNHEALTHY} {HEALTH}", "GitHub Actions: a hundred tries come first, the backend's log with the cause is last",
      ["Backend did not become healthy within 120s", 'failed: FATAL:  password authentication failed for user "app"'])
def _():
    with Stack() as stack:
        stack.db().redis().backend(DATABASE_URL=WRONG)
        waited = sh("bash ../other/wait_healthy.sh http://backend:8000/api/v1/utils/health-check/", seconds=200)
        stack.stop()
    return github("./deploy.sh")(waited + b"".join(stack.grouped("backend").splitlines(True)[:400]))


# --- Redis -------------------------------------------------------------------------------------------------------------------------------


@case("stack-redis-down", f"{REDIS} {HEALTH}", "compose v2: no Redis; Celery 5.7 gives up, the backend's cart and health check fail", ["Error 111 connecting to redis:6379. Connection refused."])
def _():
    with Stack() as stack:
        stack.db().backend()
        stack.start("worker", "timeout 30 celery -q -A worker worker --loglevel INFO --concurrency 2 -n worker@shop").frontend()
        quiet_traffic(stack, 30).visit("/api/v1/orders", 5).visit("/api/v1/cart", 4).visit("/api/v1/utils/health-check/", 3, host="backend:8000")
        time.sleep(14)
        stack.stop()
        return stack.v2()


@case("stack-redis-down-limiter", f"{REDIS}", "docker compose logs -t, grouped: slowapi 0.1.10 cannot reach its Redis, and every limited page is a 500", ["Error 111 connecting to redis:6379. Connection refused."])
def _():
    with Stack() as stack:
        stack.db().backend(LIMITS="redis://redis:6379/1").frontend()
        quiet_traffic(stack, 60).visit("/api/v1/schedule", 7)
        stack.stop()
        return stack.grouped(stamps=True)


@case("stack-double-password", f"{DOUBLE} {HEALTH}", "compose v2: the Redis URL has the password twice; backend and Celery", ["invalid username-password pair", "?" + BAD_REDIS])
def _():
    with Stack() as stack:
        stack.db().redis("--requirepass local_pass")
        stack.script("worker", "echo \"worker: broker is $REDIS_URL\"", REDIS_URL=BAD_REDIS)
        stack.backend(REDIS_URL=BAD_REDIS).start("worker", "timeout 20 celery -q -A worker worker --loglevel INFO -n worker@shop", REDIS_URL=BAD_REDIS).frontend()
        quiet_traffic(stack, 20).visit("/api/v1/orders", 3).visit("/api/v1/cart", 4).visit("/api/v1/utils/health-check/", 2, host="backend:8000")
        time.sleep(8)
        stack.stop()
        return stack.v2()


@case("stack-column-and-redis-fallback", f"{COLUMN} {REDIS} {LIMITED}", "compose v2, two problems: pages fail for a missing column; the limiter only falls back to memory", [PSYCOPG2_COLUMN, "Rate limit storage unreachable - falling back"])
def _():
    with Stack() as stack:
        stack.db().backend(LIMITS="redis://redis:6379/1", FALLBACK="1").frontend()
        quiet_traffic(stack, 30).visit("/api/v1/schedule", 8).visit("/api/v1/discounts", 6)
        stack.stop()
        return stack.v2()


@case("node-queue-double-password", DOUBLE, "ioredis 5, journald", ["WRONGPASS invalid username-password pair or user is disabled."])
def _():
    with Stack() as stack:
        stack.redis("--requirepass local_pass")
        stack.script("worker", f"echo '[queue] {BAD_REDIS}'; timeout 6 node shop.js queue", "node", REDIS_URL=BAD_REDIS)
        stack.stop()
        return journald("queue", 977)(stack.only("worker"))


@case("node-queue-refused", REDIS, "ioredis 5 with a retry loop, docker json-file; then the worker stops", "connect ECONNREFUSED 172.18.0.3:6379")
def _():
    return json_file(sh("node shop.js queue", "node"))


# --- gunicorn and uvicorn that do not boot -----------------------------------------------------------------------------------------------


def portal(part, times=2, **more):
    with Stack() as stack:
        stack.frontend()
        stack.portal(part, **more)
        for _ in range(times):
            stack.visit("/portal/", 3)
            time.sleep(0.5)
            if stack.children[-1][1].poll() is not None:
                stack.portal(part, wait=None, **more)
                time.sleep(4)
        stack.stop()
        return stack


@case("gunicorn-secret-key", SECRET, "compose v2: gunicorn 27, pydantic-settings 2.16; workers fail to boot, nginx answers 502", 'The value of SECRET_KEY is "changethis", for security, please change it')
def _():
    return portal("settings").v2()


@case("gunicorn-strategy", STRATEGY, "docker-compose v1 with colours: gunicorn 27, Flask-Limiter 4.1; workers fail to boot, nginx answers 502", "Invalid rate limiting strategy fixed-window-elastic-expiry")
def _():
    return portal("limits", STRATEGY="fixed-window-elastic-expiry").v1()


@case("gunicorn-enum", ENUM, "docker compose logs, the frontend's 502 first: gunicorn 27, Strawberry 0.341", "TicketPriority")
def _():
    return portal("schema").grouped("frontend", "backend")


@case("gunicorn-metadata", RESERVED, "CRI log file of a pod: gunicorn 27, SQLAlchemy 2.0", "Attribute name 'metadata' is reserved")
def _():
    return cri(portal("metadata", bin=f"{HOME}/venv20/bin").only("backend"))


@case("gunicorn-libmagic", LIBMAGIC, "compose v2 with timestamps: libmagic is not in the image; gunicorn 27 workers fail to boot", "ImportError: failed to find libmagic.  Check your installation")
def _():
    with Stack() as stack:
        stack.frontend()
        for _ in range(2):
            stack.script("backend", NO_MAGIC % f"{HOME}/venv/bin/gunicorn -w 3 -b 0.0.0.0:8000 portal:app", PART="uploads")
            stack.visit("/portal/", 3)
        stack.stop()
        return stack.stamped()


@case("gunicorn-ambiguous-keys", FOREIGN, "compose v2: SQLAlchemy 2.1 under gunicorn 27; the first request names the relationship, the rest only say that mappers failed",
      "Could not determine join condition between parent/child tables on relationship Invoice.customer")
def _():
    with Stack() as stack:
        stack.db().frontend().portal("models", wait="Booting worker")
        time.sleep(2)
        stack.visit("/portal/", 10).visit("/portal/invoices", 12, 0.1).visit("/portal/", 5)
        stack.stop()
        return stack.v2()


@case("uvicorn-stage-missing-packages", STAGE, "compose v2: the image's last stage lacks a package, `python -m uvicorn` with restarts, nginx answers 502", ["ModuleNotFoundError: No module named 'jwt'"])
def _():
    with Stack() as stack:
        stack.frontend().start("backend", f"{HOME}/venv-prod/bin/python -m uvicorn shop_api:app --host 0.0.0.0 --port 8000", restarts=4)
        for _ in range(6):
            stack.visit("/api/v1/orders", 2)
            time.sleep(1.2)
        stack.stop()
        return stack.v2()


@case("npm-start-refused", REFUSED, "npm install and npm start (npm, Node 20, pg 8): a lifecycle error around a refused connection", "connect ECONNREFUSED 172.18.0.2:5432")
def _():
    open(f"{HOME}/node/package.json", "w").write(json.dumps({"name": "shop-web", "version": "1.4.0", "private": True, "scripts": {"start": "node shop.js start", "prestart": "node -e \"console.log('checking the configuration')\""}}))
    return b"$ npm install\n" + captured("npm") + b"$ npm start\n" + sh("npm start 2>&1 | grep -v -e nodedir -e _logs -e 'complete log'", "node")


# --- chains, spoilt transactions, swallowed flushes --------------------------------------------------------------------------------------


def with_db(command, *statements, cwd="api", both=False, **more):
    with Stack() as stack:
        stack.db(*statements)
        stack.script("importer", command, cwd, **more)
        stack.stop()
        return stack.v2() if both else stack.only("importer")


@case("psycopg2-aborted-transaction", COLUMN, "psycopg2: one failed statement, then 118 that say the transaction is aborted", 'psycopg2.errors.UndefinedColumn: column "discount_code" of relation "orders" does not exist')
def _():
    return with_db("python importer.py column")


@case("psycopg2-aborted-transaction-compose", COLUMN, "the same with the server's log beside it, compose v2", ['column "discount_code" of relation "orders" does not exist', "?psycopg2.errors.UndefinedColumn: "])
def _():
    return with_db("python importer.py column", both=True)


@case("psycopg3-aborted-transaction", TABLE, "SQLAlchemy 2.1 with psycopg 3, hard wraps at 100: a warning in one line, then 80 aborted statements", 'relation "import_batches" does not exist', wrap=fold(100))
def _():
    return with_db("python importer.py table")


@case("sqlalchemy-swallowed-flush", KEY, "SQLAlchemy 2.1: a flush fails and is swallowed; the session says so 27 times", 'duplicate key value violates unique constraint "people_email_key"')
def _():
    return with_db("python importer.py flush")


@case("sqlalchemy-handler-trips", KEY, "SQLAlchemy 2.1: during handling of the first error the session's own", 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "people_email_key"')
def _():
    return with_db("python importer.py handling")


@case("psycopg3-cause-in-the-middle", COLUMN, "Python's `direct cause` three deep in the middle of 800 lines, journald", "psycopg.errors.UndefinedColumn: column o.shipped_at does not exist", wrap=journald("importer", 5150))
def _():
    return with_db("python importer.py cause")


@case("django-atomic", KEY, "Django 5.2, psycopg 3: one failure inside of atomic(), then TransactionManagementError again and again, each with the whole chain", 'psycopg.errors.UniqueViolation: duplicate key value violates unique constraint "people_email_key"')
def _():
    return with_db("python django_atomic.py")


JAVA = "java -cp /usr/share/java/postgresql.jar:. Nightly"


@case("java-aborted-transaction", TABLE, "pgjdbc 42.5.5, Java 17: step 12 fails, 28 later ones are aborted, each with its chain of causes", 'ERROR: relation "stock_levels" does not exist')
def _():
    return with_db(f"{JAVA} reports app-secret", cwd="other")


@case("java-cause-wrong-password", PASSWORD, "pgjdbc 42.5.5, Java 17, chains of Caused by, saved by PowerShell (UTF-16LE, CRLF)", 'FATAL: password authentication failed for user "app"', wrap=powershell)
def _():
    return with_db(f"{JAVA} connect stale", cwd="other")


@case("activerecord-cause", TABLE, "ActiveRecord 6.1, Ruby 3.1: a cause, then aborted statements", ['relation "vouchers" does not exist'])
def _():
    return with_db("ruby nightly.rb", cwd="other")


@case("php-previous", COLUMN, "PHP 8.2 PDO: three exceptions, printed innermost first, after 300 lines", 'Undefined column: 7 ERROR:  column "tracking_number" does not exist')
def _():
    return with_db("php -d display_errors=0 -d log_errors=1 -d error_log=/dev/stderr -d html_errors=0 import.php", cwd="other")


@case("node-cause", f"{REFUSED} {BLANK}", "Express 5 and pg 8: errors with [cause] two deep, compose v2 with curl's view", ["connect ECONNREFUSED 172.18.0.2:5432"])
def _():
    with Stack() as stack:
        stack.start("backend", "node shop.js serve", "node").wait("backend", "listens")
        stack.script("smoke", "for n in 1 2 3; do curl -si http://backend:3000/orders; echo; done")
        stack.stop()
        return stack.v2()


@case("node-aggregate", REFUSED, "pg 8 against localhost: an AggregateError of ::1 and 127.0.0.1, Express 5, GitLab", "connect ECONNREFUSED 127.0.0.1:5432", wrap=gitlab)
def _():
    with Stack() as stack:
        stack.start("backend", "node shop.js serve", "node", DATABASE_URL="postgres://app:app-secret@localhost:5432/shop").wait("backend", "listens")
        for _ in range(3):
            ask("/orders", host="backend:3000")
        stack.stop()
        return stack.only("backend")


@case("node-migrate-aborted", COLUMN, "pg 8 in one transaction: statement 3 fails, 60 are aborted, GitHub Actions", 'column "carrier_id" of relation "orders" does not exist', wrap=github("node shop.js migrate"))
def _():
    return with_db("node shop.js migrate", "ALTER TABLE orders OWNER TO app", cwd="node")


@case("continuum-aborted", f"sqlalchemy/continuum-version-table-name {TABLE}", "SQLAlchemy-Continuum 2.0 with PostgreSQL's own log, compose v2", 'relation "rosters_version" does not exist')
def _():
    return with_db("for n in 1 2 3; do python versioned.py tables; done", both=True)


@case("continuum-mod-and-key", f"sqlalchemy/continuum-mod-columns {COLUMN}", "SQLAlchemy-Continuum 2.0 with PropertyModTracker, each line twice", 'column "name_mod" of relation "shifts_version" does not exist', wrap=doubled)
def _():
    return with_db("for n in 1 2; do python versioned.py mod; done", both=True)


# --- init scripts and what follows from them ---------------------------------------------------------------------------------------------


@case("init-script-then-password", f"postgres/psql-variable-in-dollar-quote {PASSWORD} {SERVER}", "psql 15.18 and FastAPI: an init script's DO block fails, so the role it makes is not there, and the backend cannot log in",
      ['syntax error at or near ":"', 'password authentication failed for user "job_agent_admin"'])
def _():
    with Stack() as stack:
        stack.db()
        stack.script("db-init", "psql -X 'host=db dbname=shop user=app password=app-secret' -v admin_pass=secret -f ../other/grants.sql")
        stack.backend(DATABASE_URL="postgresql+psycopg2://job_agent_admin:secret@db:5432/shop").frontend()
        quiet_traffic(stack, 30).visit("/api/v1/orders", 4)
        stack.stop()
        return stack.v2()


@case("seed-script-then-login", f"{SCRIPT} {LOGIN}", "compose v2: the seed script is not in the image, so nobody can log in; curl shows the answers",
      ["can't open file '/app/scripts/seed_people.py': [Errno 2] No such file or directory", '{"detail":"Invalid credentials"}'])
def _():
    with Stack() as stack:
        stack.db().redis().start("backend", "bash seed_login.sh").wait("backend", "Application startup complete")
        stack.script("smoke", "for who in admin@example.org ada@example.org; do curl -si http://backend:8000/api/v1/auth/login -d \"username=$who&password=Admin-123\"; echo; done")
        stack.stop()
        return stack.v2()


@case("jwt-among-thousands", JWT, "uvicorn's log with 2,500 good requests, docker json-file: tokens of the last deployment", ["Could not validate credentials"], wrap=json_file)
def _():
    token = sh("python -c \"import jwt; print(jwt.encode({'sub': 'ada'}, 'old-secret-of-the-last-deployment-0123456'))\"").decode().strip()
    with Stack() as stack:
        stack.db().backend()
        stack.visit("/api/v1/products/#", 1700, 0, host="backend:8000")
        stack.visit("/api/v1/users/me", 6, host="backend:8000", Authorization=f"Bearer {token}")
        stack.visit("/api/v1/products/#", 800, 0, host="backend:8000")
        stack.stop()
        return stack.only("backend")


# --- a browser's console, with and without the backend's log -----------------------------------------------------------------------------


def browser(scene, *statements, folder="node", origin="http://localhost:3000", seconds=10, token="", db=True, **more):
    with Stack() as stack:
        if db:
            stack.db(*statements)
        stack.backend(ORIGIN=origin, **more)
        time.sleep(3 if "wait" in more else 0)
        stack.start("frontend", f"node browser.js {scene}", folder, TOKEN=token, SECONDS=str(seconds))
        stack.children[-1][1].wait(60)
        stack.stop()
        return stack


@case("chromium-crash-with-backend", f"{COLUMN} {MASKED}", "Chromium headless and the backend's log in one compose log: CORS is only what the browser sees of a crash", [PSYCOPG2_COLUMN, SEE_CORS])
def _():
    return browser("crash").v2()


@case("chromium-crash-backend-last", f"{TABLE} {MASKED}", "the same by service, the browser's console first, the backend's traceback last", [PSYCOPG2_TABLE, SEE_CORS])
def _():
    return browser("coupons").grouped("frontend", "backend", "db")


@case("chromium-crash-db-dead", f"{REFUSED} {SERVER} {MASKED}", "Chromium headless, the backend cannot reach its database, compose v1 with colours", [REFUSED_TEXT, SEE_CORS])
def _():
    return browser("orders", db=False).v1()


@case("chromium-crash-no-traceback", f"{MASKED} {BLANK}", "Chromium's console and only the access log of the backend, which says 500: no traceback anywhere", [SEE_CORS, "500 Internal Server Error"])
def _():
    return browser("coupons", QUIET="1", wait=None).grouped("frontend", "backend")


@case("chromium-origin-axios", f"{ORIGIN} {NETWORK}", "Chromium headless with axios 1, the API allows another origin; the backend's log says 200", SEE_CORS)
def _():
    return browser("axios", origin="https://shop.example.com").v2()


@case("chromium-redirect-loop", f"{REDIRECT}", "Chromium headless: a preflight gets a 307; the backend's log beside it", SEE_CORS)
def _():
    return browser("redirect", origin="").v2()


@case("chromium-limit-cascade", f"{CASCADE} {LIMITED} {LOOP}", "Chromium headless against slowapi 0.1.10: retries use up the limit, then auth is stuck; both logs", ["api: 429 Too Many Requests", "isAuthenticated"])
def _():
    return browser("limited").v2()


@case("chromium-token-loop", f"{JWT} {LOOP}", "Chromium headless with a token of the last deployment, both logs", ['Could not validate credentials', "isAuthenticated"])
def _():
    token = sh("python -c \"import jwt; print(jwt.encode({'sub': 'ada'}, 'old-secret-of-the-last-deployment-0123456'))\"").decode().strip()
    return browser("token", token=token).v2()


# --- CI jobs of several thousand lines ---------------------------------------------------------------------------------------------------


def suite(name, files, tests, setup):
    """A folder of pytest files with this many parametrised tests each, and a conftest."""
    home = f"{HOME}/ci/{name}"
    shutil.rmtree(home, ignore_errors=True)
    os.makedirs(f"{home}/tests")
    open(f"{home}/tests/conftest.py", "w").write(setup)
    topics = "orders people prices taxes invoices carts coupons shipping stock refunds reports search sessions roles limits mail uploads exports imports audit".split()
    for number in range(files):
        topic = topics[number % len(topics)]
        open(f"{home}/tests/test_{number:02d}_{topic}.py", "w").write(
            f'import pytest\n\n\n@pytest.mark.parametrize("number", range({tests}))\ndef test_{topic}_are_kept(db, number):\n'
            f'    assert db.run("SELECT {number} + 1") == {number + 0} + 0 + 1 if False else db.run("SELECT 1") == 1\n')
    return f"ci/{name}"


ALCHEMY = """import pytest
from sqlalchemy import create_engine, text

engine = create_engine("postgresql+psycopg2://app:app-secret@db:5432/shop")


class Database:
    def __init__(self, connection):
        self.connection = connection

    def run(self, statement):
        return self.connection.execute(text(statement)).scalar()


@pytest.fixture(scope="%s")
def db():
    with engine.connect() as connection:
        yield Database(connection)
"""
NODE_TESTS = """import test from "node:test"
import assert from "node:assert"
for (let n = 0; n < COUNT; n++) test(`price ${n} is rounded to cents`, () => assert.equal(Math.round(n * 1.0), n))
"""


def node_tests(count):
    os.makedirs(f"{HOME}/ci/web", exist_ok=True)
    open(f"{HOME}/ci/web/prices.test.mjs", "w").write(NODE_TESTS.replace("COUNT", str(count)))
    return sh("node --test --test-reporter=spec prices.test.mjs", "ci/web")


@case("ci-pytest-refused-everywhere", f"{REFUSED} {SERVER}", "GitHub Actions: pytest 9, 60 tests in 20 files all fail in their set-up because the database is not there", REFUSED_TEXT, wrap=github("pytest -v --tb=short"))
def _():
    return sh("pytest -p no:cacheprovider -v --tb=short", suite("refused", 20, 3, ALCHEMY % "function"))


@case("ci-pytest-first-then-hundreds", COLUMN, "GitHub Actions: pytest 9 with one transaction for the session; the first test's missing column spoils it for 150 more", 'psycopg2.errors.UndefinedColumn: column "loyalty_points" does not exist',
      wrap=github("pytest --tb=short"))
def _():
    folder = suite("spoilt", 10, 15, ALCHEMY % "session")
    open(f"{HOME}/{folder}/tests/test_00_aaa.py", "w").write('def test_points(db):\n    assert db.run("SELECT loyalty_points FROM people") is None\n')
    with Stack() as stack:
        stack.db().script("test", "pytest -p no:cacheprovider --tb=short", folder)
        stack.stop()
        return stack.only("test")


@case("ci-pytest-middle", TABLE, "GitHub Actions: 2,400 pytest lines, one failure, then lint and 1,500 tests of node", 'psycopg2.errors.UndefinedTable: relation "gift_cards" does not exist', wrap=github("./ci.sh"))
def _():
    folder = suite("middle", 20, 120, ALCHEMY % "function")
    open(f"{HOME}/{folder}/tests/test_11_gift_cards.py", "w").write('def test_gift_cards(db):\n    assert db.run("SELECT count(*) FROM gift_cards") == 0\n')
    with Stack() as stack:
        stack.db().script("test", "pytest -p no:cacheprovider -v", folder)
        stack.stop()
        return stack.only("test") + b"npm test\n" + node_tests(1500)


@case("ci-migration-first-then-tables", f"{FAILS} {TABLE}", "GitLab: `alembic upgrade head` fails and the job goes on; 120 tests miss a table", ["Multiple head revisions are present for given argument 'head'", 'UndefinedTable) relation "coupons" does not exist'], wrap=gitlab)
def _():
    migrations({"1f0a2b3c4d5e": (None, "pass"), "2a": ("1f0a2b3c4d5e", "op.create_table('coupons', sa.Column('id', sa.Integer))"), "2b": ("1f0a2b3c4d5e", "pass")})
    folder = suite("tables", 8, 15, (ALCHEMY % "function").replace("yield", "connection.execute(text('SELECT count(*) FROM coupons'))\n        yield"))
    with Stack() as stack:
        stack.db().script("test", f"(cd {HOME}/api && alembic upgrade head); pytest -p no:cacheprovider --tb=line -v", folder)
        stack.stop()
        return stack.only("test")


@case("ci-collect-metadata", RESERVED, "pytest, SQLAlchemy 2.0: 40 modules cannot be collected because of one model", "Attribute name 'metadata' is reserved")
def _():
    folder = suite("collect", 0, 0, "")
    shutil.copy(f"{HOME}/api/portal_records.py", f"{HOME}/{folder}/records.py")
    for number in range(40):
        open(f"{HOME}/{folder}/tests/test_{number:02d}.py", "w").write("from records import Document\n\n\ndef test_name():\n    assert Document.__name__\n")
    return sh(f"PYTHONPATH=. {HOME}/venv20/bin/pytest -p no:cacheprovider", folder)


@case("ci-node-then-column", COLUMN, "GitHub Actions: 2,000 tests of node pass, then a migration in JavaScript fails", 'column "carrier_id" of relation "orders" does not exist', wrap=github("npm run ci"))
def _():
    return node_tests(2000) + with_db("node shop.js migrate 2>&1 | head -n 80", cwd="node")


@case("ci-compose-variable", f"docker/compose-variable-not-set {UNHEALTHY}", "GitHub Actions: 1,200 tests pass, docker-compose has no POSTGRES_PASSWORD, and the deploy step waits in vain",
      ["Variable not set", "Backend did not become healthy within 120s"], wrap=github("./deploy.sh"))
def _():
    shutil.copy(f"{HERE}/other/compose.yaml", f"{HOME}/other/compose.yaml")
    return node_tests(1200) + sh("docker-compose -f compose.yaml config", "other") + sh("bash ../other/wait_healthy.sh http://backend:8000/api/v1/utils/health-check/")


@case("ci-pip-then-shadowed-alembic", NO_ALEMBIC, "GitHub Actions: 180 lines of pip, then `python -m alembic` finds a folder of that name", "No module named alembic.__main__; 'alembic' is a package and cannot be directly executed", wrap=github("./migrate.sh"))
def _():
    shutil.rmtree(f"{HOME}/shadow", ignore_errors=True)
    os.makedirs(f"{HOME}/shadow/alembic/versions")
    open(f"{HOME}/shadow/alembic/__init__.py", "w").close()
    return captured("pip") + sh("python -m alembic upgrade head", "shadow")


@case("buildkit-pip-secret", SECRET, "docker build's plain output over real commands: pip, then collectstatic-like step that reads the settings", 'The value of SECRET_KEY is "changethis", for security, please change it')
def _():
    return buildkit((5, "[builder 2/6] RUN pip install -r requirements.txt", f"cat {HOME}/captured/pip.txt", "api"),
                    (6, "[builder 3/6] RUN node --test", "node --test --test-reporter=tap prices.test.mjs | head -n 1500", "ci/web"),
                    (7, "[builder 4/6] RUN python -c 'import settings'", "python -c 'import settings'", "api"))


@case("buildkit-stage", f"{STAGE} {NO_ALEMBIC}", "docker build's plain output over real commands: `python -m` of a module that needs alembic, which the last stage lacks", "ModuleNotFoundError: No module named 'alembic'")
def _():
    os.makedirs(f"{HOME}/shadow2/src/database", exist_ok=True)
    open(f"{HOME}/shadow2/src/database/run_migrations.py", "w").write("import logging\n\nfrom alembic.config import Config\n")
    return buildkit((6, "[builder 3/5] RUN pip install -r requirements.txt", f"cat {HOME}/captured/pip.txt", "api"),
                    (11, "[production 4/5] RUN python -m src.database.run_migrations", f"{HOME}/venv-prod/bin/python -m src.database.run_migrations", "shadow2"))


@case("buildah-copy-source", "docker/copy-source-not-found", "buildah 1.28.2 after 400 lines of a build step", 'building at STEP "COPY --from=builder /app/public ./public"')
def _():
    os.makedirs(f"{HOME}/frontend/bin", exist_ok=True)
    shutil.copy("/bin/busybox", f"{HOME}/frontend/bin/busybox")
    open(f"{HOME}/frontend/Dockerfile", "w").write(
        "FROM scratch AS builder\nCOPY bin/busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"for n in $(/bin/busybox seq 400); do echo \\\"transforming ($n) src/pages/page-$n.tsx\\\"; done; /bin/busybox mkdir -p /app/dist\"]\n"
        "FROM scratch\nCOPY --from=builder /app/dist ./dist\nCOPY --from=builder /app/public ./public\n")
    return sh("buildah --storage-driver vfs bud --isolation chroot ../frontend", "frontend")


@case("port-taken-podman", "docker/port-already-allocated", "podman 4.3.1 after a test run: PostgreSQL of the host holds the port", "address already in use")
def _():
    with Stack() as stack:
        stack.db()
        made = (f"pod='podman --root {HOME}/run/p --runroot {HOME}/run/r --tmpdir {HOME}/run/t --storage-driver vfs --cgroup-manager cgroupfs --events-backend file'; "
                "tar -C ../frontend -c bin | $pod import - localhost/postgres:15 >/dev/null 2>&1; ")
        tried = sh(made + "for n in 1 2 3; do $pod run --rm -p 5432:5432 localhost/postgres:15 /bin/busybox true; done")
        stack.stop()
    return node_tests(300) + tried


# --- long logs of services ---------------------------------------------------------------------------------------------------------------


@case("script-timeout-among-thousands", "app/script-timeout", "a script runner with SIGALRM between 3,000 lines of pytest, GitLab", "ScriptTimeoutError: Script execution exceeded 1 seconds", wrap=gitlab)
def _():
    return node_tests(1500) + sh("python sandbox.py timeout") + node_tests(1500)


@case("script-name-first", "python/name-error-module-not-whitelisted", "a script runner without builtins, then 1,000 lines of traffic, compose v2", "NameError: name 'numpy' is not defined")
def _():
    with Stack() as stack:
        stack.script("worker", "python sandbox.py name")
        stack.db().backend().frontend()
        quiet_traffic(stack, 500)
        stack.stop()
        return stack.v2()


@case("limited-client", LIMITED, "slowapi 0.1.10: 1,500 answers, a few of them 429; uvicorn's log and curl's view", ["429 Too Many Requests"])
def _():
    with Stack() as stack:
        stack.db().backend().visit("/api/v1/products/#", 1500, 0, host="backend:8000")
        stack.script("client", "for n in 1 2 3 4 5 6 7 8; do curl -si http://backend:8000/api/v1/schedule; echo; done")
        stack.stop()
        return stack.v2()


@case("keys-then-pool", f"{KEY}", "FastAPI and psycopg2: one person is added 30 times among 600 good requests, CRI log file", 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "people_email_key"', wrap=cri)
def _():
    with Stack() as stack:
        stack.db().backend().visit("/api/v1/products/#", 400, 0, host="backend:8000")
        for _ in range(6):
            stack.visit("/api/v1/people?email=ada%40example.org", 5, method="POST", host="backend:8000").visit("/api/v1/products/#", 40, 0, host="backend:8000")
        stack.stop()
        return stack.only("backend")


@case("two-services-key-and-strategy", f"{STRATEGY} {KEY}", "compose v2, two problems: the portal does not boot for its limiter; an importer meets a key that is there and goes on",
      ["Invalid rate limiting strategy fixed-window-elastic-expiry", 'duplicate key value violates unique constraint "people_email_key"'])
def _():
    with Stack() as stack:
        stack.db().frontend().script("importer", "python importer.py flush")
        stack.portal("limits", STRATEGY="fixed-window-elastic-expiry").visit("/portal/", 4)
        stack.stop()
        return stack.v2()


@case("two-services-secret-and-redis", f"{SECRET} {REDIS}", "compose v2 by service, two problems: the portal does not boot for its secret; a queue has no Redis",
      ['The value of SECRET_KEY is "changethis"', "connect ECONNREFUSED 172.18.0.3:6379"])
def _():
    with Stack() as stack:
        stack.frontend().start("queue", "timeout 30 node shop.js queue", "node")
        stack.portal("settings").visit("/portal/", 4)
        stack.wait("queue", "gave up")
        stack.stop()
        return stack.grouped()
