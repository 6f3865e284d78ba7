#!/usr/bin/env python3
"""A third round: Luigi, nose2, Pyramid, schedule, db-migrate, PHP, R; doctest."""
import sys
ARGS, sys.argv = sys.argv[1:], [sys.argv[0], "none"]
from multi import *
import multi
multi.only = ARGS
sys.argv[1:] = ARGS
asis = lambda d: d

file("lui/tasks.py", '''import os
import luigi
import psycopg2


class Query(luigi.Task):
    sql = ""

    def run(self):
        with psycopg2.connect(os.environ["DATABASE_URL"]) as c, c.cursor() as cur:
            cur.execute(self.sql)
            with self.output().open("w") as f:
                f.write(str(cur.fetchall()))

    def output(self):
        return luigi.LocalTarget(f"out/{type(self).__name__}.txt")


class Crates(Query):
    sql = "SELECT code, weight FROM crates"


class Pressings(Query):
    sql = "SELECT lot, litres FROM juice_pressings"


class Season(Query):
    sql = "SELECT 1"

    def requires(self):
        return [Crates(), Pressings()]


class Totals(Query):
    sql = "SELECT 2"

    def requires(self):
        return Season()
''')
case("luigi-undefined-table", "postgres/undefined-table", 'relation "juice_pressings" does not exist', "Luigi 3 with its local scheduler, psycopg2: a table that is not there, its dependents stay pending; Drone",
     lambda: run("rm -rf out; luigi --module tasks Totals --local-scheduler --no-lock 2>&1", "lui", PYTHONPATH="."), drone("season"))
case("luigi-wrong-password", "postgres/password-authentication-failed postgres/connection-to-server-failed", 'password authentication failed for user "orchard"', "Luigi 3, psycopg2: an old password; Docker's json-file",
     lambda: run("rm -rf out; luigi --module tasks Crates --local-scheduler --no-lock 2>&1", "lui", PYTHONPATH=".", DATABASE_URL=WRONG), json_file)
file("nose/test_growers.py", '''import unittest
from models import Grower, Lot


class GrowerTest(unittest.TestCase):
    def test_name(self):
        self.assertEqual(Grower(name="Ada").name, "Ada")

    def test_lot(self):
        self.assertEqual(Lot(grower_id=1).grower_id, 1)
''')
case("nose2-ambiguous-keys", "sqlalchemy/ambiguous-foreign-keys", "Could not determine join condition between parent/child tables on relationship Grower.lots", "nose2, SQLAlchemy 2.0: two foreign keys to one table; Travis",
     lambda: (run("cp ../bot/models.py .", "nose"), run("nose2 -v 2>&1", "nose"))[1], travis("nose2 -v"))
file("pyr/app.py", '''from wsgiref.simple_server import make_server
from pyramid.config import Configurator
from pyramid.response import Response
import datetime
from models_mod import Plot, Session


def add(request):
    with Session() as s:
        s.add(Plot(name="Ridge", start_date=datetime.date(2026, 5, 1)))
        s.commit()
    return Response("ok")


with Configurator() as config:
    config.add_route("plots", "/plots")
    config.add_view(add, route_name="plots")
    app = config.make_wsgi_app()
make_server("127.0.0.1", 19540, app).serve_forever()
''')
def pyr():
    run("cp ../plots/models_mod.py .", "pyr")
    sql("SET client_min_messages = error", "DROP TABLE IF EXISTS plots, plots_version, transaction CASCADE", "DROP SEQUENCE IF EXISTS transaction_id_seq", "CREATE TABLE plots(id serial primary key, name varchar(40), start_date date)", "CREATE SEQUENCE transaction_id_seq", "CREATE TABLE transaction(id bigint primary key default nextval('transaction_id_seq'), issued_at timestamp, remote_addr varchar(50))",
        "CREATE TABLE plots_version(id int, name varchar(40), start_date date, transaction_id bigint, end_transaction_id bigint, operation_type smallint, primary key(id, transaction_id))")
    return run("python app.py & P=$!; sleep 3; curl -s -o /dev/null http://127.0.0.1:19540/plots; sleep .5; kill $P; wait", "pyr")
