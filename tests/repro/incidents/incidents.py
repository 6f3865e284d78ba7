"""The incidents: `case(name, ids, from, decisive, make, wrap)`. The first id is the one to fix first, unless `root` says otherwise."""

COLUMN, TABLE, KEY = "postgres/undefined-column", "postgres/undefined-table", "postgres/duplicate-key"
PASSWORD, REFUSED, SERVER = "postgres/password-authentication-failed", "postgres/connection-refused-at-start", "postgres/connection-to-server-failed"
REDIS = "redis/connection-refused"
PSQL = "psql -X -h 127.0.0.1 -p 15633"
JAVA = "java -cp /usr/share/java/postgresql.jar:. Orders"
JDBC = "jdbc:postgresql://127.0.0.1:15633/shop"

# --- a column that the database does not have --------------------------------------------------------------------------------------------

case("asyncpg-undefined-column", COLUMN, "asyncpg 0.32.0, Python 3.11, a script's traceback", "UndefinedColumnError: column o.discount_code does not exist",
     lambda: run(f"python asyncpg_orders.py list {URL}"))
case("psycopg3-rich-undefined-column", COLUMN, "psycopg 3.3.9, logging with rich 15 in colour", 'UndefinedColumn: ',
     lambda: run(f"python psycopg3_orders.py update '{PG}'"))
case("pg8000-undefined-column", COLUMN, "pg8000 1.31.6, which shows the server's fields as a dict", "'M': 'column \"discount_code\" does not exist'",
     lambda: run("python pg8000_orders.py list app-secret"), fold(80))
case("node-pg-undefined-column", COLUMN, "node-postgres 8, Node 20, an unhandled rejection", 'error: column "discount_code" does not exist',
     lambda: run(f"node pg_orders.js list {URL}", "node"), compose("api-1", "postgres-1"))
case("knex-pino-undefined-column", COLUMN, "Knex 3 with pg, logged by pino as JSON lines", 'column \\"shipped_at\\" does not exist',
     lambda: run("node knex_api.js column", "node"))
case("php-pdo-undefined-column", COLUMN, "PHP 8.2 PDO, as php-fpm writes it to the journal", 'Undefined column: 7 ERROR:  column orders.discount_code does not exist',
     lambda: run("php -d display_errors=0 -d log_errors=1 -d html_errors=0 orders.php list app-secret", "other"), journald("php-fpm8.2", 744))
case("go-pq-undefined-column", COLUMN, "Go lib/pq 1.10.7, journald", 'pq: column "discount_code" does not exist',
     lambda: run(f"./orders-go list '{URL}'", "other"), journald("orders", 2211))
case("jdbc-undefined-column", COLUMN, "pgjdbc 42.5.5, Java 17, java.util.logging", 'PSQLException: ERROR: column o1_0.discount_code does not exist',
     lambda: run(f"{JAVA} list {JDBC} app-secret", "other"))
case("ruby-pg-undefined-column", COLUMN, "ruby-pg 1.4.5, Ruby 3.1, CRI (containerd) log file", 'column "discount_code" does not exist',
     lambda: run("ruby orders.rb list app-secret", "other"), cri)
case("sqlx-undefined-column", COLUMN, "sqlx 0.8 for Rust, anyhow's report", 'error returned from database: column "discount_code" does not exist',
     lambda: run(f"../sqlx/target/debug/orders list '{URL}'"))
case("django-undefined-column", COLUMN, "Django 5.2 with psycopg 3, Python 3.11", 'django.db.utils.ProgrammingError: column orders.discount_code does not exist',
     lambda: run("python django_shop.py list app-secret"), fold(100))
case("server-log-undefined-column", COLUMN, "PostgreSQL 15's own log while psql inserts, docker json-file", 'column \\"discount_code\\" of relation \\"orders\\" does not exist',
     lambda: server_log(f"{PSQL} -d '{PG}' -c \"INSERT INTO orders (total, discount_code) VALUES (9.50, 'SPRING')\""), json_file)

# --- a table that the database does not have ---------------------------------------------------------------------------------------------

case("asyncpg-undefined-table", TABLE, "asyncpg 0.32.0, docker json-file", 'UndefinedTableError: relation \\"audit_entries\\" does not exist',
     lambda: run(f"python asyncpg_orders.py audit {URL}"), json_file)
