"""CI jobs: the decisive line in the middle, or behind its symptoms."""


def captured(name):
    return open(f"/srv/loft/captured/{name}.txt", "rb").read()


def suite(folder, **files):
    fresh("py/" + folder, **files)
    return "py/" + folder


def both(command, cwd, **env):
    """A step of a script: the command as `set -x` shows it, and what it says."""
    return sh(f"echo '+ {command}'; {command}", cwd, **env)


LOGINS = "import httpx\nimport pytest\n\nAPI = 'http://backend:8000/api/v1'\n\n\n@pytest.fixture\ndef token():\n    answer = httpx.post(API + '/login', json={{'username': 'admin@example.com', 'password': 'Front-desk-7'}})\n    assert answer.status_code == 200, answer.text\n    return answer.json()['access_token']\n\n\n@pytest.mark.parametrize('n', range({n}))\ndef test_page(token, n):\n    assert httpx.get(API + '/users/me', headers={{'Authorization': 'Bearer ' + token}}).status_code == 200\n"


@case("pip-then-30-modules-secret", SECRET, "GitHub Actions: pip, then pytest 9 cannot collect 24 of 30 modules, because the settings refuse the secret; node's 400 tests after", 'The value of SECRET_KEY is "changethis", for security, please change it', wrap=github("make ci"))
def _():
    files = {f"test_api_{n:02}.py": "from lodge.settings import settings\n\n\ndef test_name():\n    assert settings.DATABASE_URL\n" for n in range(24)} | {f"test_calc_{n}.py": PASSING.format(n=6) for n in range(6)}
    return captured("pip") + pytest_(suite("b1", **files), "-v", PYTHONPATH="..", SECRET_KEY="changethis") + node_tests(400)


@case("seed-key-then-45-logins", f"{KEY} {LOGIN}", "GitLab: the seed step meets a key that is there and rolls back, `|| true`; so there is no admin and 45 of 345 tests cannot log in", ['duplicate key value violates unique constraint "guests_email_key"', "Invalid credentials"], wrap=gitlab("e2e", "./ci/e2e.sh"))
def _():
    put("py/seed.py", "from lodge.db import Session\nfrom lodge.models import Guest, User\n\nwith Session() as db:\n    db.add(User(email='admin@example.com', hashed_password='Front-desk-7'))\n    for n in range(20):\n        db.add(Guest(email=f'g{n}@example.com', name='Seed'))\n    db.commit()\nprint('seeded')\n")
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN, "py").port("backend", 8000)
        return node_tests(300) + both("python seed.py || true", "py") + pytest_(suite("b2", **{"test_a.py": PASSING.format(n=300), "test_pages.py": LOGINS.format(n=45)}), "-v --tb=short")


@case("seed-column-then-empty-lists", COLUMN, "CircleCI: the seed (psycopg2) misses a column, the job goes on; 60 of 360 tests find empty lists", 'column "loyalty_tier" of relation "guests" does not exist', wrap=circle("./ci/integration.sh"))
def _():
    put("py/b3seed.py", "import os\nimport psycopg2\n\nc = psycopg2.connect(os.environ['DATABASE_URL'])\nwith c, c.cursor() as cursor:\n    cursor.execute('TRUNCATE guests CASCADE')\n    for n in range(40):\n        cursor.execute('INSERT INTO guests (email, name, loyalty_tier) VALUES (%s, %s, %s)', (f'seed{n}@example.com', 'Seed', n % 3))\nprint('40 guests')\n")
    with Rig() as rig:
        rig.pg("TRUNCATE guests CASCADE")
        return node_tests(600) + both("python b3seed.py || echo seed failed, going on", "py") + pytest_(suite("b3", **{"test_a.py": PASSING.format(n=300), "test_guests.py": "import os\nimport psycopg2\nimport pytest\n\n\n@pytest.fixture(scope='session')\ndef rows():\n    c = psycopg2.connect(os.environ['DATABASE_URL']).cursor()\n    c.execute('SELECT email FROM guests')\n    return c.fetchall()\n\n\n@pytest.mark.parametrize('n', range(60))\ndef test_guest(rows, n):\n    assert (f'seed{n % 40}@example.com',) in rows\n"}), "-v --tb=short")