case("pyramid-wsgiref-continuum-mod-column", "sqlalchemy/continuum-mod-columns postgres/undefined-column", 'of relation "plots_version" does not exist', "Pyramid 2 under wsgiref, SQLAlchemy-Continuum 2's PropertyModTrackerPlugin without a migration; CRI", pyr, cri)
file("sched/jobs.py", '''import logging, os, time
import redis, schedule

logging.basicConfig(level=logging.DEBUG, format="%(asctime)s.%(msecs)03d | %(levelname)-8s | %(message)s", datefmt="%H:%M:%S")
r = redis.Redis.from_url(os.environ["REDIS_URL"])


def beat():
    r.set("scheduler:beat", time.time())


schedule.every(1).seconds.do(beat)
while True:
    schedule.run_pending()
    time.sleep(0.5)
''')
case("schedule-redis-refused", "redis/connection-refused", "Error 111 connecting to worker:6379. Connection refused", "the `schedule` library writes a heartbeat by redis-py where no Redis listens; journald", lambda: run("python jobs.py 2>&1", "sched", REDIS_URL=NOREDIS), journald("scheduler", 977))
case("schedule-double-password", "redis/url-double-password", ["redis://:local_pass@:local_pass@redis:6379/0", "invalid username-password pair or user is disabled"], "the `schedule` library writes a heartbeat by redis-py, the password twice in REDIS_URL, which `env` prints before; GitLab", lambda: run("env | grep REDIS_URL; python jobs.py 2>&1", "sched", REDIS_URL=DOUBLE), gitlab)
run("[ -e node_modules ] || ln -s ../node/node_modules node_modules; mkdir -p migrations", "dbm")
file("dbm/migrations/20260301101500-add-grower-phone.js", "exports.up = db => db.addColumn('orchard_growers', 'phone', { type: 'string' });\nexports.down = () => null;\nexports._meta = { version: 1 };\n")
file("dbm/database.json", json.dumps({"dev": {"ENV": "DATABASE_URL"}}))
case("db-migrate-refused", "postgres/connection-refused-at-start", "ECONNREFUSED", "db-migrate with db-migrate-pg, Node 20, before PostgreSQL listens, four tries of an entry point; compose's prefix", lambda: run("for n in 1 2 3 4; do db-migrate up --env dev 2>&1 && break; echo \"migrations failed, try $n\"; sleep 1; done", "dbm", DATABASE_URL=ABSENT.replace("postgresql:", "postgres:")), compose("migrate-1"))
case("db-migrate-undefined-table", "postgres/undefined-table", 'relation "orchard_growers" does not exist', "db-migrate with db-migrate-pg, Node 20: addColumn to a table by a wrong name; GitHub Actions", lambda: run("db-migrate up --env dev --verbose 2>&1 || db-migrate up --env dev 2>&1", "dbm", DATABASE_URL=URL.replace("postgresql:", "postgres:")), github("npx db-migrate up --env prod".replace("prod", "dev")))
file("php/deploy.php", '''<?php
// php deploy.php: roles, then the cache
foreach (glob(__DIR__ . '/sql/*.sql') as $file) {
    echo "-- ", basename($file), PHP_EOL;
    $p = proc_open(['psql', '-X', '-v', 'ON_ERROR_STOP=1', '-v', 'ui_pass=' . getenv('UI_PASS'), '-f', $file, getenv('DATABASE_URL')], [1 => STDOUT, 2 => STDERR], $pipes);
    if (($code = proc_close($p)) !== 0) {
        fwrite(STDERR, "psql ended with $code\\n");
        exit(1);
    }
}
''')
file("php/sql/1_roles.sql", "DO $body$\nBEGIN\n  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ui') THEN\n    ALTER ROLE ui PASSWORD :'ui_pass';\n  ELSE\n    CREATE ROLE ui LOGIN PASSWORD :'ui_pass';\n  END IF;\nEND\n$body$;\n")
case("php-proc-open-psql-dollar-quote", "postgres/psql-variable-in-dollar-quote", 'syntax error at or near ":"', "a PHP 8 deploy script runs psql 15 with a variable in a DO $body$ block; GELF", lambda: run("php deploy.php 2>&1", "php", UI_PASS="x7"), gelf("deploy-1", "deploy"))
file("php/release.php", "<?php\necho \"release 41: migrating\\n\";\npassthru('alembic upgrade head 2>&1', $code);\nif ($code !== 0) { fwrite(STDERR, \"release 41 failed in step migrate (exit $code)\\n\"); exit($code); }\n")
case("php-passthru-no-alembic", "python/alembic-not-found", "alembic: not found", "a PHP release script calls `alembic upgrade head` by /bin/sh on a host without it; Bitbucket Pipelines", lambda: run("php release.php 2>&1", "php", PATH="/usr/sbin:/usr/bin:/sbin:/bin"), bitbucket("php release.php"))
file("doc/README.txt", '''The schema
==========

    >>> from schema_bad import schema
    >>> schema.execute_sync("{ pickers { name } }").errors
''')
case("doctest-strawberry-enum", "graphql/strawberry-object-is-not-an-enum", "PickerRole is not an enum", "python -m doctest of a README: Strawberry 0.341's schema with a plain class as its enum; TeamCity", lambda: (run("cp ../gql/schema_bad.py .", "doc"), run("python -m doctest README.txt", "doc"))[1], teamcity("Doctest"))
file("sand/bottle_api.py", '''from bottle import Bottle, response
from sandbox import run_script

app = Bottle()
SCRIPTS = {"mean": "result = statistics.mean(w)", "corr": "result = np.corrcoef(w, w).tolist()"}


@app.post("/run/<name>")
def run(name):
    return {"result": run_script(SCRIPTS[name], w=[1.0, 2.5, 3.0])}


app.run(host="127.0.0.1", port=19541)
''')
case("bottle-script-name", "python/name-error-module-not-whitelisted", "NameError: name 'np' is not defined", "Bottle's own server runs users' scripts with whitelisted modules only; one uses np; tai64n stamps", lambda: run("python bottle_api.py & P=$!; sleep 2; for s in mean corr mean; do curl -s -o /dev/null -X POST http://127.0.0.1:19541/run/$s; done; sleep .5; kill $P; wait", "sand"), tai64n)
# several problems
def lui2():
    with Stack() as s:
        s.start("etl", "rm -rf out; luigi --module tasks Totals --local-scheduler --no-lock 2>&1; ls out", "lui", PYTHONPATH="."); time.sleep(4)
        s.start("api", API, "st", QUERY="SELECT lot FROM juice_pressings"); s.start("web", "node web.js", "st"); visit(s, "growers crates growers"); s.stop(); return s.out("kube")