case("psycopg3-rich-undefined-table", TABLE, "psycopg 3.3.9, logging with rich 15 in colour, compose prefix", "UndefinedTable: ",
     lambda: run(f"python psycopg3_orders.py report '{PG}'"), compose("invoices-1"))
case("sequelize-undefined-table", TABLE, "Sequelize 6 with pg, Node 20", 'relation "coupons" does not exist', lambda: run("node sequelize_seed.js count", "node"))
case("knex-pino-undefined-table", TABLE, "Knex 3 with pg, pino JSON lines behind a compose prefix", 'relation \\"stock_levels\\" does not exist',
     lambda: run("node knex_api.js table", "node"), compose("orders-api-1"))
case("go-pq-undefined-table", TABLE, "Go lib/pq 1.10.7 in a GitHub Actions job", 'pq: relation "warehouse.stock" does not exist',
     lambda: run(f"./orders-go stock '{URL}'", "other"), github("./orders-go stock"))
case("jdbc-undefined-table", TABLE, "pgjdbc 42.5.5, Java 17, saved by PowerShell (UTF-16LE, CRLF)", 'ERROR: relation "shipment_items" does not exist',
     lambda: run(f"{JAVA} count {JDBC} app-secret", "other"), powershell)
case("ruby-pg-undefined-table", TABLE, "ruby-pg 1.4.5, Ruby 3.1", 'relation "audit.entries" does not exist', lambda: run("ruby orders.rb audit app-secret", "other"))
case("php-pdo-undefined-table", TABLE, "PHP 8.2 PDO on the command line", 'Undefined table: 7 ERROR:  relation "audit_log" does not exist',
     lambda: run("php -d display_errors=1 -d html_errors=0 orders.php audit app-secret", "other"))
case("django-auth-undefined-table", TABLE, "Django 5.2's own user table, before `migrate`", 'relation "auth_user" does not exist', lambda: run("python django_shop.py login app-secret"))
case("pytest-table-and-key", f"{TABLE} {KEY}", "pytest 9, Flask-SQLAlchemy 3.1: two tests fail, each for its own reason",
     ['UndefinedTable) relation "vouchers" does not exist', 'UniqueViolation) duplicate key value violates unique constraint "people_email_key"'],
     lambda: run("pytest -p no:cacheprovider test_checkout.py"))

# --- a key that is there already ---------------------------------------------------------------------------------------------------------

case("asyncpg-duplicate-key", KEY, "asyncpg 0.32.0, journald", 'UniqueViolationError: duplicate key value violates unique constraint "people_email_key"',
     lambda: run(f"python asyncpg_orders.py add {URL}"), journald("seed", 3120))
case("pg8000-duplicate-key", KEY, "pg8000 1.31.6", 'duplicate key value violates unique constraint "people_email_key"', lambda: run("python pg8000_orders.py add app-secret"))
case("django-duplicate-key", KEY, "Django 5.2 bulk_create, pasted as a quote", 'IntegrityError: duplicate key value violates unique constraint "people_email_key"',
     lambda: run("python django_shop.py seed app-secret"), quoted)
case("peewee-loguru-duplicate-key", KEY, "peewee 4 with loguru's annotated traceback", 'IntegrityError: duplicate key value violates unique constraint "people_email_key"',
     lambda: run("python peewee_seed.py"))
case("sequelize-duplicate-key", KEY, "Sequelize 6, which hides the message in `parent`", 'duplicate key value violates unique constraint "people_email_key"',
     lambda: run("node sequelize_seed.js seed", "node"))
case("jdbc-duplicate-key", KEY, "pgjdbc 42.5.5, Java 17, hard wraps at 72", 'duplicate key value violates unique constraint "people_email_key"',
     lambda: run(f"{JAVA} seed {JDBC} app-secret", "other"), fold(72))
case("go-pq-duplicate-key", KEY, "Go lib/pq 1.10.7", 'pq: duplicate key value violates unique constraint "people_email_key"', lambda: run(f"./orders-go seed '{URL}'", "other"))
case("sqlx-duplicate-key", KEY, "sqlx 0.8 with tracing, Rust's Debug form", 'duplicate key value violates unique constraint \\"people_email_key\\"',
     lambda: run(f"../sqlx/target/debug/orders add '{URL}'"))