@case("npm-vitest-postgresjs-table", TABLE, "GitHub Actions: npm install and 500 tests, then vitest with postgres.js: 18 of 259 tests miss a table; 400 more tests after", 'relation "vouchers" does not exist', wrap=github("npm ci && npx vitest run"))
def _():
    put("js/v1/package.json", '{"name":"lodge-web","version":"2.1.0","type":"module"}')
    for n in range(12):
        put(f"js/v1/t{n:02}.test.js", "import { test, expect } from 'vitest';\nfor (let n = 0; n < 20; n++) test('price ' + n, () => expect(n).toBeLessThan(99));\n")
    put("js/v1/t05b.test.js", "import { test, expect, afterAll } from 'vitest';\nimport postgres from 'postgres';\nconst sql = postgres(process.env.DATABASE_URL, { max: 1 });\nafterAll(() => sql.end());\ntest('stays', async () => expect(await sql`SELECT 1 AS n`).toHaveLength(1));\nfor (let n = 0; n < 18; n++) test('voucher ' + n, async () => { expect(await sql`SELECT code FROM vouchers WHERE guest_id = ${n}`).toEqual([]); });\n")
    with Rig() as rig:
        rig.pg()
        return captured("npm") + node_tests(500) + sh("vitest run --reporter=verbose --no-color --pool=threads --maxWorkers=1", "js/v1") + node_tests(400)


@case("mocha-knex-transaction-column", COLUMN, "Azure Pipelines: mocha 11 with one transaction of Knex for all: the first of 70 tests names the column, the others are aborted; 500 tests before", 'column "late_checkout" of relation "stays" does not exist', wrap=azure)
def _():
    put("js/m1/stays.test.js", "const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });\nlet trx;\nbefore(async () => { trx = await knex.transaction(); });\nafter(async () => { await trx.rollback(); await knex.destroy(); });\ndescribe('stays', () => { for (let n = 0; n < 70; n++) it('books stay ' + n, async () => { if (n === 0) await trx('stays').insert({ code: 'N' + n, late_checkout: true }); else await trx('stays').insert({ code: 'N' + n, nights: n }); }); });\n")
    with Rig() as rig:
        rig.pg()
        return node_tests(500) + sh("mocha --no-color --reporter spec stays.test.js", "js/m1")


@case("xdist-database-does-not-exist", SERVER, "Jenkins: pytest-xdist with two workers: 20 of 420 tests find no database of that name (SQLAlchemy, psycopg2), among good ones", 'failed: FATAL:  database "lodge_ci" does not exist', wrap=jenkins("pytest -n 2 -v"))
def _():
    return_ = {"test_a.py": PASSING.format(n=400), "test_rooms.py": "import os\nimport pytest\nfrom sqlalchemy import create_engine, text\n\nengine = create_engine(os.environ['DATABASE_URL'].replace('postgresql:', 'postgresql+psycopg2:').replace('/lodge', '/lodge_ci', 2).replace('//lodge_ci:', '//lodge:'))\n\n\n@pytest.mark.parametrize('n', range(20))\ndef test_room(n):\n    with engine.connect() as db:\n        assert db.execute(text('SELECT 1')).scalar() == 1\n"}
    with Rig() as rig:
        rig.pg()
        return pytest_(suite("b6", **return_), "-n 2 -v --tb=short")


@case("azure-curl-only-not-healthy", UNHEALTHY, "Azure Pipelines: 700 tests of pytest, 600 of node, then the deploy step waits 120 times for a backend of which it only shows curl's refusal", "Backend did not become healthy within 120s", wrap=azure)
def _():
    return pytest_(suite("b7", **{"test_a.py": PASSING.format(n=700)}), "-v") + node_tests(600) + sh("sh ../wait_up.sh http://backend:8000/api/v1/health", "py/b7")


