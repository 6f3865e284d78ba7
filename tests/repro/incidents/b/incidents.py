"""The second batch: `case(name, ids, from, decisive, make, wrap)`. The first id is the one to fix first, unless `root` says otherwise."""

COLUMN, TABLE, KEY = "postgres/undefined-column", "postgres/undefined-table", "postgres/duplicate-key"
PASSWORD, REFUSED, SERVER = "postgres/password-authentication-failed", "postgres/connection-refused-at-start", "postgres/connection-to-server-failed"
REDIS, DOUBLE = "redis/connection-refused", "redis/url-double-password"
FOREIGN, RESERVED = "sqlalchemy/ambiguous-foreign-keys", "sqlalchemy/reserved-attribute-metadata"
VERSION_TABLE, VERSION_MOD = "sqlalchemy/continuum-version-table-name", "sqlalchemy/continuum-mod-columns"
LOST, FAILS, NOT_HEAD, NO_ALEMBIC = "alembic/cant-locate-revision", "alembic/upgrade-head-fails", "alembic/not-at-head", "python/alembic-not-found"
STRATEGY, ENUM, LIBMAGIC = "ratelimit/invalid-strategy", "graphql/strawberry-object-is-not-an-enum", "docker/cached-layer-missing-dependency"
JWT, LOGIN, HEALTH, PLAIN500 = "auth/jwt-could-not-validate", "auth/invalid-credentials-no-admin", "http/health-check-503", "http/500-without-details"
ORIGIN, MASKED, REDIRECT = "cors/origin-not-allowed", "cors/backend-crash-masked", "cors/redirect-drops-headers"
CASCADE, LOOP, NETWORK = "ratelimit/cascade-locks-frontend", "frontend/auth-redirect-loop", "frontend/network-error-hangs"
LIMITED, CONCURRENCY, UNHEALTHY = "gateway/429-rate-limited", "gateway/503-concurrency-limit", "ci/backend-not-healthy"
SCRIPT, MULTISTAGE, COPY, PORT, VARIABLE = ("docker/script-not-mounted", "docker/multistage-missing-packages", "docker/copy-source-not-found",
                                            "docker/port-already-allocated", "docker/compose-variable-not-set")
SECRET, TIMEOUT, NAME, DOLLAR = "config/secret-key-changethis", "app/script-timeout", "python/name-error-module-not-whitelisted", "postgres/psql-variable-in-dollar-quote"

# --- columns, tables, keys ---------------------------------------------------------------------------------------------------------------

case("typeorm-undefined-column", COLUMN, "TypeORM 0.3 with pg 8, Node 20, pm2's prefix", "QueryFailedError: column Account.closed_on does not exist",
     lambda: run(f"node typeorm_ledger.js {URL}", "node"), pm2("ledger"))
case("activerecord-undefined-column", COLUMN, "ActiveRecord 6.1 with pg 1.4, Ruby 3.1, RFC 5424 syslog", "PG::UndefinedColumn: ERROR:  column accounts.currency does not exist",
     lambda: run("ruby books.rb column", "other"), syslog("books"))
case("rust-postgres-undefined-column", COLUMN, "the Rust crate postgres 0.19 (tokio-postgres): a panic in Debug form, kubectl logs --prefix",
     'message: "column \\"closed_on\\" does not exist"', lambda: run(f"../rust/target/debug/ledger column '{URL}'"), kubectl("closing-28821-x7tq2", "closing"))
case("perl-dbi-undefined-table", TABLE, "Perl DBI with DBD::Pg 3.16, journald", 'DBD::Pg::st execute failed: ERROR:  relation "payments" does not exist',
     lambda: run("perl nightly.pl report 16733", "other"), journald("nightly.pl", 8841))
case("drizzle-undefined-table", TABLE, "Drizzle 0.45 over node-postgres 8, Node 22, docker json-file", 'cause: error: relation \\"bank_statements\\" does not exist',
     lambda: run(f"../node22/node_modules/node/bin/node drizzle_report.js {URL}", "node"), json_file)
case("doctrine-duplicate-key", KEY, "Doctrine DBAL 3.6 with PDO, PHP 8.2, an HTML page of a CI", "duplicate key value violates unique constraint &quot;uq_customers_email&quot;",
     lambda: run("php -d display_errors=1 -d log_errors=0 -d html_errors=0 customers.php seed app-secret", "other"), html_pre)
case("mikroorm-duplicate-key", KEY, "MikroORM 6.4, Node 20, PowerShell redirect (wrapped at 120, UTF-16LE)", 'duplicate key value violates unique constraint "uq_customers_email"',
     lambda: run(f"node mikro_seed.js {URL}", "node"), console(120))

# --- passwords and servers ---------------------------------------------------------------------------------------------------------------

HIKARI = "java -cp /usr/share/java/postgresql.jar:/usr/share/java/HikariCP.jar:/usr/share/java/slf4j-api.jar:/usr/share/java/slf4j-simple.jar:. Pool"
case("hikari-wrong-password", PASSWORD, "HikariCP 2.7.9 with pgjdbc 42.5.5, Java 17, CRI log file", 'PSQLException: FATAL: password authentication failed for user "app"',
     lambda: run(f"{HIKARI} jdbc:postgresql://127.0.0.1:16733/ledger stale", "other"), cri)
case("nest-typeorm-wrong-password", PASSWORD, "NestJS 11 with TypeORM 0.3, which retries, in colour, compose prefix", 'error: password authentication failed for user "app"',
     lambda: run(f"timeout 20 node nest_login.js db {WRONG}", "node"), compose("api-1", "postgres-1"))
case("pg-dump-wrong-password", f"{PASSWORD} {SERVER}", "pg_dump 15 in a nightly backup, pasted into an issue", 'failed: FATAL:  password authentication failed for user "app"',
     lambda: run("for t in accounts customers; do echo \"backup: $t\"; PGPASSWORD=stale pg_dump -h 127.0.0.1 -p 16733 -U app -t $t ledger || echo \"backup: $t FAILED ($?)\"; done"), issue)