case("server-log-duplicate-key", KEY, "PostgreSQL 15's own log, compose prefix", 'duplicate key value violates unique constraint "people_email_key"',
     lambda: server_log("php orders.php seed app-secret", f"{PSQL} -d '{PG}' -c \"INSERT INTO people (email) VALUES ('x@example.org'), ('x@example.org')\""),
     compose("postgres-1", "web-frontend-1"))

# --- a password that is wrong ------------------------------------------------------------------------------------------------------------

case("psql-wrong-password", f"{PASSWORD} {SERVER}", "psql 15.18", 'FATAL:  password authentication failed for user "app"', lambda: run(f"PGPASSWORD=wrong {PSQL} -U app -d shop -c 'SELECT 1'"))
case("psycopg3-wrong-password", f"{PASSWORD} {SERVER}", "psycopg 3.3.9, rich traceback in colour", ['failed: FATAL:  password', 'authentication failed for user'],
     lambda: run("python psycopg3_orders.py update '%s'" % PG.replace("app-secret", "stale")))
case("asyncpg-wrong-password-json", PASSWORD, "asyncpg 0.32.0, structlog JSON lines", 'InvalidPasswordError: password authentication failed for user \\"app\\"',
     lambda: run(f"python asyncpg_wait.py {WRONG}"))
case("node-pg-wrong-password", PASSWORD, "node-postgres 8, Node 20, GitHub Actions", 'error: password authentication failed for user "app"',
     lambda: run(f"node pg_orders.js login {WRONG}", "node"), github("node pg_orders.js login"))
case("jdbc-wrong-password", PASSWORD, "pgjdbc 42.5.5, Java 17, compose prefix", 'FATAL: password authentication failed for user "app"',
     lambda: run(f"{JAVA} list {JDBC} stale", "other"), compose("keycloak-1"))
case("go-pq-wrong-password", PASSWORD, "Go lib/pq 1.10.7, retrying, CRI log file", 'pq: password authentication failed for user "app"',
     lambda: run(f"./orders-go wait '{WRONG}'", "other"), cri)
case("php-pdo-wrong-password", f"{PASSWORD} {SERVER}", "PHP 8.2 PDO", 'password authentication failed for user "app"',
     lambda: run("php -d display_errors=1 -d html_errors=0 orders.php list stale", "other"), fold(80))
case("django-wrong-password", f"{PASSWORD} {SERVER}", "Django 5.2 showmigrations, saved by PowerShell (UTF-16LE, CRLF)", 'password authentication failed for user "app"',
     lambda: run("python django_shop.py check stale"), powershell)
case("sqlx-wrong-password", PASSWORD, "sqlx 0.8 for Rust", 'error returned from database: password authentication failed for user "app"',
     lambda: run(f"../sqlx/target/debug/orders list '{WRONG}'"))
case("server-log-role-missing", PASSWORD, "PostgreSQL 15's own log: the role is not there", ['FATAL:  password authentication failed for user "job_agent_admin"', 'Role "job_agent_admin" does not exist.'],
     lambda: server_log(*[f"PGPASSWORD=x {PSQL} -U job_agent_admin -d shop -c 'SELECT 1'"] * 3))

# --- a server that is not there yet, or says no ------------------------------------------------------------------------------------------

case("tenacity-sqlalchemy-refused", f"{REFUSED} {SERVER}", "SQLAlchemy 2.1 with psycopg2, tenacity retries, compose prefix", 'connection to server at "127.0.0.1", port 5432 failed: Connection refused',
     lambda: run("python wait_for_db.py postgresql+psycopg2://app:x@127.0.0.1:5432/shop 5"), compose("prestart-1"), needs_free=[5432])
case("asyncpg-refused-json", REFUSED, "asyncpg 0.32.0 in a loop, structlog JSON lines", "Connect call failed ('127.0.0.1', 5432)",
     lambda: run("python asyncpg_wait.py postgres://app:x@127.0.0.1:5432/shop"), needs_free=[5432])
case("node-pg-refused", REFUSED, "node-postgres 8 in a loop, Node 20, compose prefix", "connect ECONNREFUSED 127.0.0.1:5432",
     lambda: run("node pg_orders.js wait postgres://app:x@127.0.0.1:5432/shop", "node"), compose("api-1"), needs_free=[5432])
case("go-pq-refused", REFUSED, "Go lib/pq 1.10.7 in a loop, journald", "dial tcp 127.0.0.1:5432: connect: connection refused",
     lambda: run("./orders-go wait 'postgres://app:x@127.0.0.1:5432/shop?sslmode=disable'", "other"), journald("orders", 990), needs_free=[5432])
