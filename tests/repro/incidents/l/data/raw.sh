#!/usr/bin/env bash
# raw.sh [DIR]: after setup.sh on a fresh database, makes the failures and keeps their whole outputs in DIR (default /srv/pieces-data/raw).
HERE=$(cd "$(dirname "$0")" && pwd); H=/srv/pieces-data; R=${1:-$H/raw}; B=$H/backend; LOG=$H/pgdata/server.log
n() { out=$1; shift; timeout 60 nsenter -t "$(cat /tmp/pieces-data/ns.pid)" -n -m -u --wd=/ -- env -i PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin:/usr/lib/postgresql/15/bin HOME=/home/app LANG=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TERM=dumb COLUMNS=80 \
  DATABASE_URL=postgresql+psycopg2://app:app-secret@db:5432/shop PG=postgres://app:app-secret@db:5432/shop PGPASSWORD=${PGPW:-app-secret} PGHOST=db PGUSER=app PGDATABASE=shop REDIS_URL=${RURL:-redis://:local_pass@redis:6379/0} REDIS_PASSWORD=${RPW:-} TRACK=${TRACK:-} GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=/tmp/pieces-data/go bash -c "cd /app; $*" </dev/null >$R/$out.txt 2>&1; }
T() { d=$1; p=$2; shift 2; nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u --wd=/ -- env -i PATH=$p HOME=/home/app LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PAGER=cat PGPASSWORD=app-secret PGHOST=db PGUSER=app PGDATABASE=shop REDIS_URL=${RURL:-} \
    DATABASE_URL=postgresql+psycopg2://app:app-secret@db:5432/shop TERM_PY=$HERE/term.py bash -c 'cd $0; exec /usr/bin/python3 $TERM_PY "$@"' $d "$@"; }
OPT=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin; OLD=/usr/local/bin:/usr/bin:/bin
Q='-p no:asyncio -p no:django -p no:anyio -W ignore'
mkdir -p "$R" /tmp/pieces-data; cd "$R" || exit 1
part=${2:-all}
log() { sleep .3; cp $LOG $R/$1.txt; : >$LOG; }
X="jdbc:postgresql://db:5432/shop"; HCP="java -cp other:/usr/share/java/postgresql.jar:/usr/share/java/HikariCP.jar:/usr/share/java/slf4j-simple.jar:/usr/share/java/slf4j-api.jar Q2"
ASG='SELECT id, explanation FROM assignments'; PAY='SELECT id, total FROM payments'; DUP="INSERT INTO people (email) VALUES ('ada@example.org')"

p_init() {
rm -rf $B/*; cp -r "$HERE"/app/* "$HERE"/alembic.sh $B/; ln -sfn $H/node/node_modules $B/node_modules
n init 'psql -qX -f schema.sql'
(cd $B/other && javac -cp /usr/share/java/HikariCP.jar Q2.java)
n gobuild 'cd other; for f in pgx gorm redigo goredis; do go build -o go-$f $f.go; done'
}
p_sql() {
: >$LOG
for k in dup col tab; do n typeorm-$k "node node/typeorm.js $k"; n ar-$k "ruby rb/ar.rb $k"; n seq-$k "ruby rb/seq.rb $k"; n gorm-$k "other/go-gorm '${X#jdbc:}' $k; other/go-gorm 'postgres://app:app-secret@db/shop?sslmode=disable' $k"; done
n drz-dup "node node/drizzle.js dup"; n drz-col "node node/drizzle.js col"
n pgjs-dup "node node/postgresjs.js \"$DUP\""; n pgjs-col "node node/postgresjs.js '$ASG'"; n pgjs-tab "node node/postgresjs.js '$PAY'"
n pgp-tab "node node/pgp.js '$PAY'"; n pgp-dup "node node/pgp.js \"$DUP\""; n kysely "node node/kysely.js"
n vitest "node_modules/.bin/vitest run --root node --no-color --reporter=default people.test.js --globals"; n mocha "node_modules/.bin/mocha --no-color node/spec.js --exit"
n perl-dup "DB=shop H=db perl other/q.pl \"$DUP RETURNING id\""; n perl-col "DB=shop H=db perl other/q.pl '$ASG'"
n php-ill "php other/illuminate.php people"; n php-illtab "php other/illuminate.php persons"
n pgx-dup "other/go-pgx \$PG \"$DUP\""; n pgx-tab "other/go-pgx \$PG '$PAY'"; n pgx-col "other/go-pgx \$PG '$ASG'"
n hik-tab "$HCP '$X' app-secret '$PAY'"; n hik-col "$HCP '$X' app-secret '$ASG'"
log s-orm
n psycopg3-col "python q_psycopg3.py '$ASG'"; n psycopg3-dup "python q_psycopg3.py \"$DUP\""
n pg8000-dup "python q_pg8000.py \"$DUP\""; n pg8000-tab "python q_pg8000.py '$PAY'"; n asyncpg-col "python q_asyncpg.py '$ASG'"; n asyncpg-dup "python q_asyncpg.py \"$DUP\""
n peewee-col "python q_peewee.py col"; n peewee-tab "python q_peewee.py tab"; n tortoise-tab "python q_tortoise.py"
n psqlv-dup "psql -X -v VERBOSITY=verbose -c \"$DUP\""; n psqlv-col "psql -X -v VERBOSITY=verbose -c '$ASG'"; n psqlv-tab "psql -X -v VERBOSITY=verbose -c '$PAY'"
T / $OLD "psql -X" "\\d payments" "\\d assignments" "SELECT explanation FROM assignments;" "\\errverbose" "\\q" >psql-term.txt
n dump "pg_dump -a -t people -f people.sql; psql -X -f people.sql; echo \"exit \$?\""
n restore "pg_dump -Fc -a -t people -t rosters -f p.dump; pg_restore -d shop p.dump; echo \"exit \$?\""; 
n pgdumpt "pg_dump -t payments -f payments.sql; echo \"exit \$?\""
n pgbench "pgbench -n -c 2 -T 2"; echo "$DUP;" >$B/people.pgbench; n pgbenchdup "pgbench -n -f people.pgbench -t 2"
n pgcli "printf '%s;\n' '$ASG' | pgcli --no-timings shop"
log s-py
D='cd dj; python manage.py runserver --noreload 172.18.0.4:8000 & P=$!; sleep 4;'
n dj "$D curl -s http://api:8000/people/add -o /tmp/pieces-data/dj-dup.txt; curl -s http://api:8000/assignments -o /tmp/pieces-data/dj-col.txt; curl -s http://api:8000/payments -o /tmp/pieces-data/dj-tab.txt; kill \$P; wait"
for k in dup col tab; do cp /tmp/pieces-data/dj-$k.txt dj-body-$k.txt; done
n djshell "cd dj; echo 'from people.models import *; print(Payment.objects.count())' | python manage.py shell"
n djuser "cd dj; python manage.py shell -c \"from django.contrib.auth.models import User; User.objects.create_superuser('admin', '', 'x')\""
n djsu "cd dj; DJANGO_SUPERUSER_PASSWORD=x python manage.py createsuperuser --noinput --username admin --email a@example.org"
log s-dj
# psql variables
n var-f "psql -X -v ON_ERROR_STOP=1 -v app_user=reader -v app_pass=local_pass -f initdb/01-app.sql; echo exit code \$?"
n var-2 "psql -X -v keep_days=30 -b -f initdb/02-purge.sql"
n var-v "psql -X -v keep_days=30 -v VERBOSITY=verbose -f initdb/02-purge.sql"
printf '%s\n' '- hosts: localhost' '  connection: local' '  gather_facts: false' '  tasks:' '    - name: Create the purge function' '      command: psql -X -q -v keep_days=30 -f /app/initdb/02-purge.sql -v ON_ERROR_STOP=1' >$B/pb.yml
n var-ans "ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=0 /usr/bin/ansible-playbook -i localhost, pb.yml"
n var-here "psql -X -v limit=5 <<'E'
CREATE FUNCTION top_people() RETURNS SETOF text LANGUAGE plpgsql AS \$\$
BEGIN
  RETURN QUERY SELECT email::text FROM people LIMIT :limit;
END \$\$;
SELECT top_people();
E"
T /app $OLD "psql -X" "\\set role_name reader" "\\echo :role_name" "DO \$\$ BEGIN EXECUTE 'CREATE ROLE ' || :'role_name'; END \$\$;" "\\q" >var-term.txt
n var-x "set -x; psql -X -v schema=audit -c 'DO \$body\$ BEGIN CREATE SCHEMA :schema; END \$body\$'"
printf 'DO $$\nBEGIN\n  PERFORM 1 FROM people WHERE email = :"owner";\nEND $$;\n' >$B/initdb/03.sql
n var-py "python -c \"
import subprocess
subprocess.run(['psql', '-X', '-q', '-v', 'owner=ada', '-f', 'initdb/03.sql', '-v', 'ON_ERROR_STOP=1'], check=True)\""
log s-var
}
p_auth() {
export PGPW=old-secret
n pw-psql "psql -X -c 'SELECT 1'; createdb reports; pg_dumpall -l shop | head -3"
n pw-hik "$HCP '$X' old-secret 'SELECT 1'"; n pw-pgx "other/go-pgx postgres://app:old-secret@db/shop 'SELECT 1'"
n pw-gorm "other/go-gorm 'postgres://app:old-secret@db/shop?sslmode=disable' tab"
n pw-pgjs "PG=postgres://app:old-secret@db/shop node node/postgresjs.js 'SELECT 1'"; n pw-typeorm "PG=postgres://app:old-secret@db/shop node node/typeorm.js tab"
n pw-ar "PG=postgres://app:old-secret@db/shop ruby rb/ar.rb tab"; n pw-pg8000 "python q_pg8000.py 'SELECT 1' old-secret"
n pw-dj "cd dj; PW=old-secret python manage.py migrate"; n pw-pgbench "pgbench -n -T 1"
n pw-pl "PW=old-secret DB=shop H=db perl other/q.pl 'SELECT 1'"; n pw-php "PW=old-secret php other/illuminate.php people"
n pw-asy "ASYNC_URL=postgresql+asyncpg://app:old-secret@db/shop python q_asyncpg.py 'SELECT 1'"
n pw-role "PGUSER=clinic_admin psql -X -c 'SELECT 1'"
unset PGPW
log s-pw
printf '[databases]\nshop = host=db port=5432 dbname=shop user=app password=old-secret\n[pgbouncer]\nlisten_addr=172.18.0.4\nlisten_port=6432\nauth_type=any\npidfile=/tmp/pgb.pid\n' >$B/pgbouncer.ini; chmod 644 $B/pgbouncer.ini
n pw-bouncer "runuser -u postgres -- pgbouncer pgbouncer.ini & P=\$!; sleep 2; psql -X -h api -p 6432 shop -c 'SELECT 1'; kill \$P; pkill -P \$P; wait" 
n srv-nodb "psql -X -d shop_staging; pg_dump reports | gzip | wc -c"; n srv-hba "psql -X -d postgres -c 'SELECT 1'"; n srv-ssl "PGSSLMODE=require psql -X -c 'SELECT 1'; PGSSLMODE=verify-full psql -X -c 'SELECT 1'"
n srv-name "psql -X -h postgres -c 'SELECT 1'"; n srv-namepg "node -e \"new (require('pg').Client)('postgres://app:x@postgres/shop').connect().catch(e => console.error(e))\""
n srv-namejava "$HCP 'jdbc:postgresql://postgres:5432/shop' x 'SELECT 1'"; n srv-namego "other/go-pgx postgres://app:x@postgres/shop x"; n srv-nodbjava "$HCP 'jdbc:postgresql://db:5432/reports' app-secret 'SELECT 1'"; n srv-hbago "other/go-pgx postgres://app:app-secret@db/postgres x"
n srv-nameasy "ASYNC_URL=postgresql+asyncpg://app:x@postgres/shop python q_asyncpg.py 'SELECT 1'"
n srv-ar "PG=postgres://app:app-secret@db/reports ruby rb/ar.rb"
n srv-typeorm "PG=postgres://app:app-secret@db/reports node node/typeorm.js tab"
n srv-dj "cd dj; sed -i 's/\"HOST\": \"db\"/\"HOST\": \"postgres\"/' settings.py; python manage.py check --database default; sed -i 's/\"HOST\": \"postgres\"/\"HOST\": \"db\"/' settings.py"
psqlsu="nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u -- runuser -u postgres -- psql -qX -h /var/lib/postgresql/data"
$psqlsu -c "ALTER ROLE app CONNECTION LIMIT 2"
n srv-limit "python -c \"
import psycopg2
held = [psycopg2.connect('postgresql://app:app-secret@db/shop') for _ in range(3)]\""
n srv-limitpgb "pgbench -n -c 5 -T 1 -S"
$psqlsu -c "ALTER ROLE app CONNECTION LIMIT -1"
log s-srv
nsenter -t $(cat /tmp/pieces-data/ns.pid) -n ip addr add 172.18.0.9/32 dev lo 2>/dev/null
nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u python3 "$HERE/hole.py" & hole=$!
sleep 1
n srv-tpsql "PGCONNECT_TIMEOUT=3 psql -X -h warehouse -d stock -c 'SELECT 1'"; n srv-tgo "other/go-pgx 'postgres://app:x@warehouse/stock?connect_timeout=3' x"; n srv-tpgjs "PG=postgres://app:x@warehouse/stock node node/postgresjs.js 'SELECT 1'"; n srv-thik "$HCP 'jdbc:postgresql://warehouse:5432/stock?connectTimeout=2' x 'SELECT 1'"
n srv-tdj "cd dj; sed -i 's/\"HOST\": \"db\"/\"HOST\": \"warehouse\", \"OPTIONS\": {\"connect_timeout\": 3}/' settings.py; python manage.py showmigrations; sed -i 's/\"HOST\": .*}}}*/\"HOST\": \"db\"}}/' settings.py"
kill $hole
}
p_orm() {
n amb-sm "python heroes.py"; n amb-flask "flask --app accounts run -h 172.18.0.4 -p 5000 & P=\$!; sleep 3; curl -s http://api:5000/transfers | head -5; curl -s http://api:5000/transfers >/dev/null; kill \$P; wait"
n amb-short "pytest -q tests/test_orders.py $Q --tb=short"; n amb-line "pytest -q tests/test_orders.py $Q --tb=line"
n amb-ipy "ipython --no-banner --colors=NoColor --simple-prompt -c 'import accounts; accounts.Transfer()'"
n amb-shell "flask --app accounts shell < <(echo 'Transfer = __import__(\"accounts\").Transfer; Transfer()')"
n amb-unit "cp tests/test_orders.py t_o.py; python -c \"
import unittest
import t_o
unittest.main(argv=['x'], testLoader=None) if 0 else None
class T(unittest.TestCase):
    def test_order(self): t_o.Order()
unittest.main(argv=['tests'])\""
n meta-celery "timeout 10 celery -A jobs_audit worker -c 1"; n meta-gun "timeout 10 gunicorn -b 172.18.0.4:8000 -k uvicorn.workers.UvicornWorker api_doc:app"; n meta-sm "python sm_meta.py"
n meta-hyper "timeout 8 hypercorn -b 172.18.0.4:8000 api_doc:app"; n meta-ipy "ipython --no-banner --colors=NoColor --simple-prompt -c 'import models_doc'"
mkdir -p $B/tests2; echo 'def test_doc():
    from models_doc import Document' >$B/tests2/test_doc.py; n meta-pt "PYTHONPATH=/app pytest -q tests2 $Q --tb=short"; n meta-ptline "PYTHONPATH=/app pytest -q tests2 $Q --tb=line"
n meta-flask "printf 'import models_doc\nfrom flask import Flask\napp = Flask(__name__)\n' >wsgi.py; flask run -h 172.18.0.4 -p 5000; flask routes"
: >$LOG
n ver-log "python verlog.py ScheduleRun"; TRACK=1 n mod-log "python verlog.py Roster"
n ver-p3 "DATABASE_URL=postgresql+psycopg://app:app-secret@db/shop python versioned.py run"; TRACK=1 n mod-p3 "DATABASE_URL=postgresql+psycopg://app:app-secret@db/shop python versioned.py roster"
n ver-8000 "DATABASE_URL=postgresql+pg8000://app:app-secret@db/shop python versioned.py run"; TRACK=1 n mod-8000 "DATABASE_URL=postgresql+pg8000://app:app-secret@db/shop python versioned.py roster"
n ver-short "pytest -q tests/test_ver.py -k run $Q --tb=short"; TRACK=1 n mod-short "pytest -q tests/test_ver.py -k roster $Q --tb=short"
TRACK=1 n mod-line "pytest -q tests/test_ver.py -k roster $Q --tb=line"; n ver-line "pytest -q tests/test_ver.py -k run $Q --tb=line"
n ver-api "uvicorn ver_api:app --host 172.18.0.4 --port 8000 & P=\$!; sleep 3; curl -s -X POST http://api:8000/schedule-runs; kill \$P; wait"
TRACK=1 n mod-api "uvicorn ver_api:app --host 172.18.0.4 --port 8000 & P=\$!; sleep 3; curl -s -X POST http://api:8000/rosters; kill \$P; wait"
log s-ver
# scripts
n nm-api "uvicorn sandbox_svc:app --host 172.18.0.4 --port 8000 & P=\$!; sleep 3; for s in monthly_report forecast stamp; do curl -s -X POST http://api:8000/run/\$s -H 'content-type: application/json' -d '{\"rows\": [1,2]}'; echo; done; kill \$P; wait"
n nm-simple "python rules_simple.py"; n nm-celery "python jobs_script.py"
n nm-py "python -c \"
import sandbox_svc
sandbox_svc.execute('total = sum(params)\nresult = numpy.array(params)', [1])\""
printf 'import sandbox_svc\n\ndef test_report():\n    sandbox_svc.run("monthly_report", {"rows": []})\n\ndef test_stamp():\n    sandbox_svc.run("stamp", {})\n' >$B/tests/test_sb.py; n nm-pt "pytest -q tests/test_sb.py $Q --tb=short"; n nm-ptline "pytest -q tests/test_sb.py $Q --tb=line"
printf 'import logging, code\nlogging.basicConfig()\ni = code.InteractiveInterpreter({"__builtins__": {"print": print, "sum": sum}, "rows": [3, 4]})\nfor line in ("print(sum(rows))", "print(numpy.mean(rows))", "print(statistics.median(rows))"):\n    print(">>>", line)\n    i.runsource(line)\n' >$B/console.py; n nm-console "python console.py"
# libmagic
touch /tmp/pieces-data/empty.so; nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u mount --bind /tmp/pieces-data/empty.so /usr/lib/x86_64-linux-gnu/libmagic.so.1.0.0
n lm-celery "timeout 10 celery -A files_app worker -c 1"; n lm-uvi "timeout 8 uvicorn api_files:app --host 172.18.0.4"; n lm-pt "pytest -q tests/test_files.py $Q --tb=short"; n lm-ptline "pytest -q tests/test_files.py $Q --tb=line"
n lm-hyper "timeout 8 hypercorn -b 172.18.0.4:8000 api_files:app"; n lm-cli "python -c 'import magic'; pip show python-magic 2>/dev/null | head -2; python -c 'import ctypes.util; print(ctypes.util.find_library(\"magic\"))'"
T /app $OPT "pip list 2>/dev/null | grep -i magic" "python -c 'import magic' 2>&1 | tail -1" >lm-term.txt
n lm-flask "printf 'import magic\nfrom flask import Flask\napp = Flask(__name__)\n' >wsgi.py; flask run -h 172.18.0.4 -p 5000; rm wsgi.py"
n lm-ipy "ipython --no-banner --colors=NoColor --simple-prompt -c 'import magic'"
n lm-ruby "ruby -e 'require \"magic\"'"
nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u umount /usr/lib/x86_64-linux-gnu/libmagic.so.1.0.0
}
p_al() {
rev='source <(sed -n "/^rev()/,/^}/p" alembic.sh)'
# not found
T /app $OLD 'alembic upgrade head' 'python3 -m alembic upgrade head' 'which -a alembic' >anf-term.txt
mkdir -p $B/svc; echo '{"name":"shop-backend","version":"1.4.0","scripts":{"migrate":"alembic upgrade head","dev":"npm run migrate \u0026\u0026 uvicorn main:app"}}' >$B/svc/package.json
T /app/svc $OLD 'npm run dev 2>/dev/null' >anf-npm.txt
echo 'migrate: alembic upgrade head' >$B/svc/Procfile; T /app/svc $OLD 'foreman start' >anf-foreman.txt
printf '[supervisord]\nnodaemon=true\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile=/tmp/s.pid\nuser=root\n[program:migrate]\ncommand=alembic upgrade head\nautorestart=false\nstartretries=1\n' >$B/svc/supervisord.conf
nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u --wd=/ -- env -i PATH=$OLD bash -c 'cd /app/svc; timeout 6 supervisord -c supervisord.conf' >anf-super.txt 2>&1
printf '%s\n' '- hosts: localhost' '  connection: local' '  gather_facts: false' '  tasks:' '    - name: Run database migrations' '      command: alembic upgrade head' '      args:' '        chdir: /app' >$B/pb2.yml
nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u --wd=/ -- env -i PATH=$OLD HOME=/home/app ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=0 LANG=C.UTF-8 bash -c 'cd /app; ansible-playbook -i localhost, pb2.yml' >anf-ansible.txt 2>&1
mkdir -p $B/svc2/alembic; touch $B/svc2/alembic/__init__.py; T /app/svc2 $OPT 'python -c "from alembic.config import main; main(argv=[\"upgrade\", \"head\"])"' 'ls alembic' 'pip show alembic 2>/dev/null | head -2' >anf-config.txt
T /app $OLD 'node -e "require(\"child_process\").execFileSync(\"alembic\", [\"upgrade\", \"head\"])" 2>&1 | tail -12' >anf-node.txt
T /app $OLD 'bash prestart2.sh' >/dev/null
printf '#!/usr/bin/env bash\nset -euo pipefail\necho "==> waiting for db"\necho "==> alembic upgrade head"\nalembic upgrade head\necho "==> starting api"\nexec uvicorn main:app\n' >$B/start.sh
T /app $OLD './start.sh' 'bash start.sh' 'echo $?' >anf-start.txt
T /app $OLD 'python3 -c "import alembic.config"' 'python3 -m pip --version | cut -d" " -f1,2' >anf-imp.txt
T /app $OLD 'ruby -e "system(%q(alembic), %q(upgrade), %q(head), exception: true)"' >anf-ruby.txt
# migrations
n al-base 'bash alembic.sh; alembic upgrade head; echo "exit $?"; alembic current; alembic heads'
n al-prestart './prestart.sh; echo "exit status $?"'
n al-up2 'mv mig/versions/c40e* /tmp/pieces-data/; alembic upgrade head; mv /tmp/pieces-data/c40e* mig/versions/'
T /app $OPT 'alembic current --verbose' 'alembic history --indicate-current' >al-nh-term.txt
n al-check 'alembic check; echo $?'; n al-stamp 'alembic revision -m "add phone" --autogenerate; alembic upgrade head --sql | head -30'
T /app $OPT 'psql -Atc "select version_num from alembic_version"' 'ls mig/versions' 'grep -h revision mig/versions/*.py' >al-nh-psql.txt
n al-ready "uvicorn health:app --host 172.18.0.4 --port 8000 & P=\$!; sleep 8; curl -s http://api:8000/readyz | python -m json.tool; curl -s -o /dev/null -w '%{http_code}\n' http://api:8000/readyz; kill \$P; wait"
printf 'from alembic import command\nfrom alembic.config import Config\n\ndef test_migrated():\n    command.check(Config("/app/alembic.ini"))\n' >$B/tests/test_mig.py; n al-ptcheck "pytest -q tests/test_mig.py $Q --tb=short"
# NOT NULL, column twice
n al-col "$rev; rm mig/versions/c40e*; rev d1 '\"8d1f0c2ab731\"' 'op.add_column(\"people\", sa.Column(\"phone\", sa.Text, nullable=False))' phone; sed -i 's/\"d1\"/\"d19c5a7730be\"/' mig/versions/d1_phone.py; mv mig/versions/d1_phone.py mig/versions/d19c5a7730be_phone.py; alembic upgrade head"
n al-dupcol "sed -i 's/op.add_column.*/op.add_column(\"people\", sa.Column(\"email\", sa.Text))/' mig/versions/d19c*; alembic upgrade head"
n al-type "sed -i 's/op.add_column.*/op.create_foreign_key(None, \"assignments\", \"userz\", [\"person_id\"], [\"id\"])/' mig/versions/d19c*; alembic upgrade head"
n al-syntax "sed -i 's/op.create_foreign_key.*/op.alter_column(\"people\", \"email\", type_=sa.Integer)/' mig/versions/d19c*; alembic upgrade head"
n al-heads "$rev; sed -i 's/op.alter_column.*/pass/' mig/versions/d19c*; rev e7a2d90fb16c '\"8d1f0c2ab731\"' pass fax; alembic upgrade head; alembic merge -m x abcdef123456; ./prestart.sh; alembic stamp head; alembic show head"
}
p_al2() {
rev='source <(sed -n "/^rev()/,/^}/p" alembic.sh)'
T /app $OPT 'alembic upgrade head' 'alembic heads --verbose' >al-heads-term.txt
n al-dupid "$rev; rm mig/versions/e7a2*; rev e7a2d90fb16c '\"d19c5a7730be\"' pass one; cp mig/versions/e7a2d90fb16c_one.py mig/versions/e7a2d90fb16c_two.py; alembic upgrade head; rm mig/versions/e7a2*"
n al-keyerr "$rev; rev e7a2d90fb16c '\"77aa01bc90de\"' pass lost; alembic upgrade head"
n al-cycle "$rev; rm mig/versions/e7a2*; rev e7a2d90fb16c '\"f00dcafe1234\"' pass one;  rev f00dcafe1234 '\"e7a2d90fb16c\"' pass two; alembic upgrade head; rm mig/versions/{e7a2,f00d}*"
# lost revision
n al-lostset "psql -c \"INSERT INTO alembic_version VALUES ('8d1f0c2ab731') ON CONFLICT DO NOTHING\""
n al-lost "rm mig/versions/8d1f*; sed -i 's/\"8d1f0c2ab731\"/None/' mig/versions/d19c*; alembic current; alembic upgrade head; alembic downgrade -1; alembic stamp head; alembic history; ./prestart.sh"
T /app $OPT './prestart.sh' 'git log --oneline 2>/dev/null | head -3; ls mig/versions' >al-lost-term.txt
n al-lostpy "python -c \"
from alembic import command
from alembic.config import Config
command.upgrade(Config('alembic.ini'), 'head')\""
n al-lostready "uvicorn health:app --host 172.18.0.4 --port 8000 & P=\$!; sleep 3; curl -s http://api:8000/readyz | python -m json.tool; kill \$P; wait"
n al-lostpt "pytest -q tests/test_mig.py $Q --tb=short"
# Flask-Migrate
n fm-ok 'psql -qc "DROP TABLE alembic_version"; flask --app fm db init; flask --app fm db migrate -m regions; flask --app fm db upgrade'
n fm-nh 'flask --app fm db revision -m "add notes"; flask --app fm db current; flask --app fm db heads; flask --app fm db check; flask --app fm db migrate -m "add code"'
n fm-heads 'flask --app fm db revision -m "branch" --head "$(flask --app fm db current 2>/dev/null | cut -d" " -f1)" --splice; flask --app fm db upgrade; flask --app fm db heads'
}
p_al3() {
n fm-lost 'rm fmig/versions/*; flask --app fm db upgrade; flask --app fm db current; flask --app fm db migrate -m again; flask --app fm db stamp head'
T /app $OPT 'flask --app fm db upgrade 2>&1 | tail -1' 'ls fmig/versions' 'psql -c "table alembic_version"' >fm-lostterm.txt
n ready-set "bash alembic.sh; psql -c \"UPDATE alembic_version SET version_num = '8d1f0c2ab731'\""
n al-ready2 "uvicorn health:app --host 172.18.0.4 --port 8200 & P=\$!; sleep 7; curl -s http://api:8200/readyz | python -m json.tool; curl -si http://api:8200/readyz; kill \$P; wait"
}
p_redis() {
DBL=redis://:local_pass@:local_pass@redis:6379/0
for w in dbl ref; do
export RURL=$DBL; [ $w = ref ] && { export RURL=redis://:local_pass@redis:6379/0; kill "$(cat /tmp/pieces-data/redis.pid)"; sleep 1; }
n r$w-node "node node/redis4.js"; n r$w-rb "ruby rb/cache.rb; echo \$REDIS_URL"; n r$w-php "php other/pred.php"; n r$w-redigo "echo REDIS_URL=\$REDIS_URL; other/go-redigo"; n r$w-goredis "echo REDIS_URL=\$REDIS_URL; other/go-goredis"
n r$w-bull "node node/bull.js"; n r$w-cel "env | grep REDIS; timeout 12 celery -A cel worker -c 1 -l info --without-gossip"; n r$w-celsend "env | grep REDIS; timeout 20 python cel.py"
n r$w-drama "env | grep REDIS; timeout 6 dramatiq drama -p 1 -t 1"; n r$w-arq "env | grep REDIS; timeout 15 arq arq_worker.WorkerSettings"; n r$w-huey "env | grep REDIS; timeout 6 huey_consumer huey_app.huey"
n r$w-rqw "set -x; rq worker -u \$REDIS_URL"; n r$w-sidekiq "env | grep REDIS; timeout 10 sidekiq -r ./rb/worker.rb"
n r$w-slow "uvicorn slow:app --host 172.18.0.4 --port 8000 & P=\$!; sleep 3; curl -s -o /dev/null -w '%{http_code}\n' http://api:8000/menu; kill \$P; wait"
n r$w-slowf "FALLBACK=1 uvicorn slow:app --host 172.18.0.4 --port 8000 & P=\$!; sleep 3; for i in 1 2 3 4 5 6 7; do curl -s -o /dev/null -w '%{http_code}\n' http://api:8000/menu; done; kill \$P; wait"
n r$w-flc "flask --app cache_fl run -h 172.18.0.4 -p 5000 & P=\$!; sleep 3; curl -s http://api:5000/menu | tail -2; kill \$P; wait"
n r$w-dj "cd dj; python manage.py runserver --noreload 172.18.0.4:8000 & P=\$!; sleep 4; curl -s http://api:8000/menu >/tmp/pieces-data/djr.txt; kill \$P; wait"; cp /tmp/pieces-data/djr.txt r$w-djbody.txt
n r$w-djshell "cd dj; env | grep REDIS; python manage.py shell -c \"from django.conf import settings; print(settings.CACHES); from django.core.cache import cache; cache.get('menu')\""
done
T /app $OPT 'redis-cli -h redis ping' 'redis-cli -h redis' 'INFO server' 'exit' >rref-cli.txt
n rref-bench "redis-benchmark -h redis -n 10 -q"; n rref-limit "node node/limit.js & P=\$!; sleep 1.5; for i in 1 2 3; do curl -s -o /dev/null -w '%{http_code} %{time_total}\n' http://api:3000/menu; done; kill \$P; wait"
n rref-limit2 "node node/limit2.js & P=\$!; sleep 1.5; for i in 1 2 3; do curl -s -o /dev/null -w '%{http_code} %{time_total}\n' http://api:3000/menu; done; kill \$P; wait"
n rref-phpx "php -r '\$r = new Redis(); \$r->connect(\"redis\", 6379);'"; n rref-flower "true"
n rref-inspect "celery -A cel inspect ping"; n rref-rqinfo "rq info -u redis://redis:6379"
n rref-sentinel "redis-cli -h redis --scan; redis-cli -u redis://redis:6379 monitor; echo \$?"
n rref-tcl "redis-cli -h redis --stat"
}
p_down() {
kill -INT "$(head -1 $H/pgdata/postmaster.pid)"; sleep 2
n cr-psql 'until psql -X -c "SELECT 1" >/dev/null; do echo "Postgres is unavailable - sleeping"; sleep 1; [ $((n++)) -lt 3 ] || exit 1; done'
n cr-pgx "other/go-pgx \$PG x"; n cr-gorm "other/go-gorm 'postgres://app:app-secret@db/shop?sslmode=disable' tab"; n cr-hik "$HCP '$X' app-secret 'SELECT 1'"
n cr-pgjs "node node/postgresjs.js 'SELECT 1'"; n cr-typeorm "node node/typeorm.js tab"; n cr-ar "ruby rb/ar.rb"; n cr-seq "ruby rb/seq.rb"; n cr-pg8000 "python q_pg8000.py 'SELECT 1'"; n cr-asy "python q_asyncpg.py 'SELECT 1'"
n cr-dj "cd dj; timeout 8 python manage.py runserver --noreload 172.18.0.4:8000"; n cr-djm "cd dj; python manage.py migrate --noinput"; n cr-pl "DB=shop H=db perl other/q.pl 'SELECT 1'"; n cr-php "php other/illuminate.php people"; n cr-tort "python q_tortoise.py"; n cr-peewee "python q_peewee.py tab"
n cr-alembic "alembic upgrade head"; n cr-flask "flask --app fm db upgrade"; n cr-nc 'for i in 1 2 3 4 5; do nc -zv db 5432 && break; sleep 1; done'; n cr-pgp "node node/pgp.js 'SELECT 1'"; n cr-mig "DATABASE_URL=\$PG node_modules/.bin/node-pg-migrate up"; n cr-boss "node -e \"const P=require('pg-boss'); const B=P.PgBoss||P; const b=new B(process.env.PG); b.on('error',e=>console.error(e)); b.start().catch(e=>{console.error(e);process.exit(1)})\""
n cr-pool "python -c \"
import psycopg_pool
with psycopg_pool.ConnectionPool('postgresql://app:app-secret@db/shop', timeout=4) as pool:
    with pool.connection() as c: pass\""
n cr-knex "printf 'module.exports = { client: %s, connection: process.env.PG }' \"'pg'\" >knexfile.js; node_modules/.bin/knex migrate:latest"
n cr-ansible "true"
}
for p in init sql auth orm al al2 al3 redis down; do [ "$part" = all ] || [ "$part" = $p ] || continue; echo "== $p $(date +%T)"; p_$p; done