case("hikari-refused", REFUSED, "HikariCP 2.7.9 with pgjdbc 42.5.5, Java 17, restarted by compose three times", "Connection to 127.0.0.1:5432 refused. Check that the hostname and port are correct",
     lambda: b"".join(run(f"{HIKARI} jdbc:postgresql://127.0.0.1:5432/ledger x", "other") for _ in range(3)), compose("backend-1", "postgres-1"), needs_free=[5432])
case("postgresjs-refused-winston", REFUSED, "postgres.js 3.4 in a loop, winston JSON lines", "connect ECONNREFUSED 127.0.0.1:5432", lambda: run(f"node postgresjs_wait.js {ABSENT}", "node"), needs_free=[5432])
case("django-wait-refused", f"{REFUSED} {SERVER}", "Django 6 with psycopg 3 in a wait_for_db loop, Python 3.13, journald", 'connection to server at "127.0.0.1", port 5432 failed: Connection refused',
     lambda: run("python pg_wait_databases.py 60"), journald("wait_for_db", 302), needs_free=[5432])
case("sequel-no-database", SERVER, "Sequel 5.63 with pg 1.4, Ruby 3.1, a Logger's lines", 'connection to server at "127.0.0.1", port 16733 failed: FATAL:  database "ledgr" does not exist',
     lambda: run("ruby books.rb wait ledgr", "other"))
case("doctrine-too-many-connections", SERVER, "Doctrine DBAL 3.6 with PDO, PHP 8.2, docker json-file", 'connection to server at \\"127.0.0.1\\", port 16733 failed: FATAL:  remaining connection slots are reserved',
     lambda: run("php -d display_errors=1 -d log_errors=0 -d html_errors=0 customers.php full app-secret", "other"), json_file)

# --- psql's variables --------------------------------------------------------------------------------------------------------------------

case("psql-initdb-dollar-quote", DOLLAR, "psql 15 -f as an entry point runs it, compose prefix", ['syntax error at or near ":"'],
     lambda: run(f"echo '/usr/local/bin/docker-entrypoint.sh: running /docker-entrypoint-initdb.d/20-grants.sql'; {PSQL} -v ON_ERROR_STOP=1 -d '{PG}' -v reader=reporting -f grants.sql", "other"),
     compose("postgres-1", "web-frontend-1"))

# --- SQLAlchemy and Alembic --------------------------------------------------------------------------------------------------------------

case("sqlalchemy14-ambiguous-keys", FOREIGN, "SQLAlchemy 1.4, Python 3.9, PowerShell redirect (wrapped at 80, UTF-16LE)",
     "Could not determine join condition between parent/child tables on relationship Transfer.sender",
     lambda: run(f"MISTAKE=keys {OLD}/python -c 'import sqlalchemy.orm, old_models; sqlalchemy.orm.configure_mappers()'"), console(80))
case("gunicorn-ambiguous-keys", FOREIGN, "gunicorn 27 with Flask-SQLAlchemy 3.1 and SQLAlchemy 2.1, Python 3.13: 900 requests, one of them fails",
     "Could not determine join condition between parent/child tables on relationship Leave.substitute",
     lambda: serving("gunicorn -b 127.0.0.1:16742 --access-logfile - flask_transfers:app", 16742,
                     ["curl -s 'http://127.0.0.1:16742/healthz?n=[1-450]' >/dev/null", "curl -s http://127.0.0.1:16742/leaves >/dev/null",
                      "curl -s 'http://127.0.0.1:16742/healthz?n=[451-900]' >/dev/null"], seen=False), compose("web-1"))
case("celery-ambiguous-keys", FOREIGN, "a Celery 5.2 worker with SQLAlchemy 1.4, Python 3.9: 900 tasks, one of them fails", "Could not determine join condition between parent/child tables on relationship Transfer.sender",
     lambda: run(f"MISTAKE=keys {OLD}/python celery_run.py"), journald("celery", 1190))
case("alembic-env-metadata", RESERVED, "SQLAlchemy 1.4 models imported by Alembic 1.7's env.py, Python 3.9, GitLab with time stamps", "Attribute name 'metadata' is reserved",
     lambda: run("sed -i '1i import sys; sys.path.insert(0, \"/srv/ledger/app\"); import old_models' migrations/env.py && MISTAKE=metadata " + f"{OLD}/alembic upgrade head",
                 alembic("prestart", {"1f0a2b3c4d5e": (None, "pass")}, binary=f"{OLD}/alembic")), stamped_gitlab)
case("pytest-old-metadata", RESERVED, "pytest 6 with SQLAlchemy 1.4, Python 3.9: the module cannot be collected, pasted as a quote", "Attribute name 'metadata' is reserved",
     lambda: run(f"printf 'import old_models\\n\\n\\ndef test_person():\\n    assert old_models.Person\\n' > test_old_models.py; MISTAKE=metadata {OLD}/pytest -p no:cacheprovider test_old_models.py"), quoted)
case("continuum13-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 1.3 with SQLAlchemy 1.4 and psycopg2, Python 3.9, RFC 5424 syslog", 'relation "contracts_version" does not exist',
     lambda: run(f"{OLD}/python old_versioned.py tables psycopg2"), syslog("contracts"))
case("continuum-pg8000-version-table", f"{VERSION_TABLE} {TABLE}", "SQLAlchemy-Continuum 2 with pg8000 1.31, Python 3.13, folded at 100", 'relation "contracts_version" does not exist',
     lambda: run("python old_versioned.py tables pg8000"), fold(100))
case("continuum13-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 1.3 with PropertyModTracker and psycopg2, Python 3.9, CRI log file", 'column "title_mod" of relation "rotations_version" does not exist',
     lambda: run(f"{OLD}/python old_versioned.py mod psycopg2"), cri)
case("flask-migrate-lost-revision", LOST, "Flask-Migrate 4.1 (`flask db upgrade`), Python 3.13, pm2's prefix", "Can't locate revision identified by 'c07d1e9b44aa'",
     lambda: at("c07d1e9b44aa", lambda: (flask_migrations({"1f0a2b3c4d5e": (None, "pass")}), run("FLASK_APP=migrate_app flask db upgrade"))[1]), pm2("migrate"))