case("jdbc-refused", REFUSED, "pgjdbc 42.5.5 in a loop, Java 17", "Connection to 127.0.0.1:5432 refused. Check that the hostname and port are correct",
     lambda: run(f"{JAVA} wait jdbc:postgresql://127.0.0.1:5432/shop x", "other"), fold(80), needs_free=[5432])
case("psycopg3-no-database", SERVER, "psycopg 3.3.9 behind SQLAlchemy 2.1, tenacity", 'connection failed: connection to server at "127.0.0.1", port 15633 failed: FATAL:  database "shopp" does not exist',
     lambda: run("python wait_for_db.py postgresql+psycopg://app:app-secret@127.0.0.1:15633/shopp 2"))
case("psql-no-hba-entry", SERVER, "psql 15.18, pasted as a quote", 'failed: FATAL:  no pg_hba.conf entry for host "127.0.0.1", user "analyst"',
     lambda: run(f"PGPASSWORD=x {PSQL} -U analyst -d shop -c 'SELECT 1'"), quoted)
case("psycopg2-no-ssl", SERVER, "SQLAlchemy 2.1 with psycopg2, sslmode=require, journald", 'failed: server does not support SSL, but SSL was required',
     lambda: run("python wait_for_db.py 'postgresql+psycopg2://app:app-secret@127.0.0.1:15633/shop?sslmode=require' 1"), journald("api", 1522))

# --- psql scripts ------------------------------------------------------------------------------------------------------------------------

case("psql-dollar-quote", "postgres/psql-variable-in-dollar-quote", "psql 15.18 -f with a variable in a DO block", ['syntax error at or near ":"', "PASSWORD :'ui_pass'"],
     lambda: run(f"{PSQL} -d '{PG}' -v ui_pass=secret -f ../other/grant.sql"))
case("psql-dollar-quote-ci", "postgres/psql-variable-in-dollar-quote", "psql 15.18 -e -f in GitHub Actions", 'syntax error at or near ":"',
     lambda: run(f"{PSQL} -e -d '{PG}' -v ui_pass=secret -f ../other/grant.sql"), github("psql -e -f grant.sql"))

# --- SQLAlchemy's models -----------------------------------------------------------------------------------------------------------------

FOREIGN, RESERVED = "sqlalchemy/ambiguous-foreign-keys", "sqlalchemy/reserved-attribute-metadata"
case("sqlalchemy21-ambiguous-keys", FOREIGN, "SQLAlchemy 2.1, annotated models, hard wraps at 60",
     "Could not determine join condition between parent/child tables on relationship Invoice.approver", lambda: run("python models.py plain"), fold(60))
case("sqlalchemy21-ambiguous-backref", FOREIGN, "SQLAlchemy 2.1, back_populates, saved by PowerShell (UTF-16LE, CRLF)", "Could not determine join condition between parent/child tables on relationship",
     lambda: run("python models.py backref"), powershell)
case("sqlmodel-ambiguous-keys", FOREIGN, "SQLModel 0.0.50 behind FastAPI: uvicorn's log of a 500", "Could not determine join condition between parent/child tables on relationship Team.matches",
     lambda: served("sqlmodel_app", ["curl -s http://127.0.0.1:15642/teams"], client=False))
case("sqlalchemy-metadata", RESERVED, "SQLAlchemy 2.0, annotated models, docker json-file", "Attribute name 'metadata' is reserved", lambda: run("../venv20/bin/python models.py metadata"), json_file)
case("pytest-metadata", RESERVED, "pytest 9, Flask-SQLAlchemy 3.1, SQLAlchemy 2.0: the module cannot be collected", "Attribute name 'metadata' is reserved",
     lambda: run("../venv20/bin/pytest -p no:cacheprovider test_settings_model.py"))
case("continuum-version-table", f"sqlalchemy/continuum-version-table-name {TABLE}", "SQLAlchemy-Continuum 2.0, SQLAlchemy 2.1 with psycopg 3", 'relation "rosters_version" does not exist',
     lambda: run("python versioned.py tables"))