@case("buildkite-both-members-not-healthy", f"{HEALTH} {UNHEALTHY}", "Buildkite: pip and 300 tests, then the deploy step shows the health check's body 120 times: its members are postgres and redis", ['{"success":false,"message":"Service Unavailable","data":["postgres","redis"]}', "Backend did not become healthy within 120s"], wrap=buildkite)
def _():
    with Rig() as rig:
        rig.start("backend", UVICORN, "py").port("backend", 8000)
        return captured("pip") + pytest_(suite("b8", **{"test_a.py": PASSING.format(n=300)}), "-v") + sh(f"sh wait_up.sh {API}/health", "py")


@case("upgrade-table-exists-then-not-healthy", f"{FAILS} {UNHEALTHY}", "GitHub Actions: 700 tests, then `alembic upgrade head` trips over a table that is there, `set +e`; the deploy step waits 120 times", ['relation "vouchers" already exists', "Backend did not become healthy within 120s"], wrap=github("./ci/deploy.sh staging"))
def _():
    alembic("py/b9", {"a001": (None, "pass"), "b002": ("a001", "op.create_table('vouchers', sa.Column('id', sa.Integer, primary_key=True))")}, url=PSYCOPG)
    with Rig() as rig:
        rig.pg("SET ROLE lodge", "CREATE TABLE vouchers (id int)", "RESET ROLE", *stamped_as("a001"))
        return node_tests(700) + both("alembic upgrade head", "py/b9") + sh("sh ../wait_up.sh http://backend:8000/api/v1/health", "py/b9")


@case("make-compose-v1-variable-six-times", VARIABLE, "GitLab: docker-compose 1.29 misses a variable in each of six commands of a Makefile that goes on (`-`), then reports are missing; 500 tests before", "Variable not set", wrap=gitlab("integration", "make -k integration"))
def _():
    put("py/b10/docker-compose.yml", "version: '3.8'\nservices:\n  db:\n    image: postgres:15\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}\n  backend:\n    image: lodge/backend\n    depends_on: [db]\n")
    put("py/b10/Makefile", "C = docker-compose --no-ansi\nintegration:\n\t-$(C) pull --quiet\n\t-$(C) up -d db\n\t-$(C) run --rm backend alembic upgrade head\n\t-$(C) run --rm backend python -m lodge.seed\n\t-$(C) run --rm backend pytest --junitxml=reports/junit.xml\n\t-$(C) down -v\n\tls -l reports/junit.xml\n\tcat reports/coverage.txt\n")
    return node_tests(500) + sh("make -k integration", "py/b10", DOCKER_HOST="unix:///app/run/none.sock")


@case("roles-psql-variable-then-pytest", f"{PSQLVAR} {PASSWORD} {SERVER}", "Azure Pipelines: psql 15 with -v: the variable stands inside of a DO block, so the role is not made; 50 of 350 tests (psycopg 3) are refused; the database's log at the end", ['syntax error at or near ":"', 'password authentication failed for user "lodge_ro"'], wrap=azure)
def _():
    put("py/b11/roles.sql", "\\echo creating roles\nDO $do$\nBEGIN\n  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lodge_ro') THEN\n    EXECUTE format('CREATE ROLE lodge_ro LOGIN PASSWORD %L', :'ro_pass');\n  END IF;\nEND\n$do$;\nGRANT SELECT ON ALL TABLES IN SCHEMA public TO lodge;\n")
    put("py/b11/test_a.py", PASSING.format(n=300))
    put("py/b11/test_reports.py", "import psycopg\nimport pytest\n\n\n@pytest.mark.parametrize('n', range(50))\ndef test_report(n):\n    with psycopg.connect('postgresql://lodge_ro:reading-room@db/lodge') as db:\n        assert db.execute('SELECT count(*) FROM stays').fetchone()\n")
    with Rig() as rig:
        rig.pg()
        out = both("psql -X -v ro_pass=reading-room -f roles.sql \"$DATABASE_URL\"", "py/b11") + pytest_("py/b11", "-q --tb=short")
        rig.stop()
        return out + rig.v2()