case("flask-migrate-two-heads", FAILS, "Flask-Migrate 4.1 (`flask db upgrade`) on two branches, Jenkins-like HTML page", "Multiple head revisions are present for given argument &#39;head&#39;",
     lambda: (flask_migrations({"1f0a2b3c4d5e": (None, "pass"), "2a": ("1f0a2b3c4d5e", "pass"), "2b": ("1f0a2b3c4d5e", "pass")}), run("FLASK_APP=migrate_app flask db upgrade"))[1], html_pre)
case("alembic17-column-exists", FAILS, "Alembic 1.7 with SQLAlchemy 1.4, Python 3.9: the column was added by hand, compose prefix", 'column "balance" of relation "accounts" already exists',
     lambda: run(f"{OLD}/alembic upgrade head", alembic("prestart", {"1f0a2b3c4d5e": (None, "op.add_column('accounts', sa.Column('balance', sa.Numeric))")}, binary=f"{OLD}/alembic")),
     compose("prestart-1", "postgres-1"))
case("flask-migrate-not-at-head", NOT_HEAD, "`flask db migrate` of Flask-Migrate 4.1, Python 3.13, folded at 60", "Target database is not up to date",
     lambda: at("1f0a2b3c4d5e", lambda: (flask_migrations({"1f0a2b3c4d5e": (None, "pass"), "9d8c7b6a5f4e": ("1f0a2b3c4d5e", "pass")}), run("FLASK_APP=migrate_app flask db migrate -m rooms"))[1]),
     fold(60))
case("alembic17-autogenerate-behind", NOT_HEAD, "`alembic revision --autogenerate` of Alembic 1.7, Python 3.9, GitLab with time stamps", "Target database is not up to date",
     lambda: at("1f0a2b3c4d5e", lambda: run(f"{OLD}/alembic current; {OLD}/alembic revision --autogenerate -m rooms",
                                            alembic("prestart", {"1f0a2b3c4d5e": (None, "pass"), "9d8c7b6a5f4e": ("1f0a2b3c4d5e", "pass")}, binary=f"{OLD}/alembic"))), stamped_gitlab)
case("supervisor-no-alembic", NO_ALEMBIC, "supervisord 4.2: one program through sh, one without", ["alembic: not found", "can't find command 'alembic'"],
     lambda: run("timeout 4 supervisord -c supervisord.conf 2>&1", "other"))
case("make-no-alembic", NO_ALEMBIC, "GNU make 4.3 in a CI without the virtual environment, GitLab", "alembic: No such file or directory",
     lambda: run("printf 'migrate:\\n\\talembic upgrade head\\n' > Makefile.migrate; PATH=/usr/sbin:/usr/bin make -f Makefile.migrate migrate"), gitlab)

# --- Redis -------------------------------------------------------------------------------------------------------------------------------

case("bullmq-refused", REDIS, "BullMQ 6 with ioredis 5, Node 20, kubectl logs --prefix", "connect ECONNREFUSED 127.0.0.1:6379", lambda: run("node bull_queue.js 6379", "node"),
     kubectl("mailer-5c9d7-kx2lp", "worker"), needs_free=[6379])
case("arq-refused", REDIS, "arq 0.28 with redis-py 5.3, Python 3.13", "Connect call failed ('127.0.0.1', 6379)", lambda: run("timeout 20 arq arq_worker.WorkerSettings"), compose("worker-1"), needs_free=[6379])
case("predis-refused", REDIS, "Predis 1.1, PHP 8.2, RFC 5424 syslog", "Connection refused [tcp://127.0.0.1:6379]",
     lambda: run("php -d display_errors=1 -d log_errors=0 -d html_errors=0 customers.php redis", "other"), syslog("php"), needs_free=[6379])
case("limiter-falls-back", REDIS, "FastAPI 0.165 with limits 5.8 and redis-py 5.3, 1,400 requests; Redis is not there at a reload", "Error 111 connecting to 127.0.0.1:6379. Connection refused.",
     lambda: run("python limiter_memory.py"), compose("backend-1", "postgres-1"), needs_free=[6379])
case("node-redis-double-password", DOUBLE, "node-redis 6, Node 20, RFC 5424 syslog", ["redis://:local_pass@:local_pass@127.0.0.1:16779/0", "WRONGPASS"], lambda: run("node redis_limit_url.js", "node"), syslog("limiter"))
case("rq-double-password", DOUBLE, "RQ 2.12 with redis-py 5.3, Python 3.13, journald", ["redis://:local_pass@:local_pass@127.0.0.1:16779/0", "AuthenticationError"], lambda: run("timeout 20 python rq_worker.py"),
     journald("rq", 2044))
case("sidekiq-double-password", DOUBLE, "Sidekiq 6.4, Ruby 3.1, CRI log file", 'bad URI(is not URI?): "redis://:local_pass@:local_pass@127.0.0.1:16779/0"',
     lambda: run("REDIS_URL=redis://:local_pass@:local_pass@127.0.0.1:16779/0 timeout 20 sidekiq -r ./mailer_job.rb", "other"), cri)
case("rust-redis-double-password", DOUBLE, "the Rust crate redis 0.27, env_logger, Docker json-file", ["redis://:local_pass@:local_pass@127.0.0.1:16779/0", "AuthenticationFailed"],
     lambda: run("../rust/target/debug/ledger redis redis://:local_pass@:local_pass@127.0.0.1:16779/0"), json_file)

# --- limits, enums, libraries, settings, scripts -----------------------------------------------------------------------------------------