case("continuum-mod-column", f"sqlalchemy/continuum-mod-columns {COLUMN}", "SQLAlchemy-Continuum 2.0 with PropertyModTracker, psycopg 3, compose prefix",
     'column "name_mod" of relation "shifts_version" does not exist', lambda: run("python versioned.py mod"), compose("backend-1", "celery-worker-1"))

# --- Alembic -----------------------------------------------------------------------------------------------------------------------------

CREATE = "op.create_table('orders', sa.Column('id', sa.Integer))"
LOST, FAILS, NOT_HEAD, NO_ALEMBIC = "alembic/cant-locate-revision", "alembic/upgrade-head-fails", "alembic/not-at-head", "python/alembic-not-found"


def lost_revision(name, template="generic", driver="psycopg2", command="alembic upgrade head"):
    stamped("e3c9a1f07b52")
    try:
        return run(command, alembic(name, {"1f0a2b3c4d5e": (None, "pass")}, SA.format(driver), template))
    finally:
        unstamped()


def two_heads(command):
    return run(command, alembic("service", {"1f0a2b3c4d5e": (None, "pass"), "2a": ("1f0a2b3c4d5e", "pass"), "2b": ("1f0a2b3c4d5e", "pass")}))


def behind(command):
    stamped("1f0a2b3c4d5e")
    try:
        return run(command, alembic("service", {"1f0a2b3c4d5e": (None, "pass"), "9d8c7b6a5f4e": ("1f0a2b3c4d5e", "pass")}))
    finally:
        unstamped()


def shadowed(command):
    shutil.rmtree(f"{HOME}/api", ignore_errors=True)
    os.makedirs(f"{HOME}/api/alembic/versions")
    os.makedirs(f"{HOME}/api/src/database")
    open(f"{HOME}/api/alembic/__init__.py", "w").close()
    open(f"{HOME}/api/src/database/run_migrations.py", "w").write("import logging\n\nfrom alembic.config import Config\n")
    open(f"{HOME}/api/test_migrations.py", "w").write("from alembic.config import Config\n\n\ndef test_config():\n    assert Config()\n")
    return run(command, "api")


case("alembic-async-lost-revision", LOST, "Alembic 1.20's async template with asyncpg", "Can't locate revision identified by 'e3c9a1f07b52'",
     lambda: lost_revision("service", "async", "asyncpg"))
case("alembic-lost-revision-traceback", LOST, "Alembic 1.20 called from Python, compose prefix", "Can't locate revision identified by 'e3c9a1f07b52'",
     lambda: lost_revision("service", command="""python -c 'from alembic import command, config; command.upgrade(config.Config("alembic.ini"), "head")'"""), compose("prestart-1"))
case("alembic-two-heads", FAILS, "Alembic 1.20, GitHub Actions", "Multiple head revisions are present for given argument 'head'", lambda: two_heads("alembic upgrade head"),
     github("alembic upgrade head"))
case("alembic-table-exists", FAILS, "Alembic 1.20, psycopg 3: a migration makes a table that is there", 'DuplicateTable) relation "orders" already exists',
     lambda: run("alembic upgrade head", alembic("service", {"1f0a2b3c4d5e": (None, CREATE)}, SA.format("psycopg"))), journald("migrate", 4120))
case("alembic-not-at-head", NOT_HEAD, "a prestart script's check with Alembic 1.20", "ERROR: alembic is NOT at head",
     lambda: behind('alembic current; alembic heads; [ "$(alembic current 2>/dev/null | cut -d" " -f1)" = "$(alembic heads 2>/dev/null | cut -d" " -f1)" ] || echo "ERROR: alembic is NOT at head"'),
     compose("prestart-1"))
case("alembic-check-behind", NOT_HEAD, "`alembic check` of Alembic 1.20", "Target database is not up to date", lambda: behind("alembic check"))
case("gosu-alembic-missing", NO_ALEMBIC, "gosu 1.14 in an entry point, compose prefix", 'exec: "alembic": executable file not found in $PATH',
     lambda: run("echo 'entrypoint: running migrations'; PATH=/usr/sbin:/usr/bin gosu nobody alembic upgrade head"), compose("api-1", "postgres-1"))
case("python-m-alembic-shadowed", NO_ALEMBIC, "Python 3.11: a folder `alembic` hides the package, GitHub Actions", "No module named alembic.__main__; 'alembic' is a package and cannot be directly executed",
     lambda: shadowed("python -m alembic upgrade head"), github("python -m alembic upgrade head"))