GO = dict(GO111MODULE="off", GOPATH="/usr/share/gocode", GOCACHE="/srv/loft/gocache", GOFLAGS="-p=1")


@case("go-pgx-refused-in-packages", REFUSED, "TeamCity: go test -v of Go 1.19 with pgx 4: 500 good subtests, 40 that are refused, 400 good ones", "dial error (dial tcp 172.27.0.2:5432: connect: connection refused)", wrap=teamcity)
def _():
    put("go/lodge/lodge_test.go", "package lodge\n\nimport (\n\t\"context\"\n\t\"fmt\"\n\t\"testing\"\n\n\t\"github.com/jackc/pgx/v4\"\n)\n\nfunc nights(t *testing.T, count int) {\n\tfor n := 0; n < count; n++ {\n\t\tt.Run(fmt.Sprintf(\"night_%d\", n), func(t *testing.T) {})\n\t}\n}\n\nfunc TestNights(t *testing.T) { nights(t, 500) }\n\nfunc TestRepo(t *testing.T) {\n\tfor n := 0; n < 40; n++ {\n\t\tt.Run(fmt.Sprintf(\"stay_%d\", n), func(t *testing.T) {\n\t\t\tif _, err := pgx.Connect(context.Background(), \"postgres://lodge:attic-key@db/lodge\"); err != nil {\n\t\t\t\tt.Fatalf(\"open repository: %v\", err)\n\t\t\t}\n\t\t})\n\t}\n}\n\nfunc TestPrices(t *testing.T) { nights(t, 400) }\n")
    return sh("go test -v .", "go/lodge", seconds=500, **GO)


@case("go-pgx-import-key-aborted", KEY, "journald: an import with pgx 4 in one transaction: row 151 of 300 meets a key, 149 rows are then aborted (SQLSTATE 25P02)", 'duplicate key value violates unique constraint "guests_email_key"')
def _():
    put("go/importer/main.go", "package main\n\nimport (\n\t\"context\"\n\t\"fmt\"\n\t\"log\"\n\n\t\"github.com/jackc/pgx/v4\"\n)\n\nfunc main() {\n\tlog.SetFlags(0)\n\tctx := context.Background()\n\tconn, err := pgx.Connect(ctx, \"postgres://lodge:attic-key@db/lodge\")\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\ttx, _ := conn.Begin(ctx)\n\tfor n := 1; n <= 300; n++ {\n\t\temail := fmt.Sprintf(\"new%d@example.com\", n)\n\t\tif n == 151 {\n\t\t\temail = \"g7@example.com\"\n\t\t}\n\t\tif _, err := tx.Exec(ctx, \"INSERT INTO guests (email) VALUES ($1)\", email); err != nil {\n\t\t\tlog.Printf(\"row %d: insert guest: %v\", n, err)\n\t\t\tcontinue\n\t\t}\n\t\tlog.Printf(\"row %d: ok\", n)\n\t}\n\tlog.Fatalf(\"commit: %v\", tx.Commit(ctx))\n}\n")
    sh("go build -o /app/run/importer .", "go/importer", seconds=500, **GO)
    with Rig() as rig:
        rig.pg().run("guest-import", "/app/run/importer").stop()
        return rig.journal(only=["guest-import"])


@case("pytest-18-modules-libmagic", LIBMAGIC, "GitHub Actions: the runner's image lacks libmagic, so pytest 9 cannot collect 18 of 40 modules; pip before, node's 500 tests after", ["failed to find libmagic.  Check your installation", "ImportError: failed to find libmagic"], wrap=github("make test"))
def _():
    files = {f"test_upload_{n:02}.py": "from sniff import kind\n\n\ndef test_png():\n    assert kind(b'\\x89PNG') == 'image/png'\n" for n in range(18)} | {f"test_zone_{n:02}.py": PASSING.format(n=8) for n in range(22)}
    folder = suite("b14", **files, **{"sniff.py": "import magic\n\n\ndef kind(data):\n    return magic.from_buffer(data, mime=True)\n"})
    return captured("pip") + sh(NO_MAGIC + "/opt/venv/bin/pytest -p no:cacheprovider -v 2>&1", folder, PYTHONPATH=".") + node_tests(500)


