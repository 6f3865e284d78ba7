"""Stacks in Ruby, JavaScript, Java, PHP, Go, Perl, C++ and Tcl."""

JCP = ":".join(f"/usr/share/java/{j}.jar" for j in "eclipselink eclipselink-jpa-2.1-spec postgresql HikariCP slf4j-api logback-classic logback-core junit4 hamcrest-all hamcrest hamcrest-core".split()) + f":{HOME}/java"


@case("foreman-sidekiq-redis-column", f"{REDIS} {COLUMN}", "two problems under foreman 0.87: Sidekiq 6.4 has no Redis and ends, which ends all; before that Puma 5.6 with Sequel 5.63 misses a column at each request",
      ["Error connecting to Redis on cache:6379 (Errno::ECONNREFUSED)", 'column "draught_m" does not exist'])
def _():
    put("ruby/Procfile", "web: puma -q -b tcp://0.0.0.0:8000 config.ru\njobs: sh -c 'sleep 5; exec sidekiq -r ./jobs.rb'\n")
    with Rig() as rig:
        rig.pg().start("all", "foreman start", "ruby").port("api", 8000)
        for _ in range(7):
            rig.get(f"{API}/vessels", 6).get(f"{API}/passages", 3)
        rig.sleep(10).stop()
        return rig.bare(only=["all"])


@case("activerecord-transaction-120", TABLE, "ActiveRecord 6.1: inside one transaction the eighth row meets a missing table, 112 rows are then aborted (PG::InFailedSqlTransaction); swarm's lines", ['relation "certificates" does not exist'])
def _():
    with Rig() as rig:
        rig.pg().run("importer", "ruby importer.rb", "ruby").stop()
        return rig.swarm(only=["importer"])


@case("rspec-password-failures", f"{PASSWORD} {SERVER}", "RSpec 3.12, 1,270 examples of which 70 cannot connect (pg 1.4); GitLab with sections", ['password authentication failed for user "berth"'], wrap=gitlab("step_script", "rspec --format documentation"))
def _():
    with Rig() as rig:
        rig.pg().run("rspec", "rspec --format documentation --no-color spec_helper_all.rb", "ruby", DATABASE_URL="postgresql://berth:tide-old@postgres:5432/berth").stop()
        return rig.bare(only=["rspec"])