case("pytest-alembic-config-missing", NO_ALEMBIC, "pytest 9: a folder `alembic` hides the package", "ModuleNotFoundError: No module named 'alembic.config'",
     lambda: shadowed("PYTHONPATH=. pytest -p no:cacheprovider test_migrations.py"))
case("runpy-alembic-config-missing", f"docker/multistage-missing-packages {NO_ALEMBIC}", "Python 3.11 `-m`, compose prefix", "ModuleNotFoundError: No module named 'alembic.config'",
     lambda: shadowed("python -m src.database.run_migrations"), compose("api-1", "worker-1"))

# --- Redis -------------------------------------------------------------------------------------------------------------------------------

DOUBLE = "redis/url-double-password"
case("celery-redis-refused", REDIS, "Celery 5.7 worker, journald", "Error 111 connecting to localhost:6379. Connection refused.",
     lambda: run("timeout 25 celery -q -A tasks worker --pool solo --loglevel INFO -n worker@shop"), journald("celery", 812), needs_free=[6379])
case("ioredis-refused", REDIS, "ioredis 5, Node 20", "connect ECONNREFUSED 127.0.0.1:6379", lambda: run("node ioredis_queue.js redis://127.0.0.1:6379/0", "node"), needs_free=[6379])
case("node-redis-refused", REDIS, "node-redis 6, Node 20, compose prefix", "connect ECONNREFUSED 127.0.0.1:6379", lambda: run("node redis_session.js redis://127.0.0.1:6379", "node"),
     compose("web-1", "worker-1"), needs_free=[6379])
case("flask-limiter-redis-refused", f"{REDIS} gateway/429-rate-limited", "Flask-Limiter 4.1: falls back to memory", "Rate limit storage unreachable - falling back to in-memory storage", lambda: run("python limiter_flask.py storage"), needs_free=[6379])
case("redis-rb-refused", REDIS, "redis-rb 4.8, Ruby 3.1", "Error connecting to Redis on 127.0.0.1:6379 (Errno::ECONNREFUSED)", lambda: run("ruby sidekiq_like.rb redis://127.0.0.1:6379/0", "other"), needs_free=[6379])
case("redis-py-double-password", DOUBLE, "redis-py 8.1 asyncio, structlog JSON lines", ["redis://:local_pass@:local_pass@127.0.0.1:15679/0", "AuthenticationError"], lambda: run("python cache.py plain"))
case("ioredis-double-password", DOUBLE, "ioredis 5, Node 20, compose prefix", ["redis://:local_pass@:local_pass@127.0.0.1:15679/0", "WRONGPASS"],
     lambda: run("node ioredis_queue.js redis://:local_pass@:local_pass@127.0.0.1:15679/0", "node"), compose("queue-1"))

# --- limits, enums, libraries, settings, scripts -----------------------------------------------------------------------------------------

STRATEGY, ENUM, LIBMAGIC = "ratelimit/invalid-strategy", "graphql/strawberry-object-is-not-an-enum", "docker/cached-layer-missing-dependency"
case("flask-limiter-strategy", STRATEGY, "Flask-Limiter 4.1", "Invalid rate limiting strategy fixed-window-elastic-expiry", lambda: run("python limiter_flask.py strategy"), fold(80))
case("slowapi-strategy", STRATEGY, "slowapi 0.1.10 imported by uvicorn 0.54, compose prefix", "ConfigurationError: Invalid rate limiting strategy fixed-window-elastic-expiry", lambda: run("STRATEGY=fixed-window-elastic-expiry uvicorn limiter_slowapi:app --port 15642"),
     compose("backend-1"))
case("slowapi-429", "gateway/429-rate-limited", "slowapi 0.1.10: the third answer that curl shows", "HTTP/1.1 429 Too Many Requests",
     lambda: served("limiter_slowapi", ["curl -si http://127.0.0.1:15642/search"] * 2 + ["curl -si http://127.0.0.1:15642/search"], STRATEGY="fixed-window")[-900:].split(b"HTTP/1.1")[-1].join([b"HTTP/1.1", b""]))
