#!/usr/bin/env bash
# raw.sh PART: after setup.sh, makes the failures; outputs in /srv/pieces-data/raw
cd "$(dirname "$0")"; R=/srv/pieces-data/raw; L=/srv/pieces-data/pgdata/log; B=/srv/pieces-data/backend
o() { out=$1; shift; ./n "$*" >$R/$out.txt; }
T() { d=$1; p=$2; shift 2; nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u --wd=/ -- env -i PATH=$p HOME=/home/app LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PAGER=cat PGPASSWORD=app-secret PGHOST=db PGUSER=app PGDATABASE=shop DATABASE_URL=postgresql+psycopg2://app:app-secret@db:5432/shop TERM_PY=$PWD/l/term.py bash -c 'cd $0; exec /usr/bin/python3 $TERM_PY "$@"' $d "$@"; }
OPT=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin; OLD=/usr/local/bin:/usr/bin:/bin
p_sql() {
  o pd-append 'python to_sql.py append'; o pd-col 'python to_sql.py q "SELECT id, explanation FROM assignments"'; o pd-tab 'python to_sql.py q "SELECT * FROM payments"'; o pd-conn 'python to_sql.py conn "SELECT * FROM payments" 2>&1'
  o dj-load 'cd dj; python manage.py loaddata people.json'; o dj-dump 'cd dj; python manage.py dumpdata people'; o dj-clear 'cd dj; python manage.py clearsessions'
  o dj-prod 'cd dj; PROD=1 python manage.py runserver --insecure --noreload 172.18.0.4:8000 & P=$!; sleep 4; for p in people/add assignments payments; do curl -s http://api:8000/$p >/dev/null; done; kill $P; wait'
  o dj-admin 'cd dj; python manage.py shell -c "from people.models import *; print(list(Assignment.objects.values_list(\"explanation\")))"'
  o pgcli-col 'pgcli --no-warn --less-chatty -h db -u app shop <<<"SELECT id, explanation FROM assignments;"'
  T / $OLD "psql -X" "\\d payments" "SELECT count(*) FROM payments;" "\\d assignments" "SELECT a.explanation FROM assignments a;" "\\q" >$R/psql-d.txt
  o psql-1 "psql -X -1 -v ON_ERROR_STOP=1 -c \"INSERT INTO people (email) VALUES ('alan@example.org')\" -c \"INSERT INTO people (email) VALUES ('ada@example.org')\"; echo \"exit code \$?\""
  o csv-copy "printf 'x@example.org\nada@example.org\n' >in.csv; psql -X -c '\\copy people(email) from in.csv'"
  o view "psql -X -c 'CREATE VIEW v AS SELECT explanation FROM assignments' -c 'CREATE INDEX ON payments (total)' -c 'ALTER TABLE invoices ADD COLUMN x int' -c 'TRUNCATE invoices'"
  cp $L/pg $R/s1.txt; cp $L/pg.csv $R/s1csv.txt; cp $L/pg.json $R/s1json.txt 2>/dev/null; : >$L/pg; : >$L/pg.csv; : >$L/pg.json
}
p_var() {
  cat >$B/initdb/10-users.sql <<'Q'
\set reader_name reporting
DO $$
BEGIN
  PERFORM set_config('app.reader', :'reader_name', false);
END $$;
Q
  o var-stdin 'psql -X -q <initdb/10-users.sql; echo exit $?'; o var-one 'psql -X -1 -v ON_ERROR_STOP=1 -f initdb/10-users.sql && echo done'
  T /app $OLD "psql -X" "\\set lim 5" "DO \$\$ BEGIN PERFORM * FROM people LIMIT :lim; END \$\$;" "\\errverbose" "\\q" >$R/var-errv.txt
  o var-log 'psql -X -L out.log -v owner=app -c "DO \$\$ BEGIN ALTER TABLE people OWNER TO :owner; END \$\$" 2>/dev/null; cat out.log'
  o var-e "psql -X -e -v tbl=people <<'Q'
DO \$f\$
DECLARE n int;
BEGIN
  SELECT count(*) INTO n FROM :tbl;
END \$f\$;
Q"
  o var-py "python - <<'P'
import subprocess
r = subprocess.run(['psql', '-Xqf', 'initdb/10-users.sql'], capture_output=True, text=True)
print(r.returncode, r.stderr.splitlines())
P"
  o var-mk "printf 'db-init:\n\tpsql -X -v ON_ERROR_STOP=1 -f initdb/10-users.sql\n' >Makefile; make db-init"
  cp $L/pg $R/s2.txt; cp $L/pg.csv $R/s2csv.txt; cp $L/pg.json $R/s2json.txt; : >$L/pg; : >$L/pg.csv; : >$L/pg.json
}
p_auth() {
  export PGPW=old-secret
  o pw-dbshell 'cd dj; echo "SELECT 1;" | PW=old-secret python manage.py dbshell'
  o pw-pgpass 'printf "db:5432:*:app:old-secret\n" >.pgpass; chmod 600 .pgpass; unset PGPASSWORD; PGPASSFILE=/app/.pgpass psql -X -c "SELECT 1"; PGPASSFILE=/app/.pgpass vacuumdb shop'
  o pw-pgcli 'pgcli --no-password -h db -u app shop <<<"SELECT 1;"'
  o pw-life 'DATABASE_URL=postgresql+psycopg://app:old-secret@db/shop timeout 8 uvicorn life:app --host 172.18.0.4 --port 8000'
  o pw-basebackup 'pg_basebackup -D /tmp/x -U app; pg_restore -d shop p.dump; reindexdb shop; createuser bob'
  o pw-yoyo 'mkdir -p y; yoyo apply --batch -d postgresql://app:old-secret@db/shop y 2>&1 | tail -8'
  o pw-alembic 'bash alembic.sh; sed -i s/app-secret/old-secret/ alembic.ini; alembic current'
  o pw-celery 'python -c "
from celery import Celery
app = Celery(broker=\"memory://\", backend=\"db+postgresql://app:old-secret@db/shop\")
print(app.AsyncResult(\"x\").state)"'
  unset PGPW
  cp $L/pg $R/s3.txt; cp $L/pg.csv $R/s3csv.txt; cp $L/pg.json $R/s3json.txt; : >$L/pg; : >$L/pg.csv; : >$L/pg.json
  o srv-sock 'unset PGHOST; psql -X -c "SELECT 1"; python -c "
import psycopg2
psycopg2.connect(dbname=\"shop\", user=\"app\")"'
  o srv-djsock 'unset PGHOST; cd dj; DBHOST= python manage.py showmigrations 2>&1'
  o srv-djname 'cd dj; DBHOST=database python manage.py check --database default 2>&1'
  o srv-sqla 'DATABASE_URL=postgresql+psycopg2://app:x@postgres/shop timeout 8 uvicorn life:app --host 172.18.0.4 --port 8000'
  o srv-pgcli 'pgcli -h database -u app shop <<<"SELECT 1;"'
  o srv-alname 'sed -i "s#@db#@database#" alembic.ini; alembic upgrade head'
  o srv-wait 'PGHOST=warehouse-db; for i in 1 2 3; do psql -X -h $PGHOST -tAc "SELECT 1" >/dev/null && break; echo "waiting for $PGHOST ($i/3)"; sleep 0.3; done'
  o srv-nodbdj 'cd dj; sed "s/\"NAME\": \"shop\"/\"NAME\": \"shopdev\"/" settings.py >s2.py; DJANGO_SETTINGS_MODULE=s2 python -m django migrate --settings s2 2>&1'
}
p_orm() {
  o amb-rich 'python sa_rich.py keys_mod main'; o amb-life 'WHAT=keys timeout 8 uvicorn life:app --host 172.18.0.4 --port 8000'; o amb-json 'python slog.py keys'; o amb-jsond 'python slog.py keys d | python -m json.tool'
  o nose 'nose2 test_nose 2>&1'
  o meta-rich 'python sa_rich.py importlib import_module models_doc'; o meta-reload 'timeout 6 uvicorn --reload models_doc:Base --host 172.18.0.4 --port 8000'
  o meta-al 'bash alembic.sh; sed -i "1i from models_doc import Base" mig/env.py; alembic revision --autogenerate -m documents'
  o meta-ptcol 'mkdir -p t3; printf "from models_doc import Document\n\ndef test_x():\n    pass\n" >t3/test_x.py; PYTHONPATH=/app python -m pytest -q t3 -p no:cacheprovider'
  for k in run roster; do TR=; [ $k = roster ] && TR=1; TRACK=$TR o ver-$k-json "python slog.py $k"; TRACK=$TR o ver-$k-rich "python sa_rich.py rqjobs save $k"; TRACK=$TR o ver-$k-lite "python lite.py $k"; TRACK=$TR o ver-$k-gun "gunicorn -b 172.18.0.4:8000 -k uvicorn.workers.UvicornWorker ver_api:app & P=\$!; sleep 4; curl -s -X POST http://api:8000/${k/run/schedule-run}s; kill \$P; wait"; done
  cp $L/pg $R/s4.txt; cp $L/pg.csv $R/s4csv.txt; cp $L/pg.json $R/s4json.txt
  o name-json 'python slog.py script'; o name-rich 'python sa_rich.py sandbox_svc execute "df = pandas.DataFrame(params)" 3'
  o name-flask 'flask --app flask_scripts run -h 172.18.0.4 -p 5000 >fl.log 2>&1 & P=$!; sleep 3; curl -s -i -X POST http://api:5000/scripts/stamp/run -H "content-type: application/json" -d "{}"; kill $P; wait; cat fl.log'
  o name-http 'uvicorn sandbox_svc:app --host 172.18.0.4 --port 8000 2>&1 & P=$!; sleep 3; curl -s -X POST http://api:8000/run/forecast -H "content-type: application/json" -d "{\"rows\": [1]}"; kill $P; wait'
  o rq 'rq worker --burst reports -u $REDIS_URL >/dev/null 2>&1; for c in "rqjobs.report monthly_report" rqjobs.audit rqjobs.order; do rq enqueue -q -Q reports -u $REDIS_URL $c; done; rq worker --burst reports -u $REDIS_URL; rq info -u $REDIS_URL'
  : >/tmp/pieces-data/empty.so; nsenter -t $(cat /tmp/pieces-data/ns.pid) -m mount --bind /tmp/pieces-data/empty.so /usr/lib/x86_64-linux-gnu/libmagic.so.1.0.0
  o lm-rq 'rq enqueue -q -Q detect -u $REDIS_URL rqjobs.detect; rq worker --burst detect -u $REDIS_URL'; o lm-nose 'nose2 test_nose.Orders.test_upload 2>&1'; o lm-rich 'python sa_rich.py rqjobs detect'
  o lm-dj 'cd dj; sed "s/^INSTALLED_APPS = .*/import magic\n&/" settings.py >s3.py; python manage.py check --settings s3'
  o lm-al 'sed -i "1s/.*/import magic/" mig/env.py; alembic current'
  o lm-ldd 'python -c "
import ctypes.util, magic.loader
print(list(magic.loader._lib_candidates()))"; python -m pip show python-magic | head -3; ls /usr/share/misc/magic.mgc'
  nsenter -t $(cat /tmp/pieces-data/ns.pid) -m umount /usr/lib/x86_64-linux-gnu/libmagic.so.1.0.0
}
"p_$1"