@case("pm2-knex-pool-password", f"{PASSWORD}", "pm2 7 runtime: Koa with Objection and Knex: a probe's debug line and Knex's warnings name the password, 200 requests say that the pool times out", ['28P01 password authentication failed for user "berth"'])
def _():
    put("node/ecosystem.config.js", "module.exports = { apps: [{ name: 'lock-api', script: 'koa_api.js' }, { name: 'edge', script: 'proxy.js', args: '3000 8000' }] };\n")
    with Rig() as rig:
        rig.pg().start("pm2", "pm2-runtime start ecosystem.config.js", "node", DATABASE_URL="postgresql://berth:tide-old@postgres:5432/berth").port("api", 8000)
        threads = [threading.Thread(target=lambda: rig.get(f"{API}/berths", 28)) for _ in range(7)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        rig.stop()
        return rig.bare(only=["pm2"])


@case("turbo-monorepo-redis-table", f"{REDIS} {TABLE}", "turbo 2 runs three packages: Bee-Queue has no Redis and ends; Fastify with pg-promise misses a table and goes on; pino's JSON between",
      ["connect ECONNREFUSED 172.20.0.3:6379", 'relation \\"yard_slots\\" does not exist'])
def _():
    fresh("mono")
    put("mono/package.json", json.dumps({"name": "quay", "private": True, "packageManager": "npm@10.0.0", "workspaces": ["packages/*"]}))
    put("mono/turbo.json", json.dumps({"tasks": {"dev": {"cache": False, "persistent": True}}, "globalPassThroughEnv": ["*"], "ui": "stream"}))
    for name, script in (("yard-api", "node ../../../node/fast.js"), ("lashings", "node ../../../node/bee.js"), ("edge", "node ../../../node/proxy.js 3000 8000")):
        put(f"mono/packages/{name}/package.json", json.dumps({"name": f"@quay/{name}", "version": "1.0.0", "scripts": {"dev": script}}))
    put("mono/package-lock.json", json.dumps({"name": "quay", "lockfileVersion": 3, "requires": True, "packages": {"": {"name": "quay", "workspaces": ["packages/*"]},
        **{f"node_modules/@quay/{n}": {"resolved": f"packages/{n}", "link": True} for n in ("yard-api", "lashings", "edge")}, **{f"packages/{n}": {"name": f"@quay/{n}", "version": "1.0.0"} for n in ("yard-api", "lashings", "edge")}}}))
    with Rig() as rig:
        rig.pg().start("dev", "turbo run dev --continue --ui=stream --no-color", "mono").port("api", 8000)
        for _ in range(10):
            rig.get(f"{API}/berths", 8).get("http://127.0.0.1:3000/yard", 2)
        rig.sleep(2).stop()
        return rig.bare(only=["dev"])


@case("typeorm-agent-column", COLUMN, "TypeORM with pg 8 and no framework: query failed and QueryFailedError for 40 of 500 requests; docker json-file", [r'column PortCall.agent_ref does not exist'])
def _():
    with Rig() as rig:
        rig.pg().start("agency", "node typeorm_app.js", "node").port("api", 8000)
        for n in range(10):
            rig.get(f"{API}/berths", 40, 0.004)
            if n > 1:
                rig.get(f"{API}/calls", 5)
        rig.stop()
        return rig.jsonl(only=["agency"])


@case("kysely-retries-key", KEY, "Kysely with pg 8 and Bunyan: one key is there, named once, then 59 retries that do not say why, among 260 inserts; stern", [r'duplicate key value violates unique constraint \"vessels_imo_key\"'])
def _():
    with Rig() as rig:
        rig.pg().run("imo-import", "node kysely_retry.js", "node").stop()
        return rig.stern(only=["imo-import"])


@case("socketio-double-password", DOUBLE, "Socket.IO's Redis adapter over ioredis 5: WRONGPASS some times, ticks lost a hundred times; winston's JSON through kubectl", ["WRONGPASS invalid username-password pair or user is disabled", "redis://:fender@:fender@cache:6379"])
def _():
    with Rig() as rig:
        rig.redis("--requirepass fender").run("tide-feed", "node socket_store.js", "node", REDIS_URL="redis://:fender@cache:6379", REDIS_PASSWORD="fender").stop()
        return rig.kubectl(only=["tide-feed"])


@case("node-pg-migrate-aborted", COLUMN, "node-pg-migrate: the migration fails, the API that starts beside it misses the same column 60 times; concurrently", ['column "gross_t" does not exist'])
def _():
    fresh("mig")
    put("mig/migrations/1700000000000_first.js", "exports.up = (pgm) => { pgm.createTable('tonnage', { id: 'id', net: { type: 'integer' } }); };\nexports.down = false;\n")
    put("mig/migrations/1700000000001_index.js", "exports.up = (pgm) => { pgm.createIndex('tonnage', 'net'); pgm.sql('UPDATE vessels SET name = name WHERE gross_t > 500'); };\nexports.down = false;\n")
    put("mig/api.js", "const { Pool } = require('pg'); const pool = new Pool({ connectionString: process.env.DATABASE_URL }); const done = new Date();\nlet n = 0; const t = setInterval(async () => { try { await pool.query(n % 3 ? 'SELECT 1' : 'SELECT gross_t FROM vessels'); console.log('GET /vessels', n, 200); } catch (e) { console.error('GET /vessels', n, 500, e); } if (n++ > 180) process.exit(0); }, 15);\n")
    put("mig/package.json", json.dumps({"name": "tonnage", "version": "0.9.1", "scripts": {"migrate": "node-pg-migrate up --no-check-order", "start": "node api.js"}}))
    with Rig() as rig:
        rig.pg().start("all", "concurrently -n migrate,api --no-color 'npm run migrate 2>&1 | grep -v \"npm warn\"' 'sleep 2; npm start 2>&1 | grep -v \"npm warn\"'", "mig", NODE_PATH=f"{HOME}/node/node_modules")
        rig.children[-1][1].wait(60)
        rig.stop()
        return rig.bare(only=["all"])


@case("eclipselink-postponed-column", COLUMN, "EclipseLink 2.7 (JPA) with logback, Java 17: a warning in one line names the column, 45 later statements are aborted, each with its chain of causes; CRI", ['column "dues_eur" of relation "port_calls" does not exist'])
def _():
    with Rig() as rig:
        rig.pg().run("ledger", f"java -cp {JCP} Ledger 55", "java").stop()
        return rig.cri(only=["ledger"])


@case("hikari-pool-timeouts", f"{PASSWORD}", "HikariCP 2.7.9 with logback: 40 slots fail with `Connection is not available`, one of them with its chain, behind it the password; GCP's JSON",
      ['password authentication failed for user \\"berth\\"'])
def _():
    with Rig() as rig:
        rig.pg().run("slots", f"java -cp {JCP} Slots", "java").stop()
        return rig.jsonl("gcp", only=["slots"])


@case("junit-parameterized-aborted", TABLE, "JUnit 4 with pgjdbc 42.5.5, one transaction for the class: test 30 misses a table, 59 are aborted; TeamCity's lines", ['relation "lock_slots" does not exist'], wrap=teamcity)
def _():
    with Rig() as rig:
        rig.pg().run("tests", f"java -cp {JCP} org.junit.runner.JUnitCore SlotsTest", "java").stop()
        return rig.bare(only=["tests"])


@case("doctrine-manager-closed", KEY, "Doctrine ORM 2.14 and Monolog: a key that is there closes the EntityManager, 184 rows only say that; heroku", ['duplicate key value violates unique constraint "vessels_imo_key"'])
def _():
    with Rig() as rig:
        rig.pg().run("worker", "php doctrine_import.php", "php").stop()
        return rig.heroku(only=["worker"])


@case("illuminate-routes-table", TABLE, "Laravel's database layer (Illuminate 8.83) with Monolog, 400 requests of which 22 fail with traces; compose", ['relation "hinterland_routes" does not exist'])
def _():
    with Rig() as rig:
        rig.pg().run("app", "php illuminate.php", "php").stop()
        return rig.v2(only=["app"])


@case("go-test-reefer-column", COLUMN, "go test -v of Go 1.19 with sqlx and lib/pq: 700 good subtests, the first of 80 names the column, 79 say that the transaction is aborted; Azure", ['pq: column "reefer_plug" does not exist'], wrap=azure)
def _():
    with Rig() as rig:
        rig.pg().run("go", "./yard.test -test.v", "go").stop()
        return rig.bare(only=["go"])


@case("gorm-report-redis-fatal", f"{REDIS} {TABLE}", "two problems, two Go services: redigo has no Redis and logrus ends the consumer, restarted; GORM 1.9's report misses a table and goes on; docker service logs",
      ["dial tcp 172.20.0.3:6379: connect: connection refused", 'pq: relation \\"manifests\\" does not exist'])
def _():
    with Rig() as rig:
        rig.pg().start("report", "../go/gantry-bin report", "go").start("gantry", "../go/gantry-bin gantry", "go", restarts=2, delay=0.3).sleep(8).stop()
        return rig.swarm(order=None, only=["report", "gantry"])


@case("mojo-sqitch-roles", f"{PSQLVAR} {PASSWORD} {SERVER}", "Sqitch 1.3 deploys through psql 15: a DO block holds a psql variable, so the role is not made; Mojolicious with Mojo::Pg is refused 30 times; docker compose logs -t",
      ['syntax error at or near ":"', 'password authentication failed for user "tugs_rw"'])
def _():
    fresh("sqitch")
    shutil.copytree(f"{HOME}/perl", f"{HOME}/sqitch/app")
    env = dict(SQITCH_FULLNAME="Deploy", SQITCH_EMAIL="deploy@example.org", SQITCH_ORIG_SYSUSER="deploy", PGPASSWORD="tide-gate")
    with Rig() as rig:
        rig.pg("ALTER ROLE berth CREATEROLE", "GRANT CREATE ON DATABASE berth TO berth")
        sh("sqitch init tugs --engine pg && sqitch add roles -n 'Roles of the application' && cp app/roles.sql deploy/roles.sql", "sqitch", **env)
        rig.run("migrate", "sqitch deploy --set tugs_password=bollards db:pg://berth@postgres/berth", "sqitch", **env)
        rig.start("tugs", "perl mojo.pl daemon -l http://0.0.0.0:8000", "perl", DATABASE_URL="postgresql://tugs_rw:bollards@postgres:5432/berth").port("api", 8000)
        for _ in range(10):
            rig.get(f"{API}/", 6).get(f"{API}/vessels", 3)
        rig.stop()
        return rig.v2t(only=["migrate", "tugs"])


@case("mirror-key-held-back", KEY, "libpqxx 6.4 in C++: a key that is there among 190 good lines, 90 symptoms, then terminate; journald", ['duplicate key value violates unique constraint "vessels_imo_key"'])
def _():
    with Rig() as rig:
        rig.pg().run("mirror", "./mirror 'host=postgres dbname=berth user=berth password=tide-gate'", "other").stop()
        return rig.journal(only=["mirror"])


@case("tcl-and-pilotage-refused", f"{REFUSED} {SERVER}", "a stack without its database: Tcl's TDBC in a loop, Puma with Sequel that cannot boot, restarted, and Go's lib/pq; kubectl with time stamps", ["Connection refused"])
def _():
    with Rig() as rig:
        rig.start("pilotage", "puma -q -b tcp://0.0.0.0:8000 config.ru", "ruby", restarts=2).start("tide-gauge", "tclsh tide.tcl", "other").start("report", "../go/gantry-bin report", "go", restarts=3).sleep(8).stop()
        return rig.kubectl()