case("strawberry-enum", ENUM, "Strawberry 0.341 imported by Python 3.11", "TicketPriority", lambda: run("python schema.py"))
case("strawberry-enum-uvicorn", ENUM, "Strawberry 0.341 imported by uvicorn, GitHub Actions", "TicketPriority", lambda: run("uvicorn schema:schema --port 15642"), github("uvicorn schema:schema"))
case("celery-libmagic", LIBMAGIC, "python-magic 0.4.27 in a Celery 5.7 worker, libmagic hidden", "ImportError: failed to find libmagic.  Check your installation",
     lambda: run("unshare -m sh -c 'for f in /usr/lib/x86_64-linux-gnu/libmagic.so.1*; do mount --bind /dev/null \"$(realpath $f)\" 2>/dev/null; done; exec celery -A uploads worker'"),
     compose("celery-worker-1"))
case("uvicorn-secret-key", "config/secret-key-changethis", "pydantic-settings 2.16 imported by uvicorn, journald", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("uvicorn settings:app"), journald("backend", 601))
case("ci-secret-key", "config/secret-key-changethis", "pydantic-settings 2.16, staging, GitHub Actions", 'The value of SECRET_KEY is "changethis", for security, please change it',
     lambda: run("ENVIRONMENT=staging python -c 'import settings'"), github("python -c 'import settings'"))
case("script-not-mounted", "docker/script-not-mounted", "Python 3.11, GitLab", "can't open file '/app/scripts/seed_rotations.py': [Errno 2] No such file or directory",
     lambda: run("python3 /app/scripts/seed_rotations.py --blocks 10"), gitlab)
case("script-timeout", "app/script-timeout", "a script runner with SIGALRM, Python 3.11", "ScriptTimeoutError: Script execution exceeded 1 seconds", lambda: run("python sandbox.py timeout"))
case("script-name-error", "python/name-error-module-not-whitelisted", "a script runner without builtins, Python 3.11", "NameError: name 'numpy' is not defined", lambda: run("python sandbox.py name"),
     compose("app-1"))
case("compose-v1-variable", "docker/compose-variable-not-set", "Debian's docker-compose 1.29.2", "Variable not set", lambda: run("docker-compose -f compose.yaml config", "other"))
case("podman-compose-variable", "docker/compose-variable-not-set", "podman-compose", "Variable not set", lambda: run("podman-compose -f compose.yaml config", "other"))
case("buildah-copy-source", "docker/copy-source-not-found", "buildah 1.28.2", 'building at STEP "COPY --from=builder /app/public ./public"', lambda: run(
    "mkdir -p ../frontend/app && printf 'FROM scratch AS builder\\nCOPY app /app\\nFROM scratch\\nCOPY --from=builder /app/public ./public\\n' > ../frontend/Dockerfile && "
    "touch ../frontend/app/index.html && buildah --storage-driver vfs bud --isolation chroot ../frontend"))

# --- answers over HTTP -------------------------------------------------------------------------------------------------------------------

JWT, LOGIN, HEALTH = "auth/jwt-could-not-validate", "auth/invalid-credentials-no-admin", "http/health-check-503"
TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEiLCJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJlLW9mLWFub3RoZXIta2V5LTEyMzQ"
case("curl-jwt", JWT, "FastAPI 0.165, PyJWT, as `curl -i` shows it", '{"detail":"Could not validate credentials"}',
     lambda: served("api", [f"curl -si http://127.0.0.1:15642/api/v1/users/me -H 'Authorization: Bearer {TOKEN}'"]))
case("pytest-jwt", JWT, "pytest 9 with FastAPI's test client", '{"detail":"Could not validate credentials"}', lambda: run("pytest -p no:cacheprovider test_login.py"))
case("curl-login", LOGIN, "FastAPI 0.165 on a fresh database, as `curl -i` shows it", '{"detail":"Invalid credentials"}',
     lambda: served("api", ["curl -si http://127.0.0.1:15642/api/v1/auth/login -d 'username=admin&password=admin123'"]))
case("curl-health-redis", HEALTH, "a readiness check, as `curl -i` shows it", '{"success":false,"message":"Service Unavailable","data":["redis"]}',
     lambda: served("api", ["curl -si http://127.0.0.1:15642/api/v1/utils/health-check/"]))
case("curl-health-migrations", f"{NOT_HEAD} {HEALTH}", "a readiness check, as `curl -v` shows it", '"data":["migrations_not_at_head"]',
     lambda: served("api", ["curl -sv http://127.0.0.1:15642/api/v1/utils/health-check/"], DOWN="migrations_not_at_head"))