def cppc():
    with Stack() as s:
        s.start("picker", "./picker \"SELECT code FROM crates\" \"UPDATE crates SET picked_on = now() WHERE code = 'C-100'\"", "cpp", restarts=4, delay=1)
        s.start("cached", "./cached", "c"); s.start("api", API, "st", QUERY="SELECT code, picked_on FROM crates"); s.start("web", "node web.js", "st"); visit(s, "crates growers"); s.stop(); return s.out("v2")
case("multi-libpqxx-and-api-miss-column-redis-away", "postgres/undefined-column redis/connection-refused", ['column "picked_on" of relation "crates" does not exist', "Connection refused"],
     "compose up: a C++ picker (libpqxx) is restarted for a column that is not there, Falcon misses it too; hiredis is refused and its daemon goes on in memory", cppc, root="postgres/undefined-column")
def heads():
    alembic("mh", [("aa10", "pass"), ("aa11", "pass")]); file("mh/migrations/versions/bb11_x.py", open(f"{HOME}/mh/migrations/versions/aa11_x.py").read().replace("aa11", "bb11")); stamp("aa10")
    with Stack() as s:
        s.start("migrate", "alembic upgrade head || echo 'migrate: failed, the API starts anyway'", "mh"); time.sleep(3)
        s.start("api", API, "st", HEAD="aa11"); time.sleep(3); s.start("probe", "bash probe.sh", "st", TRIES="8"); time.sleep(10); s.stop(); return s.out("grouped-t", ["probe", "api", "migrate"])