@case("unittest-mappers-jenkins", FOREIGN, "Jenkins: `python -m unittest -v`: of 240 tests the first with models names the relationship, 39 say that mappers failed to initialize", "Could not determine join condition between parent/child tables on relationship Station.departures", wrap=jenkins("python -m unittest -v"))
def _():
    return sh("python -m unittest -v 2>&1", suite("b15", **{"m.py": "from sqlalchemy import ForeignKey\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\nclass Station(Base):\n    __tablename__ = 'stations'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    departures: Mapped[list['Transfer']] = relationship(back_populates='origin')\n\n\nclass Transfer(Base):\n    __tablename__ = 'transfers'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    origin_id: Mapped[int] = mapped_column(ForeignKey('stations.id'))\n    target_id: Mapped[int] = mapped_column(ForeignKey('stations.id'))\n    origin: Mapped[Station] = relationship(back_populates='departures')\n",
        "test_a_prices.py": "import unittest\n\n\nclass Prices(unittest.TestCase):\n    pass\n\n\nfor n in range(200):\n    setattr(Prices, f'test_price_{n:03}', lambda self: self.assertTrue(True))\n",
        "test_transfers.py": "import unittest\nfrom m import Transfer\n\n\nclass Transfers(unittest.TestCase):\n    pass\n\n\nfor n in range(40):\n    setattr(Transfers, f'test_transfer_{n:02}', lambda self: self.assertIsNotNone(Transfer(id=1)))\n"}))


@case("e2e-key-changed-between", JWT, "GitHub Actions: the token is kept in a file by the first job; the backend has been started again with another key, so 60 of 460 tests are 401", "Could not validate credentials", wrap=github("npm run e2e"))
def _():
    put("js/e1/pages.test.mjs", "import test from 'node:test'; import assert from 'node:assert'; import { readFileSync } from 'node:fs';\nconst token = readFileSync('token', 'utf8');\nfor (let n = 0; n < 60; n++) test('opens page ' + n, async () => { const r = await fetch('http://backend:8000/api/v1/users/me', { headers: { authorization: 'Bearer ' + token } }); const body = await r.text(); assert.equal(r.status, 200, `GET /users/me: ${r.status} ${body}`); });\n")
    with Rig() as rig:
        rig.pg("INSERT INTO users (email, hashed_password) VALUES ('desk@example.com', 'reception-4')").redis().start("backend", UVICORN, "py", RANDOM_KEY="1").port("backend", 8000)
        body = ask(f"{API}/login", "POST", json.dumps({"username": "desk@example.com", "password": "reception-4"}).encode(), {"Content-Type": "application/json"})[1]
        put("js/e1/token", json.loads(body)["access_token"])
        rig.stop("backend").start("backend", UVICORN, "py", RANDOM_KEY="1").port("backend", 8000)
        return node_tests(400, what="zone") + sh("node --test --test-reporter=spec pages.test.mjs", "js/e1")


@case("seed-script-missing-then-no-rooms", SCRIPT, "TeamCity: the seed step cannot open its script, which is not mounted, and the build goes on; 50 of 350 tests find no rooms", "can't open file '/app/scripts/seed_rooms.py': [Errno 2] No such file or directory", wrap=teamcity)
def _():
    with Rig() as rig:
        rig.pg("TRUNCATE rooms CASCADE")
        return node_tests(300) + both("python3 /app/scripts/seed_rooms.py --season winter", "py") + pytest_(suite("b18", **{"test_a.py": PASSING.format(n=300), "test_rooms.py": "import os\nimport psycopg\nimport pytest\n\n\n@pytest.fixture(scope='session')\ndef db():\n    return psycopg.connect(os.environ['DATABASE_URL'])\n\n\n@pytest.mark.parametrize('n', range(50))\ndef test_room_is_there(db, n):\n    assert db.execute('SELECT 1 FROM rooms WHERE number = %s', (f'R{100 + n}',)).fetchone(), f'no room R{100 + n}'\n"}), "-v --tb=short")