case("curl-500", "http/500-without-details", "FastAPI 0.165, as `curl -i` shows it", '{"detail":"Internal server error"}', lambda: served("api", ["curl -si http://127.0.0.1:15642/api/v1/report"]))

# --- a browser's console -----------------------------------------------------------------------------------------------------------------

ORIGIN, MASKED, REDIRECT = "cors/origin-not-allowed", "cors/backend-crash-masked", "cors/redirect-drops-headers"
case("chromium-cors-origin", ORIGIN, "Chromium 156 headless, fetch, no header at all", "from origin 'http://localhost:15641' has been blocked by CORS policy", lambda: browser("origin"))
case("chromium-cors-other-origin", ORIGIN, "Chromium 156 headless, XMLHttpRequest, another origin in the header", "from origin 'http://localhost:15641' has been blocked by CORS policy",
     lambda: browser("other"), fold(80))
case("chromium-cors-preflight", ORIGIN, "Chromium 156 headless, a PUT whose preflight gets 405", "from origin 'http://localhost:15641' has been blocked by CORS policy", lambda: browser("preflight"))
case("chromium-cors-redirect", REDIRECT, "Chromium 156 headless, a preflight that gets the 307 from /api to /api/v1", "has been blocked by CORS policy", lambda: browser("redirect"))
case("chromium-cors-crash", f"{COLUMN} {MASKED}", "Chromium 156 headless and the backend's log (FastAPI 0.165, psycopg 3.3.9) in one compose log",
     ["psycopg.errors.UndefinedColumn: column widgets.layout_json does not exist", "has been blocked by CORS policy"], lambda: browser("crash", backend_too=True))
case("chromium-network-error", "frontend/network-error-hangs", "Chromium 156 headless, axios 1", "AxiosError: Network Error", lambda: browser("network"))
case("chromium-429-cascade", "ratelimit/cascade-locks-frontend gateway/429-rate-limited frontend/auth-redirect-loop", "Chromium 156 headless, FastAPI 0.165 that answers 429",
     ["api: 429 Too Many Requests", 'isAuthenticated'], lambda: browser("limited"))
case("chromium-login-loop", "frontend/auth-redirect-loop", "Chromium 156 headless, a page that redirects on every 401", 'isAuthenticated', lambda: browser("loop"))

# --- long ones ---------------------------------------------------------------------------------------------------------------------------


def long_tests(then_what):
    """1,800 passing tests, then what went wrong."""
    open(f"{HOME}/app/test_prices.py", "w").write("import pytest\n\n\n@pytest.mark.parametrize('cents', range(1800))\ndef test_sum(cents):\n    assert cents + 1 > cents\n")
    return run("pytest -p no:cacheprovider -v test_prices.py") + then_what()


case("ci-tests-then-lost-revision", f"{LOST}", "GitLab: pytest 9 -v with 1,800 tests, then Alembic 1.20", "Can't locate revision identified by 'e3c9a1f07b52'",
     lambda: long_tests(lambda: lost_revision("service")), gitlab)
case("ci-backend-not-healthy", f"{LOST} ci/backend-not-healthy", "GitHub Actions: prestart (Alembic 1.20) fails, the deploy step waits in vain",
     ["Can't locate revision identified by 'e3c9a1f07b52'", "Backend did not become healthy within 120s"],
     lambda: lost_revision("service") + run("bash ../other/wait_healthy.sh"), github("./deploy.sh"))
case("ci-tests-then-wrong-password", f"{PASSWORD} {SERVER}", "GitHub Actions: pytest 9 -v with 1,800 tests, then Django 5.2 showmigrations", 'password authentication failed for user "app"',
     lambda: long_tests(lambda: run("python django_shop.py check stale")), github("./ci.sh"))
case("ci-services-refused", f"{REDIS} {REFUSED} {SERVER}", "two services at once: tenacity with psycopg2, and ioredis; compose prefixes",
     ["connect ECONNREFUSED 127.0.0.1:6379", 'connection to server at "127.0.0.1", port 5432 failed: Connection refused'],
     lambda: compose("prestart-1")(run("python wait_for_db.py postgresql+psycopg2://app:x@127.0.0.1:5432/shop 40")) +
     compose("queue-1", "prestart-1")(run("node ioredis_queue.js redis://127.0.0.1:6379/0", "node")), root=[REFUSED, REDIS], needs_free=[5432, 6379])
