"""Node 20, Ruby 3.1, psql 15."""
READY = '''from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from sqlalchemy import create_engine

engine = create_engine("postgresql+psycopg://library:library-dev@db/library")
app = FastAPI()


@app.get("/health")
def health():
    heads = set(ScriptDirectory.from_config(Config("alembic.ini")).get_heads())
    with engine.connect() as connection:
        current = set(MigrationContext.configure(connection).get_current_heads())
    if current != heads:
        return JSONResponse({"success": False, "message": "Service Unavailable", "data": ["migrations_not_at_head"]}, status_code=503)
    return {"success": True}
'''
ROLES = """-- {}
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'library_app') THEN
    CREATE ROLE library_app LOGIN PASSWORD :'app_password';
  END IF;
END
$$;
"""


def tool(command, cwd="sql", **variables):
    return run(command, cwd, python=False, **{"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PGPASSWORD": "library-dev", "PGHOST": "db", "PGUSER": "library", "PGDATABASE": "blank", **variables})


case("hono-postgresjs-undefined-table", TABLE, "postgres.js 3.4 in Hono 4 on a database that was not migrated, Node 20, docker logs -t", 'relation "reservations" does not exist',
     lambda: serving("node hono_catalog.mjs", 8000, ["curl -s -o /dev/null backend:8000/api/reservations"], cwd="node", python=False, seen=False, DATABASE_URL=URL), docker_t)
case("pgboss-refused", REFUSED, "pg-boss 10.4 with pino's JSON lines before the database listens, restarted, Node 20, compose prefix", "connect ECONNREFUSED 172.26.0.12:5432",
     lambda: node("for n in 1 2 3; do node boss.mjs && break; sleep 1; done", DATABASE_URL=ABSENT), compose("reminders-1", "reminders-1"))
case("express5-pino-duplicate-key", KEY, "node-postgres 8 in Express 5 with pino-http's JSON lines, Node 20, as it came", 'duplicate key value violates unique constraint \\"members_email_key\\"',
     lambda: serving("node members.mjs", 8000, ["curl -s -o /dev/null -H 'content-type: application/json' -d '{\"email\": \"ines@example.com\", \"name\": \"Ines\"}' backend:8000/api/members"], cwd="node", python=False, seen=False, DATABASE_URL=URL))
case("activerecord-duplicate-key", KEY, "ActiveRecord 6.1 with its SQL log, an import script, Ruby 3.1, GitHub Actions", 'duplicate key value violates unique constraint "members_email_key"',
     lambda: (tool("ruby import_members.rb", "ruby", DATABASE_URL=URL), sql("DELETE FROM members WHERE email LIKE 'olu%'"))[0], github("bundle exec ruby import_members.rb"))
case("quart-continuum-mod-column", f"{VERSION_MOD} {COLUMN}", "SQLAlchemy-Continuum 2.0 with PropertyModTracker in Quart 0.23 under hypercorn, psycopg 3, Python 3.13, containerd's log", 'column "shelf_no_mod" of relation "loans_version" does not exist',
     lambda: serving("hypercorn -b 0.0.0.0:8000 quart_versioned:app", 8000, [post("/api/loans", '{"shelf_no": 4}')], seen=False, TRACK="1", DATABASE_URL=PSYCOPG), cri)
case("ruby-health-not-at-head", f"{NOT_HEAD} {HEALTH}", "a smoke test with Ruby's Net::HTTP of FastAPI 0.165's health check with Alembic 1.20, Python 3.13, GitLab", "migrations_not_at_head",
     lambda: behind(lambda: (lambda name: serving("uvicorn ready:app --host 0.0.0.0 --port 8000", 8000, [lambda: run("ruby smoke.rb", name, python=False)], cwd=name, wrote=False))(alembic("mig5", CHAIN, url=PSYCOPG, files={"ready.py": READY, "smoke.rb": open(f"{HOME}/ruby/smoke.rb").read()}))), gitlab)
case("loop-psql-dollar-quote", DOLLAR, "psql 15 -v over a folder of SQL files in a restarted init container, compose prefix", 'ERROR:  syntax error at or near ":"',
     lambda: tool("for n in 1 2; do sh migrate.sh; done", project("loop", {"migrate.sh": "set -e\nfor f in sql/*.sql; do\n  echo \"==> $f\"\n  psql -X -q -v ON_ERROR_STOP=1 -v app_password=\"$APP_PASSWORD\" -f \"$f\"\ndone\n", "sql/001_extensions.sql": "SET search_path TO public;\n", "sql/002_types.sql": "SELECT 1 \\g /dev/null\n", "sql/003_roles.sql": ROLES.format("the API's role")}), APP_PASSWORD="app-dev"), compose("db-init-1", "db-init-1"))
case("cron-psql-dollar-quote", DOLLAR, "psql 15 -v of a nightly job whose DO block has a variable, syslog lines", 'ERROR:  syntax error at or near ":"',
     lambda: tool("psql -X -v keep_days=90 -d library -f nightly/prune.sql", project("cron", {"nightly/prune.sql": "\\timing on\nSELECT count(*) AS loans_before FROM loans;\nDO $body$\nDECLARE\n  pruned integer;\nBEGIN\n  DELETE FROM loans WHERE due_at < now() - make_interval(days => :keep_days);\n  GET DIAGNOSTICS pruned = ROW_COUNT;\n  RAISE NOTICE 'pruned % loans', pruned;\nEND\n$body$;\nSELECT count(*) AS loans_after FROM loans;\n"})), each_line(lambda t: f"{t:%b %d %H:%M:%S} vps-3 prune-loans[20611]: "))