case("multi-two-heads-behind-health", "alembic/upgrade-head-fails alembic/not-at-head http/health-check-503 ci/backend-not-healthy", ["Multiple head revisions are present", '"data": ["migrations_not_at_head"]'],
     "compose logs -t by service, the probe first: eight times 503 with migrations_not_at_head, then the API, last the migration with two heads (Alembic 1.20)", heads)
case("multi-luigi-table-and-api", "postgres/undefined-table", 'relation "juice_pressings" does not exist', "kubectl logs --prefix: Luigi's pipeline and Falcon both miss one table, Express shows 500s", lui2)
def seedless():
    with Stack() as s:
        s.start("seed", "python3 /srv/orchard/st/scripts/seed_admin.py || true", "st"); s.start("api", API, "st"); time.sleep(3); s.start("e2e", "ava login.test.mjs --tap 2>&1", "njs"); time.sleep(6); s.stop(); return s.out("kube")
case("multi-ava-tap-seed-script-missing", "docker/script-not-mounted auth/invalid-credentials-no-admin", ["can't open file", "Invalid credentials"],
     "kubectl logs --prefix: the seed script is not in the image, the API runs, and AVA's TAP reporter shows a login that is refused", seedless)
file("loc/tests/test_a.py", "import pytest\n\n\n@pytest.mark.parametrize('n', range(500))\ndef test_a(n):\n    assert n >= 0\n")
file("loc/tests/test_trees.py", '''import os
import psycopg2
import pytest


@pytest.fixture
def cur():
    c = psycopg2.connect(os.environ["DATABASE_URL"])
    yield c.cursor()
    c.close()


@pytest.mark.parametrize("field", ["tag", "variety", "canopy_width", "grower_id"])
def test_field(cur, field):
    cur.execute(f"SELECT {field} FROM trees")
''')
file("loc/tests/test_z.py", "import pytest\n\n\n@pytest.mark.parametrize('n', range(450))\ndef test_z(n):\n    assert n < 450\n")
def lostcol():
    alembic("loc/mig", [("31c9aa02e7f4", "pass"), ("5be07d4419aa", "op.add_column('trees', sa.Column('canopy_width', sa.Numeric()))")]); stamp("c4417d90ee01")
    file("loc/tasks.py", "from invoke import task\n\n\n@task\ndef migrate(c):\n    with c.cd('mig'):\n        c.run('alembic upgrade head', echo=True, warn=True)\n\n\n@task(migrate)\ndef ci(c):\n    c.run('pytest -v -p no:sugar -p no:cacheprovider --tb=native tests', echo=True)\n")
    return run("pip list; invoke ci 2>&1", "loc")
case("multi-invoke-lost-revision-then-column", "alembic/cant-locate-revision postgres/undefined-column", ["Can't locate revision identified by 'c4417d90ee01'", 'column "canopy_width" does not exist'],
     "an Invoke CI task of 1,150 lines: the test database has another branch's revision, the task goes on, one of 954 pytest tests misses the column; Bitbucket Pipelines", lostcol, bitbucket("invoke ci"))
def oldkeys():
    with Stack() as s:
        s.start("import", "for n in 1 2 3; do ./picker \"INSERT INTO crates(code, weight) VALUES ('C-100', 21)\"; sleep 1; done", "cpp")
        time.sleep(1.5); s.start("worker", "python worker.py", "st", DATABASE_URL=URL.replace("@db", "@db-primary")); time.sleep(5)
        s.stop(); return s.out("grouped-t", ["worker", "import"])
case("multi-key-before-host-name-by-stamps", "postgres/duplicate-key postgres/connection-to-server-failed", ['duplicate key value violates unique constraint "crates_code_key"', "failed to resolve host 'db-primary'"],
     "compose logs -t by service, two problems that go on: a C++ import of a crate that is there; a second and a half later a psycopg worker with a host name that does not resolve, pasted first", oldkeys, root="postgres/duplicate-key")