case("gunicorn-slowapi-strategy", STRATEGY, "slowapi 0.1.10 imported by a gunicorn 27 worker, Python 3.13, journald", "ConfigurationError: Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("STRATEGY=fixed-window-elastic-expiry timeout 20 gunicorn -b 127.0.0.1:16742 limiter_slowapi:app"), journald("gunicorn", 515))
case("strawberry-old-enum", ENUM, "Strawberry 0.199 on Python 3.9, an import, GitHub Actions", "ShiftKind", lambda: run(f"PYTHONPATH=. {OLD}/python enum_old.py"), github("python enum_old.py"))
case("gunicorn-libmagic", LIBMAGIC, "python-magic 0.4.27 in a gunicorn 27 worker that cannot boot, libmagic hidden, Python 3.13, kubectl logs --prefix", "ImportError: failed to find libmagic.  Check your installation",
     lambda: without_libmagic("exec timeout 20 gunicorn -b 127.0.0.1:16742 upload_api:app"), kubectl("uploads-7f4bd-qm8wz", "api"))
case("dramatiq-libmagic", LIBMAGIC, "python-magic 0.4.27 in a Dramatiq 2.2 worker, libmagic hidden, Python 3.13", "ImportError: failed to find libmagic.  Check your installation",
     lambda: without_libmagic("exec timeout 15 dramatiq -p 1 -t 1 upload_actor"), compose("scanner-1", "celery-beat-1"))
case("pydantic1-secret-key", SECRET, "pydantic 1.10 settings, Python 3.9, pasted into an issue", 'The value of SECRET_KEY is "changethis", for security, please change it', lambda: run(f"{OLD}/python -c 'import settings_v1'"), issue)
case("gunicorn-secret-key", SECRET, "pydantic 2 settings in two gunicorn 27 workers, Python 3.13, RFC 5424 syslog", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("timeout 20 gunicorn -w 2 -b 127.0.0.1:16742 settings_v2:app"), syslog("backend"))
case("python39-script-not-mounted", SCRIPT, "Python 3.9, which shows the whole path of the interpreter", "can't open file '/app/scripts/import_people.py': [Errno 2] No such file or directory",
     lambda: run(f"cd / && {HOME}/venv39/bin/python /app/scripts/import_people.py"), quoted)
case("script-timeout-json", TIMEOUT, "a script runner with asyncio.wait_for, structlog 26 JSON lines, Python 3.13", "ScriptTimeoutError", lambda: run("python scripts_async.py timeout"))
case("script-timeout-killed", TIMEOUT, "a script runner that kills a child, loguru 0.7 in colour, Python 3.13", "ScriptTimeoutError", lambda: run("python scripts_multi.py"), compose("runner-1"))
case("asteval-name-error", NAME, "asteval 1.0, a script runner without imports, Python 3.13", "name 'pandas' is not defined", lambda: run("python scripts_async.py asteval"), cri)
case("restricted-name-error", NAME, "RestrictedPython 9, Python 3.13, compose prefix", "NameError: name 'pandas' is not defined", lambda: run("python scripts_async.py restricted"), compose("app-1", "postgres-1"))

# --- answers over HTTP -------------------------------------------------------------------------------------------------------------------

LITESTAR, EXPRESS = "litestar --app litestar_app:app run --port 16742", "node express_stock.js 16740"
case("httpie-login", LOGIN, "Litestar 2 on a fresh database, as HTTPie 3 shows it", '"detail": "Invalid credentials"',
     lambda: serving(LITESTAR, 16742, ["/usr/bin/http --ignore-stdin -v --pretty=format POST http://127.0.0.1:16742/auth/login username=admin password=admin123"], wrote=False))
case("axios-login", LOGIN, "Express 5 on a fresh database, axios 1's error as console.error shows it, Node 20", "data: { detail: 'Invalid credentials' }",
     lambda: serving(EXPRESS, 16740, ["node axios_client.js post http://127.0.0.1:16740/auth/login"], "node", wrote=False), compose("e2e-1"))
case("axios-jwt", JWT, "axios 1's error as console.error shows it, Node 20", "data: { detail: 'Could not validate credentials' }",
     lambda: serving(EXPRESS, 16740, ["node axios_client.js get http://127.0.0.1:16740/users/me eyJhbGciOiJIUzI1NiJ9.e30.c2ln"], "node", wrote=False))
case("httpx-jwt", JWT, "FastAPI 0.165 with python-jose 3.5 and httpx 0.28, Python 3.13: 1,000 requests, one of them with a token of another key", '{"detail":"Could not validate credentials"}',
     lambda: run("python jose_client.py 1000"), fold(100))
case("nest-500", PLAIN500, "NestJS 11 without a logger, as `curl -i` shows it", '{"statusCode":500,"message":"Internal server error"}',
     lambda: serving("node nest_login.js 500 16740", 16740, ["curl -si http://127.0.0.1:16740/reports/monthly"], "node", wrote=False))
case("litestar-500", PLAIN500, "Litestar 2 that logs no exceptions: the access log and what HTTPie shows", "Internal Server Error",
     lambda: serving(LITESTAR, 16742, ["/usr/bin/http --ignore-stdin -v --pretty=format GET http://127.0.0.1:16742/reports/monthly"], wrote=False))
case("httpie-health-two", HEALTH, "a readiness check with two members, as HTTPie 3 shows it", '"message": "Service Unavailable"',
     lambda: serving("python health_aio.py 16742 postgres,redis", 16742, ["/usr/bin/http --ignore-stdin --pretty=format -p hb GET http://127.0.0.1:16742/api/v1/utils/health-check/"], wrote=False))
GATEWAY = "/usr/sbin/nginx -p /srv/ledger/nginx -e stderr -c /srv/ledger/other/nginx.conf"
case("nginx-429", LIMITED, "nginx 1.22 limit_req: its access and error log, 700 requests at once", "limiting requests, excess:",
     lambda: serving(GATEWAY, 16743, ["for n in $(seq 40); do curl -s -o /dev/null \"http://127.0.0.1:16743/small/?before=[1-8]\"; done",
                                      "curl -s -o /dev/null 'http://127.0.0.1:16743/v2/?page=[1-60]'", "curl -s -o /dev/null 'http://127.0.0.1:16743/small/?after=[1-320]'"], seen=False))
case("nginx-429-page", LIMITED, "nginx 1.22 limit_req: the page that curl -i gets", "HTTP/1.1 429 Too Many Requests",
     lambda: serving(GATEWAY, 16743, ["curl -s -o /dev/null 'http://127.0.0.1:16743/v2/?page=[1-40]' --next -si http://127.0.0.1:16743/v2/orders"], wrote=False))
case("nginx-503-concurrency", CONCURRENCY, "nginx 1.22 limit_conn: its error and access log, slow downloads by 8 clients at once", "limiting connections by zone",
     lambda: serving(GATEWAY, 16743, ["head -c 90000 /dev/zero > ../nginx/www/scripts/report.bin; curl -s -o /dev/null 'http://127.0.0.1:16743/small/?n=[1-400]'; "
                                      "curl -s -Z --parallel-immediate --parallel-max 8 -o /dev/null 'http://127.0.0.1:16743/scripts/report.bin?n=[1-24]'; "
                                      "curl -s -o /dev/null 'http://127.0.0.1:16743/small/?n=[401-800]'"], seen=False), compose("gateway-1"))
case("haproxy-503-concurrency", CONCURRENCY, "HAProxy 2.6 with maxconn 1 and a queue of 300 ms: its log, journald", " 503 ",
     lambda: serving(GATEWAY, 16743, [lambda: serving("/usr/sbin/haproxy -db -f ../other/haproxy.cfg", 16744, [
         "head -c 90000 /dev/zero > ../nginx/www/scripts/report.bin; curl -s -Z --parallel-immediate --parallel-max 8 -o /dev/null 'http://127.0.0.1:16744/scripts/report.bin?n=[1-24]'"], seen=False)], wrote=False),
     journald("haproxy", 377, "gw-1"))

# --- browsers ----------------------------------------------------------------------------------------------------------------------------

case("webkit-cors-origin", ORIGIN, "WebKitGTK 2.50, fetch from a page of another origin, Express 5", "Origin http://localhost:16741 is not allowed by Access-Control-Allow-Origin",
     lambda: page("fetch", "/api/plain", EXPRESS, WEBKIT=1))
case("chromium-cors-module", ORIGIN, "Chromium 156 headless, import() of a module of another origin, Express 5", "has been blocked by CORS policy", lambda: page("module", "/widget.mjs", EXPRESS), fold(100))
case("chromium-starlette-redirect", REDIRECT, "Starlette 1.10 that sends 307 from /api to /api/v1, Chromium 156 headless", "has been blocked by CORS policy",
     lambda: page("fetch", "/api/swaps", "python starlette_moved.py 16740", both=lambda log: log))
case("chromium-nginx-redirect", REDIRECT, "nginx 1.22 that sends 307 from /api to /api/v1, a preflight of Chromium 156 headless, PowerShell redirect", "has been blocked by CORS policy",
     lambda: page("auth", "/api/swaps", GATEWAY, 16743, both=lambda log: log), console(120))
case("webkit-login-loop", LOOP, "WebKitGTK 2.50, a page that goes to /login at each 401, Express 5", "isAuthenticated", lambda: page("loop", "/open/auth/session", EXPRESS, WEBKIT=1))
case("webkit-network-error", NETWORK, "WebKitGTK 2.50, axios 1, nobody listens", "AxiosError: Network Error", lambda: page("network", "/api/v1/orders", port=16799, WEBKIT=1))
case("jsdom-network-error", NETWORK, "jsdom 29 with axios 1, Node 20", "AxiosError: Network Error", lambda: run("node jsdom_page.js network http://127.0.0.1:16799/api/v1/orders", "node"), pm2("e2e"))
case("chromium-tortoise-crash", f"{KEY} {MASKED}", "aiohttp 3.14 with Tortoise ORM 1.1 and asyncpg, Python 3.13, and Chromium 156 headless, one compose log",
     ['duplicate key value violates unique constraint "accounts_code_key"', "has been blocked by CORS policy"],
     lambda: page("post", "/api/v1/accounts", "python tortoise_board.py 16740", both=compose("backend-1", "frontend-1"), wrap=compose("frontend-1", "frontend-1")))
case("webkit-express-crash", f"{PASSWORD} {MASKED}", "Express 5 with node-postgres 8 and a stale password, and WebKitGTK 2.50, one compose log",
     ['error: password authentication failed for user "app"', "is not allowed by Access-Control-Allow-Origin"],
     lambda: page("fetch", "/api/stock", f"env DATABASE_URL={WRONG} {EXPRESS}", both=compose("stock-1", "frontend-1"), wrap=compose("frontend-1", "frontend-1"), WEBKIT=1))
case("chromium-express-cascade", f"{CASCADE} {LIMITED}", "express-rate-limit 8 and Chromium 156 headless, one compose log", ["429 Too Many Requests", "isLoading is still true"],
     lambda: page("cascade", "/open", EXPRESS, both=compose("backend-1", "frontend-1"), wrap=compose("frontend-1", "frontend-1")))
case("flask-limiter2-strategy", STRATEGY, "Flask-Limiter 2.4 in an app factory with a strategy of a later version, the flask command, Python 3.9, PowerShell redirect",
     "Invalid rate limiting strategy sliding-window-counter", lambda: run(f"FLASK_APP=old_limits {OLD}/flask routes"), console(120))
case("pgx-refused", REFUSED, "Go pgx 4.15 in a loop, JSON lines", "dial error (dial tcp 127.0.0.1:5432: connect: connection refused)", lambda: run(f"./stock wait '{ABSENT}'", "other"), needs_free=[5432])
case("flask-strawberry-enum", ENUM, "Strawberry 0.341 behind Flask 3.1, `flask routes`, Python 3.13", "LeaveStatus", lambda: run("FLASK_APP=enum_input flask routes"), pm2("graphql"))
case("pytest-strawberry-enum", ENUM, "pytest 9 collecting a Flask module with Strawberry 0.341, Python 3.13, docker json-file", "LeaveStatus",
     lambda: run("pytest -W ignore -p no:cacheprovider test_enum.py"), json_file)
case("alembic17-lost-revision", LOST, "Alembic 1.7 on Python 3.9 after `pip list` and 600 tests, GitHub Actions", "Can't locate revision identified by 'c07d1e9b44aa'",
     lambda: run("printf 'import pytest\\n\\n\\n@pytest.mark.parametrize(\"n\", range(600))\\ndef test_n(n):\\n    assert n >= 0\\n' > test_numbers.py; pip list; pytest -W ignore -p no:cacheprovider -v test_numbers.py") +
     at("c07d1e9b44aa", lambda: run(f"{OLD}/alembic upgrade head", alembic("prestart", {"1f0a2b3c4d5e": (None, "pass")}, binary=f"{OLD}/alembic"))), github("./scripts/prestart.sh"))
case("server-log-dollar-quote", DOLLAR, "PostgreSQL 15's own log with log_statement=all: pgbench, a script of psql 15, pgbench again; kubectl logs --prefix", ['syntax error at or near ":"'],
     lambda: server_log(f"PGPASSWORD=app-secret pgbench -q -i -s 1 -h 127.0.0.1 -p 16733 -U app ledger; PGPASSWORD=app-secret PGOPTIONS='' pgbench -n -h 127.0.0.1 -p 16733 -U app -t 120 ledger",
                        f"{PSQL} -d '{PG}' -v reader=reporting -f ../other/grants.sql",
                        "PGPASSWORD=app-secret pgbench -n -h 127.0.0.1 -p 16733 -U app -t 120 ledger; " + f"{PSQL} -q -d '{PG}' -c 'DROP TABLE pgbench_accounts, pgbench_branches, pgbench_history, pgbench_tellers'"),
     kubectl("postgres-0", "postgres"))
case("fastify-duplicate-key", KEY, "Fastify 5 with pino and node-postgres 8, Node 20: 801 requests, one of them fails", 'duplicate key value violates unique constraint \\"accounts_code_key\\"',
     lambda: run(f"node fastify_items.js {URL}", "node"))

# --- Docker ------------------------------------------------------------------------------------------------------------------------------

case("docker-run-no-alembic", NO_ALEMBIC, "docker 20.10 with runc 1.1, GitHub Actions", 'exec: "alembic": executable file not found in $PATH',
     lambda: run(f"{DOCKER} run --rm --name prestart pybase:3.13 alembic upgrade head"), github("docker run --rm --name prestart pybase:3.13 alembic upgrade head"))
case("docker-alembic-shadowed", NO_ALEMBIC, "Python 3.13 in a container: a folder `alembic` hides the package, PowerShell redirect", "No module named alembic.__main__; 'alembic' is a package and cannot be directly executed",
     lambda: run(f"mkdir -p alembic/versions; touch alembic/__init__.py; {DOCKER} run --rm -v $PWD/alembic:/app/alembic -w /app pybase:3.13 python3 -m alembic upgrade head",
                 project("backend", {"README": ""})), console(100))
case("docker-script-not-mounted", SCRIPT, "Python 3.13 in docker 20.10, the third of three steps, GitHub Actions", "can't open file '/app/scripts/seed_accounts.py': [Errno 2] No such file or directory",
     lambda: run("cat > ../other/steps.sh <<'S'\nexport PS4='+ '\nset -ex\ndocker run --rm pybase:3.13 python3 -V\ndocker run --rm pybase:3.13 python3 -c pass\n"
                 "docker run --rm pybase:3.13 python3 /app/scripts/seed_accounts.py --count 20\nS\n" + f"PATH=/usr/bin:/bin DOCKER_HOST={SOCK} bash ../other/steps.sh"), github("./scripts/seed.sh"))
case("docker-run-port", PORT, "docker 20.10 `run -p`, while something else listens at 5432", "Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use",
     lambda: busy(5432, lambda: run(f"{DOCKER} run --rm --name shop-db -p 5432:5432 pybase:3.13 python3 -V")), fold(80), needs_free=[5432])
CACHE = {"docker-compose.yml": 'version: "3.8"\nservices:\n  cache:\n    image: busybox-local\n    command: sleep 60\n    ports:\n      - "6379:6379"\n  worker:\n    image: pybase:3.13\n'
         '    command: python3 -c "import time; [print(\'tick\', n, flush=True) or time.sleep(0.01) for n in range(40)]"\n'}
case("compose-up-port", PORT, "docker-compose 1.29 up with docker 20.10, while something else listens at 6379, GitLab", "Error starting userland proxy: listen tcp4 0.0.0.0:6379: bind: address already in use",
     lambda: busy(6379, lambda: run(f"{COMPOSE} -p shop up -d 2>&1; {COMPOSE} -p shop ps", project("stack", CACHE)) + run(f"{COMPOSE} -p shop down >/dev/null 2>&1", "stack")), gitlab, needs_free=[6379])
case("podman-run-port", PORT, "podman 4.3 `run -p`, while something else listens at 8000", "bind: address already in use",
     lambda: busy(8000, lambda: run("P='podman --root /srv/ledger/podman --storage-driver vfs'; [ -n \"$($P images -q busybox-local)\" ] || printf 'FROM scratch\\nCOPY busybox /bin/sleep\\n' | $P build -q -t busybox-local -f - ../images/busybox >/dev/null; "
                                    "$P run --rm --cgroups=disabled --name backend -p 8000:8000 localhost/busybox-local /bin/sleep 1")), needs_free=[8000])
NOISY = ("FROM pybase:3.13 AS deps\nWORKDIR /app\nCOPY package.txt .\nRUN python3 -m compileall -f /usr/local/lib/python3.13/asyncio /usr/local/lib/python3.13/email /usr/local/lib/python3.13/json "
         "/usr/local/lib/python3.13/http /usr/local/lib/python3.13/xml /usr/local/lib/python3.13/unittest /usr/local/lib/python3.13/importlib /usr/local/lib/python3.13/encodings\n"
         "FROM busybox-local\nWORKDIR /app\nCOPY --from=deps /app/public ./public\nCMD [\"sh\"]\n")
case("buildkit-copy-source", COPY, "BuildKit in docker 20.10, --progress plain, a RUN with hundreds of lines before it, GitHub Actions", 'failed to compute cache key: "/app/public" not found',
     lambda: run(f"DOCKER_BUILDKIT=1 {DOCKER} build --no-cache --progress plain -t frontend .", project("frontend", {"Dockerfile": NOISY, "package.txt": "frontend\n"})), github("docker build --progress plain -t frontend ."))
case("compose-build-copy-source", COPY, "docker-compose 1.29 build with BuildKit: a folder that .dockerignore leaves out", 'failed to compute cache key: "/dist" not found',
     lambda: run(f"PATH=/usr/bin:/bin DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1 BUILDKIT_PROGRESS=plain {COMPOSE} -p shop build --no-cache", project("stack", {
         "docker-compose.yml": 'version: "3.8"\nservices:\n  frontend:\n    build: .\n', "Dockerfile": "FROM busybox-local\nWORKDIR /app\nCOPY dist ./dist\n", ".dockerignore": "dist\n", "dist/index.html": "<p>\n"})), console(120))
case("legacy-builder-copy-source", COPY, "the legacy builder of docker 20.10, journald", "COPY failed:",
     lambda: run(f"DOCKER_BUILDKIT=0 {DOCKER} build --no-cache -t frontend .", project("frontend", {"Dockerfile": "FROM busybox-local AS builder\nWORKDIR /app\nRUN mkdir -p /app/out\nFROM busybox-local\nCOPY --from=builder /app/public /www\n"})),
     journald("build-frontend", 1401, "ci-4"))
STAGES = ("FROM pybase:3.13 AS builder\nWORKDIR /app\nCOPY site /usr/local/lib/python3.13/site-packages\nCOPY src ./src\nRUN python3 -c 'import uvicorn, click, h11'\n"
          "FROM pybase:3.13\nWORKDIR /app\nCOPY --from=builder /app/src ./src\nCMD {command}\n")


def two_stages(name, command, main="app = None\n"):
    """An image whose last stage lacks what the first one installed."""
    project(name, {"Dockerfile": STAGES.replace("{command}", command), "src/__init__.py": "", "src/main.py": main, "src/server.py": "import uvicorn\n\nfrom src.main import app\n\nuvicorn.run(app)\n"})
    run(f"mkdir site; for p in uvicorn click h11; do cp -r ../venv/lib/python3.13/site-packages/$p site/; done; find site -name __pycache__ -prune -exec rm -r {{}} +; DOCKER_BUILDKIT=1 {DOCKER} build -q -t {name} .", name)
    return name


case("docker-multistage-runpy", MULTISTAGE, "a multi-stage image of docker 20.10 with Python 3.13: uvicorn is in the first stage only, docker logs --timestamps", "ModuleNotFoundError: No module named 'uvicorn'",
     lambda: run(f"{DOCKER} rm -f api >/dev/null 2>&1; {DOCKER} run -d --name api " + two_stages("api-prod", '["python3", "-m", "src.server"]') + f" >/dev/null; sleep 2; {DOCKER} logs -t api; {DOCKER} rm -f api >/dev/null"))
case("docker-multistage-module", MULTISTAGE, "docker-compose 1.29 up of a multi-stage image with Python 3.13 that restarts: uvicorn is in the first stage only", "No module named uvicorn",
     lambda: (two_stages("api-prod", '["python3", "-m", "uvicorn", "src.main:app"]'), project("stack", {"docker-compose.yml": 'version: "3.8"\nservices:\n  api:\n    image: api-prod\n    restart: on-failure\n'}),
      run(f"timeout -s INT 14 env {COMPOSE} --ansi never -p shop up; {COMPOSE} -p shop down >/dev/null 2>&1", "stack"))[2])
SECRETS = {"docker-compose.yml": 'version: "3.8"\nservices:\n  db:\n    image: busybox-local\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}\n  backend:\n    image: pybase:3.13\n'
           '    environment:\n      SECRET_KEY: ${SECRET_KEY?Variable not set}\n', ".env": "DOMAIN=localhost\nPOSTGRES_USER=app\n"}
case("compose-up-variable", VARIABLE, "docker-compose 1.29 up -d with docker 20.10, the second service's variable, GitHub Actions", "Variable not set",
     lambda: run(f"POSTGRES_PASSWORD=x {COMPOSE} -p shop up -d", project("stack", SECRETS)), github("docker-compose up -d"))
case("stack-config-variable", VARIABLE, "`docker stack config` of the docker 28.2 client, journald", "Variable not set",
     lambda: run("/usr/local/bin/docker stack config -c docker-compose.yml", project("stack", SECRETS)), journald("deploy", 5120))
CONTAINER = f"{DOCKER} run -d --name backend --network host -v /opt/python3.13:/opt/python3.13:ro -v {HOME}/venv:{HOME}/venv:ro -e LD_LIBRARY_PATH=/opt/python3.13/lib -e PATH={HOME}/venv/bin:/bin"


def deployed(options, command, before=lambda: None):
    """A container that never gets healthy, and a deploy script that waits for it."""
    before()
    run(f"{DOCKER} rm -f backend >/dev/null 2>&1; {CONTAINER} {options} pybase:3.13 {command}")
    time.sleep(4)
    try:
        return run(f"DOCKER_HOST={SOCK} sh ../other/deploy.sh backend")
    finally:
        run(f"{DOCKER} rm -f backend")


case("ci-unhealthy-secret-key", f"{SECRET} {UNHEALTHY}", "docker 20.10, uvicorn with pydantic 2 settings, Python 3.13: the container exits, the deploy script waits in vain, GitHub Actions",
     ["Backend did not become healthy within 120s", 'The value of SECRET_KEY is "changethis", for security, please change it'],
     lambda: deployed(f"-v {HOME}/app:/app:ro", "python -m uvicorn settings_v2:app"), github("./deploy.sh backend"))
case("ci-unhealthy-lost-revision", f"{LOST} {UNHEALTHY}", "docker 20.10, Alembic on Python 3.13 in an entry point: the container exits, the deploy script waits in vain, GitLab",
     ["Backend did not become healthy within 120s", "Can't locate revision identified by 'c07d1e9b44aa'"],
     lambda: at("c07d1e9b44aa", lambda: deployed(f"-v {HOME}/service:/app:ro", "sh -c 'alembic upgrade head && exec uvicorn main:app'", lambda: alembic("service", {"1f0a2b3c4d5e": (None, "pass")}))), stamped_gitlab)
case("ci-unhealthy-migrations", f"{NOT_HEAD} {HEALTH} {UNHEALTHY}", "docker 20.10: the backend answers, but says migrations_not_at_head; the deploy script waits in vain, and `alembic check` says why, GitHub Actions",
     ['"data": ["migrations_not_at_head"]', "Backend did not become healthy within 120s", "Target database is not up to date"],
     lambda: at("1f0a2b3c4d5e", lambda: deployed(f"-v {HOME}/service:/app:ro -v {HOME}/app:{HOME}/app:ro", "sh -c 'alembic check; exec python3 /srv/ledger/app/health_aio.py 16745 migrations_not_at_head'",
                                                 lambda: alembic("service", {"1f0a2b3c4d5e": (None, "pass"), "9d8c7b6a5f4e": ("1f0a2b3c4d5e", "pass")}))),
     github("./deploy.sh backend"))
case("ci-unhealthy-column-exists", f"{FAILS} {UNHEALTHY}", "docker 20.10, Alembic on Python 3.13: a migration adds a column that is there, the deploy script waits in vain, HTML page",
     ["Backend did not become healthy within 120s", "column &quot;balance&quot; of relation &quot;accounts&quot; already exists"],
     lambda: deployed(f"-v {HOME}/service:/app:ro", "sh -c 'alembic upgrade head && exec uvicorn main:app'",
                      lambda: alembic("service", {"1f0a2b3c4d5e": (None, "op.add_column('accounts', sa.Column('balance', sa.Numeric))")})), html_pre)
case("script-missing-then-login", f"{SCRIPT} {LOGIN}", "docker 20.10 with Python 3.13: the seed's script is not in the container, so the first login on the fresh database fails; Litestar 2, curl, GitHub Actions",
     ["can't open file '/app/scripts/create_admin.py': [Errno 2] No such file or directory", '{"detail":"Invalid credentials"}'],
     lambda: run(f"{DOCKER} run --rm -v {HOME}/app:/app/src:ro pybase:3.13 python3 /app/scripts/create_admin.py --email admin@example.org") +
     serving(LITESTAR, 16742, ["echo '+ curl -i -X POST http://127.0.0.1:16742/auth/login'; curl -si -X POST http://127.0.0.1:16742/auth/login -d '{}'; echo"], wrote=False), github("./scripts/first-start.sh"))
case("docker-inspect-health", HEALTH, "a readiness check through docker 20.10's HEALTHCHECK, as `docker inspect` shows its log", '\\"message\\": \\"Service Unavailable\\"',
     lambda: run(f"{DOCKER} rm -f ready >/dev/null 2>&1; {DOCKER} run -d --name ready -v {HOME}/app:/app:ro --health-interval 1s --health-cmd \"python3 -c 'import urllib.request as u, urllib.error as e, sys\ntry: u.urlopen(\\\"http://127.0.0.1:8000/\\\")\nexcept e.HTTPError as x: sys.exit(x.read().decode())'\" "
                 f"pybase:3.13 python3 health_aio.py 8000 postgres >/dev/null; sleep 5; {DOCKER} inspect ready | sed -n '/\"Health\"/,/^            }}/p'; {DOCKER} rm -f ready >/dev/null"))
case("docker-shell-script-not-mounted", SCRIPT, "busybox sh in docker 20.10, compose prefix", "can't open '/app/scripts/backup.sh'",
     lambda: run(f"{DOCKER} run --rm --name backup busybox-local sh /app/scripts/backup.sh --keep 7"), compose("backup-1", "postgres-1"))
case("starlette-500", PLAIN500, "Starlette 1.10 on uvicorn 0.54 that logs no errors, as `curl -v` shows it, RFC 5424 syslog", "Internal Server Error",
     lambda: serving("uvicorn plain500:app --port 16742 --log-level critical", 16742, ["curl -sv http://127.0.0.1:16742/exports 2>&1"], wrote=False), syslog("smoke"))
case("uvicorn-jwt-log", JWT, "FastAPI 0.165 with python-jose 3.5 behind uvicorn 0.54, Python 3.13, as `curl -v` shows it, Docker json-file", 'Could not validate credentials',
     lambda: serving("uvicorn jose_api:app --port 16742", 16742, ["curl -sv http://127.0.0.1:16742/users/me -H 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln' 2>&1"], wrote=False), json_file)
case("celery-old-metadata", RESERVED, "SQLAlchemy 1.4 models in a Celery 5.2 worker, Python 3.9: a task fails, RFC 5424 syslog", "Attribute name 'metadata' is reserved",
     lambda: run(f"MISTAKE=metadata {OLD}/python celery_run.py"), syslog("celery"))
case("pytest-secret-key", SECRET, "pytest 9 with pydantic 2 settings, Python 3.13: the module cannot be collected, folded at 72", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("printf 'from settings_v2 import settings\\n\\n\\ndef test_key():\\n    assert settings.SECRET_KEY\\n' > test_settings.py; pytest -W ignore -p no:cacheprovider test_settings.py"), fold(72))
case("pytest-libmagic", LIBMAGIC, "pytest 9 collecting a Flask module with python-magic 0.4.27, libmagic hidden, Python 3.13, GitLab with time stamps", "ImportError: failed to find libmagic.  Check your installation",
     lambda: without_libmagic("printf \"import upload_api\\n\" > test_uploads.py; exec pytest -W ignore -p no:cacheprovider test_uploads.py"), stamped_gitlab)
case("slowapi-pytest-strategy", STRATEGY, "pytest 9 collecting a FastAPI module with slowapi 0.1.10, Python 3.13, pasted into an issue", "Invalid rate limiting strategy fixed-window-elastic-expiry",
     lambda: run("printf 'import limiter_slowapi\\n' > test_limits.py; STRATEGY=fixed-window-elastic-expiry pytest -W ignore -p no:cacheprovider test_limits.py"), issue)
case("webkit-starlette-redirect", REDIRECT, "Starlette 1.10 that sends 307 from /api to /api/v1, WebKitGTK 2.50, one compose log", "due to access control checks",
     lambda: page("fetch", "/api/swaps", "python starlette_moved.py 16740", both=compose("backend-1", "frontend-1"), wrap=compose("frontend-1", "frontend-1"), WEBKIT=1))
case("chromium-network-error-axios", NETWORK, "Chromium 156 headless, axios 1 with a time limit, nobody listens, PowerShell redirect", "AxiosError: Network Error", lambda: page("network", "/api/v1/invoices", port=16799), console(120))
case("chromium-login-loop", LOOP, "Chromium 156 headless and Express 5 in one compose log: 401 and /login, over and over", "isAuthenticated",
     lambda: page("loop", "/open/auth/session", EXPRESS, both=compose("backend-1", "frontend-1"), wrap=compose("frontend-1", "frontend-1")))
