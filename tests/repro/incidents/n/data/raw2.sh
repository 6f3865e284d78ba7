#!/usr/bin/env bash
# raw2.sh PART: after raw.sh
cd "$(dirname "$0")"; R=/srv/pieces-data/raw; L=/srv/pieces-data/pgdata/log; B=/srv/pieces-data/backend
o() { out=$1; shift; ./n "$*" >$R/$out.txt; }
T() { d=$1; p=$2; shift 2; nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u --wd=/ -- env -i PATH=$p HOME=/home/app LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PAGER=cat PGPASSWORD=app-secret PGHOST=db PGUSER=app PGDATABASE=shop DATABASE_URL=postgresql+psycopg2://app:app-secret@db:5432/shop TERM_PY=$PWD/l/term.py bash -c 'cd $0; exec /usr/bin/python3 $TERM_PY "$@"' $d "$@"; }
OPT=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin; OLD=/usr/local/bin:/usr/bin:/bin
rev='source <(sed -n "/^rev()/,/^}/p" alembic.sh)'
p_anf() {
  mkdir -p $B/svc; printf '{"name":"library-api","version":"2.1.0","scripts":{"migrate":"alembic upgrade head"}}' >$B/svc/package.json
  T /app/svc $OLD 'npm run migrate' >$R/anf-npm.txt
  T /app $OLD 'env alembic upgrade head' 'timeout 30 alembic upgrade head' 'echo head | xargs alembic upgrade' 'sudo -n alembic current' 'sh -c "alembic upgrade head"' 'command -v alembic || echo missing' >$R/anf-wrap.txt
  printf 'migrate:\n\talembic upgrade head\n' >$B/svc/Makefile; T /app/svc $OLD 'make migrate' >$R/anf-make.txt
  mkdir -p /tmp/pieces-data/go; printf 'package main\nimport ("log"; "os/exec")\nfunc main() { out, err := exec.Command("alembic", "upgrade", "head").CombinedOutput(); log.Printf("migrations: %%s", out); if err != nil { log.Fatal(err) } }\n' >$B/svc/m.go; T /app/svc $OLD 'GOCACHE=/tmp/pieces-data/go GO111MODULE=off go run m.go' >$R/anf-go.txt
  printf 'class M { public static void main(String[] a) throws Exception { new ProcessBuilder("alembic", "upgrade", "head").inheritIO().start().waitFor(); } }' >$B/svc/M.java; T /app/svc $OLD 'java M.java' >$R/anf-java.txt
  T /app/svc $OLD 'php -r "passthru(%q(alembic upgrade head));"' 'perl -e "exec q(alembic), q(upgrade), q(head) or die qq(exec: $!)"' >$R/anf-php.txt
  printf 'import subprocess, sys\nfrom fastapi import FastAPI\n\n\ndef migrate():\n    subprocess.check_call(["alembic", "upgrade", "head"])\n\n\nmigrate()\napp = FastAPI()\n' >$B/boot.py
  ./n 'PATH=/usr/bin:/bin /opt/venv/bin/python /opt/venv/bin/uvicorn boot:app --host 172.18.0.4' >$R/anf-uvi.txt
  mkdir -p $B/pkg/alembic; echo >$B/pkg/alembic/__init__.py; touch $B/pkg/alembic/env.py; T /app/pkg $OPT 'python -m alembic upgrade head' 'ls -F' 'python -c "import alembic; print(alembic.__file__)"' >$R/anf-pkg.txt
  ./n 'cd pkg; PYTHONPATH=/app/pkg alembic upgrade head; PYTHONPATH=/app/pkg python -c "from alembic import command"' >$R/anf-cmd.txt
  printf '[tox]\nskipsdist=true\n' >/dev/null
}
p_al() {
  ./n "psql -qXc 'DROP TABLE IF EXISTS alembic_version, regions'" >/dev/null
  o al-first 'bash alembic.sh; alembic upgrade 8d1f0c2ab731'
  T /app $OPT 'alembic current --check-heads; echo $?' 'bash at_head.sh' >$R/al-check.txt
  o al-athead 'bash -x at_head.sh'
  T /app $OPT 'alembic current --check-heads 2>&1 | tail -2' 'alembic upgrade +2' >$R/al-plus.txt
  o al-py 'python -c "
from alembic import command
from alembic.config import Config
command.check(Config(\"alembic.ini\"))"'
  o al-life 'cat >health2.py <<P
import json, logging, os
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, jsonify
import sqlalchemy as sa
app = Flask(__name__)
engine = sa.create_engine(os.environ["DATABASE_URL"])
@app.get("/health")
def health():
    with engine.connect() as c:
        current = MigrationContext.configure(c).get_current_heads()
    heads = ScriptDirectory.from_config(Config("/app/alembic.ini")).get_heads()
    ok = set(current) == set(heads)
    return jsonify(status="healthy" if ok else "unhealthy", reason=None if ok else "migrations_not_at_head", current=current, heads=heads), 200 if ok else 503
P
flask --app health2 run -h 172.18.0.4 -p 5000 >fl.log 2>&1 & P=$!; sleep 3; curl -sv http://api:5000/health 2>&1; curl -sf http://api:5000/health; echo "curl exit $?"; wget -q -O- http://api:5000/health; echo "wget exit $?"; kill $P; wait; tail -3 fl.log'
  o up-enum "$rev; rm mig/versions/c40e*; rev c40e9b7715da '\"8d1f0c2ab731\"' 'sa.Enum(\"open\", \"done\", name=\"state\").create(op.get_bind()); op.add_column(\"people\", sa.Column(\"state\", sa.Enum(\"open\", \"done\", name=\"state\")))' states; psql -qXc \"CREATE TYPE state AS ENUM ('open','done')\"; alembic upgrade head; echo \"exit \$?\""
  o up-index "$rev; rm mig/versions/c40e*; rev c40e9b7715da '\"8d1f0c2ab731\"' 'op.drop_constraint(\"people_mail_key\", \"people\")' mails; alembic upgrade head"
  o up-unique "$rev; rm mig/versions/c40e*; psql -qXc \"INSERT INTO users (name) VALUES ('a'),('a')\"; rev c40e9b7715da '\"8d1f0c2ab731\"' 'op.create_unique_constraint(\"users_name_key\", \"users\", [\"name\"])' names; alembic upgrade head"
  cp $L/pg $R/s5.txt; cp $L/pg.csv $R/s5csv.txt
  o up-life 'WHAT=migrate timeout 8 uvicorn life:app --host 172.18.0.4 --port 8000'
  o up-lite "$rev; rm mig/versions/c40e*; rev c40e9b7715da '\"8d1f0c2ab731\"' 'op.alter_column(\"users\", \"name\", nullable=False)' names; sed -i 's#^sqlalchemy.url.*#sqlalchemy.url = sqlite:///lib.db#' alembic.ini; rm -f lib.db; alembic upgrade head; echo \"exit \$?\""
  o up-make 'printf "migrate:\n\talembic upgrade head\n" >Makefile; make migrate 2>&1 | tail -6'
  sed -i 's#^sqlalchemy.url.*#sqlalchemy.url = postgresql+psycopg2://app:app-secret@db:5432/shop#' $B/alembic.ini
  o up-heads "$rev; rev e7a2d90fb16c '\"8d1f0c2ab731\"' pass fax; alembic revision -m more; alembic upgrade head 2>&1 | fold -w 70; alembic branches -v; alembic current"
  o up-pt 'python - <<P
open("t_mig.py","w").write("""def test_migrations():
    from alembic import command
    from alembic.config import Config
    command.upgrade(Config("/app/alembic.ini"), "head")
""")
P
python -m pytest -q t_mig.py --tb=short -p no:cacheprovider -W ignore'
  ./n "rm mig/versions/*; $rev; rev 77b0c1d2e3f4 None pass base" >/dev/null
  T /app $OPT 'alembic downgrade -1' 'alembic current' 'ls mig/versions' >$R/lost-down.txt
  T /app $OPT 'alembic upgrade +1 2>&1 | tail -1' 'alembic show 8d1f0c2ab731' 'grep -rn 8d1f0c2ab731 mig || echo none' >$R/lost-show.txt
  o lost-life 'WHAT=migrate timeout 8 uvicorn life:app --host 172.18.0.4 --port 8000'
  o lost-raise 'alembic --raiseerr current'; o lost-auto 'alembic revision --autogenerate -m x; alembic stamp head; alembic check'
  o lost-pt 'python -m pytest -q t_mig.py --tb=short -p no:cacheprovider -W ignore'
  o lost-make 'make migrate'
  o lost-log 'psql -XAtc "table alembic_version"; alembic history -v; alembic upgrade head -x a=b 2>&1 | tail -1; alembic upgrade head 2>/dev/null; echo $?'
  ./n "psql -qXc 'DROP TABLE alembic_version'" >/dev/null
}
p_redis() {
  D=redis://:local_pass@:local_pass@redis:6379/0
  cat >$B/rc.py <<'P'
import asyncio, os, sys
url = os.environ["REDIS_URL"]
which = sys.argv[1]
if which == "taskiq":
    from taskiq_redis import ListQueueBroker
    b = ListQueueBroker(url)
    @b.task
    async def t(): pass
    async def main():
        await b.startup(); await t.kiq()
    asyncio.run(main())
elif which == "cashews":
    from cashews import cache
    import logging; logging.basicConfig(level=logging.INFO)
    cache.setup(url)
    async def main():
        await cache.set("menu", 1); print("menu:", await cache.get("menu"))
    asyncio.run(main())
elif which == "cashewss":
    pass
elif which == "kombu":
    import logging
    from kombu import Connection
    print("connecting to", url)
    Connection(url).ensure_connection(max_retries=2, errback=lambda e, i: print(f"{type(e).__name__}: {e}, again in {i}s"), interval_start=1)
elif which == "limits":
    from limits.storage import storage_from_string
    from limits.strategies import FixedWindowRateLimiter
    from limits import parse
    print("storage", url)
    s = storage_from_string(url); print("check", s.check())
    FixedWindowRateLimiter(s).hit(parse("5/minute"), "a")
elif which == "settings":
    import redis
    c = redis.from_url(url)
    print(c.connection_pool.connection_kwargs)
    c.ping()
P
  cat >$B/node_r.js <<'P'
const { createClient } = require('redis')
const client = createClient({ url: process.env.REDIS_URL, socket: { reconnectStrategy: n => n < 3 ? 200 : false } })
client.on('error', e => console.error('Redis Client Error', e))
client.connect().catch(e => { console.error('giving up:', e.message); process.exit(1) })
P
  ln -sfn /srv/pieces-data/node/node_modules $B/node_modules
  for w in dbl ref; do
  export REDIS_URL=$D; [ $w = ref ] && { export REDIS_URL=redis://:local_pass@redis:6379/0; kill "$(cat /tmp/pieces-data/redis.pid)"; sleep 1; }
  for k in taskiq cashews kombu limits settings; do o r$w-$k "python rc.py $k"; done
  o r$w-life 'WHAT=redis timeout 8 uvicorn life:app --host 172.18.0.4 --port 8000'; o r$w-node 'echo $REDIS_URL; node node_r.js'
  o r$w-ruby 'echo $REDIS_URL; ruby rb/cache.rb 2>&1 | head -3'; o r$w-rqenq 'set -x; rq enqueue -u $REDIS_URL rqjobs.audit 2>&1 | tail -3'
  o r$w-cli 'set -x; redis-cli -u $REDIS_URL get menu'; o r$w-gun 'WHAT=redis timeout 8 gunicorn -b 172.18.0.4:8000 -k uvicorn.workers.UvicornWorker life:app'
  o r$w-djc 'cd dj; python manage.py shell -c "
from django.core.cache import cache
cache.set(1,1)" 2>&1 | tail -12; env | grep REDIS'
  o r$w-cel 'cd /app; env | grep ^REDIS_URL; timeout 6 celery -A cel2 worker --loglevel=warning 2>&1; celery -A cel2 inspect ping; celery -A cel2 status'
  done
  o rref-local 'REDIS_URL=redis://localhost:6379 node node_r.js; REDIS_URL=redis://localhost:6379 python rc.py settings 2>&1 | tail -2'
}
p_down() {
  kill -INT "$(head -1 /srv/pieces-data/pgdata/postmaster.pid)"; sleep 2
  o cr-life 'timeout 8 uvicorn life:app --host 172.18.0.4 --port 8000'; o cr-asylife 'DATABASE_URL=postgresql+psycopg://app:app-secret@db/shop timeout 9 gunicorn -b 172.18.0.4:8000 -k uvicorn.workers.UvicornWorker life:app'
  o cr-pgcli 'pgcli -h db -u app shop <<<"SELECT 1;"'; o cr-dump 'pg_dump shop | gzip >b.gz; ls -l b.gz | cut -d" " -f5; createdb x; pg_restore -d shop p.dump; vacuumdb shop'
  o cr-pd 'python to_sql.py q "SELECT 1"'; o cr-wait 'for i in $(seq 5); do pg_isready -h db -p 5432 -q && break; echo "db:5432 is not ready yet ($i)"; sleep 0.3; done; psql -X -c "SELECT 1" 2>&1 | head -1'
  o cr-bash 'until (exec 3<>/dev/tcp/db/5432) 2>/dev/null; do echo -n .; sleep 0.5; [ $((++n)) -gt 5 ] && { echo " timeout"; break; }; done; (exec 3<>/dev/tcp/db/5432)'
  o cr-curl 'curl -v telnet://db:5432 2>&1; python -c "
import socket
socket.create_connection((\"db\", 5432))"'
  o cr-dj 'cd dj; python manage.py collectstatic 2>&1 | tail -1; python manage.py test 2>&1 | tail -4; python manage.py dbshell </dev/null'
  o cr-celery 'python -c "
from celery import Celery
app = Celery(broker=\"memory://\", backend=\"db+postgresql://app:app-secret@db/shop\")
print(app.AsyncResult(\"x\").state)"'
  o cr-seq "node -e \"const {Sequelize}=require('sequelize'); const s=new Sequelize(process.env.PG,{logging:false}); s.authenticate().then(()=>0,e=>{console.error('Unable to connect to the database:',e);process.exit(1)})\""
  o cr-waiton 'node_modules/.bin/wait-on -v -t 3000 tcp:db:5432'
  o cr-jest "mkdir -p jt; printf 'const {Client}=require(\"pg\"); test(\"people\", async () => { const c=new Client(process.env.PG); await c.connect(); });' >jt/people.test.js; node_modules/.bin/jest --rootDir jt --ci 2>&1"
}
"p_$1"