@case("rspec-record-not-unique-middle", KEY, "GitHub Actions: RSpec 3.12 with ActiveRecord 6.1: 14 of 700 examples meet a key of a spec before (ActiveRecord::RecordNotUnique)", 'duplicate key value violates unique constraint "guests_email_key"', wrap=github("bundle exec rspec"))
def _():
    put("rb/r1/spec/a_prices_spec.rb", "RSpec.describe 'prices' do\n  350.times { |n| it(\"rounds #{n}\") { expect(n).to be >= 0 } }\nend\n")
    put("rb/r1/spec/guests_spec.rb", "require 'active_record'\nActiveRecord::Base.establish_connection(ENV['DATABASE_URL'])\nclass Guest < ActiveRecord::Base; end\nRSpec.describe Guest do\n  28.times { |n| it(\"registers #{n}\") { Guest.create!(email: n.odd? ? \"guest-#{n}@example.com\" : \"g#{n + 1}@example.com\") } }\nend\n")
    put("rb/r1/spec/z_zones_spec.rb", "RSpec.describe 'zones' do\n  320.times { |n| it(\"knows #{n}\") { expect(n).to be >= 0 } }\nend\n")
    with Rig() as rig:
        rig.pg()
        return sh("rspec --format documentation --no-color", "rb/r1")


@case("php-import-table-aborted", TABLE, "syslog: a PHP 8.2 import (PDO, Monolog) in one transaction: an audit table is missing once, 120 rows are then aborted", 'relation \\"guest_audit\\" does not exist')
def _():
    put("js/p1/import.php", "<?php\nrequire '/usr/share/php/Monolog/autoload.php';\nrequire '/usr/share/php/Psr/Log/autoload.php';\n$log = new Monolog\\Logger('import', [new Monolog\\Handler\\StreamHandler('php://stdout')]);\n$db = new PDO('pgsql:host=db;dbname=lodge', 'lodge', 'attic-key', [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);\n$db->beginTransaction();\nfor ($n = 1; $n <= 260; $n++) {\n  try {\n    $db->prepare($n === 140 ? 'INSERT INTO guest_audit (guest_id) VALUES (?)' : 'INSERT INTO guests (email) VALUES (?)')->execute([$n === 140 ? 7 : \"php$n@example.com\"]);\n    $log->info(\"row $n imported\");\n  } catch (PDOException $e) {\n    $log->error(\"row $n failed\", ['exception' => $e]);\n  }\n}\n$db->commit();\n")
    with Rig() as rig:
        rig.pg().run("guest-import", "php import.php", "js/p1").stop()
        return rig.journal(only=["guest-import"])


@case("perl-dbi-nightly-table-aborted", TABLE, "a cron job's mail: Perl's DBI with AutoCommit off: the first of 90 rooms names the table that is missing, 89 are aborted; 200 lines of another step before", 'relation "room_stats" does not exist')
def _():
    put("js/d1/nightly.pl", "use strict; use warnings; use DBI;\nmy $db = DBI->connect('dbi:Pg:host=db;dbname=lodge', 'lodge', 'attic-key', { AutoCommit => 0, RaiseError => 1, PrintError => 0 });\n$| = 1;\nprint \"stay $_->[0]: $_->[1] nights\\n\" for @{ $db->selectall_arrayref('SELECT code, nights FROM stays ORDER BY id') };\nfor my $n (1 .. 90) { eval { $db->do('UPDATE ' . ($n == 1 ? 'room_stats SET nights = 0 WHERE room_id = ?' : 'rooms SET beds = beds WHERE id = ?'), undef, $n) }; print STDERR \"room $n: $@\" if $@; }\n$db->rollback; die \"nightly: 90 rooms failed\\n\";\n")
    with Rig() as rig:
        rig.pg().run("nightly", "perl nightly.pl", "js/d1").stop()
        return b"From: root (Cron Daemon)\nTo: ops\nSubject: Cron <app@node-4> cd /app/js/d1 && perl nightly.pl\n\n" + rig.bare(only=["nightly"])
