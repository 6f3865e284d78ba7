#!/usr/bin/env bash
# raw.sh [DIR]: after setup.sh on a fresh database, makes the failures and keeps their whole outputs in DIR (default /srv/pieces-data/raw).
# docker.sh makes those that need a Docker daemon; cut.py cuts the pieces out of both.
HERE=$(cd "$(dirname "$0")" && pwd); H=/srv/pieces-data; R=${1:-$H/raw}; B=$H/backend; LOG=$H/pgdata/server.log
N=$HERE/n; NS="nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u --"; OLD=/usr/local/bin:/usr/bin:/bin
mkdir -p "$R"; cd "$R" || exit 1
rm -rf $B/*; cp -r "$HERE"/app/* "$HERE"/alembic.sh $B/; ln -sfn $H/node/node_modules $B/node_modules
T() { d=$1; p=$2; shift 2; nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u --wd=/ -- env -i PATH=$p HOME=/home/app LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PAGER=cat TRACK=${TRACK:-} PGPASSWORD=app-secret PGHOST=db PGUSER=app PGDATABASE=shop \
    DATABASE_URL=postgresql+psycopg2://app:app-secret@db:5432/shop TERM_PY=$HERE/term.py bash -c 'cd $0; exec /usr/bin/python3 $TERM_PY "$@"' $d "$@"; }
api() { echo "uvicorn $1:app --host 172.18.0.4 --port 8000 & P=\$!; sleep 3; $2; kill \$P; wait"; }
J='-H "content-type: application/json"'; Q='-p no:asyncio -W ignore'; U=postgres://app:app-secret@db/shop; X="jdbc:postgresql://db:5432/shop?user=app&password=app-secret"; CP="java -cp other:/usr/share/java/postgresql.jar Q"

# --- the application and its tests
$N "psql -qX $U -f schema.sql"; : >$LOG
$N 'python seed_people.py' >dup-seed.txt
$N 'python versioned.py run' >ver-run.txt; $N 'TRACK=1 python versioned.py roster' >ver-mod.txt
sleep .3; cp $LOG server1.txt
$N "$(api main "curl -si http://api:8000/people $J -d '{\"email\":\"ada@example.org\"}'; echo; curl -si http://api:8000/assignments; echo; curl -si http://api:8000/invoices; echo")" >api.txt
DATABASE_URL=postgresql+psycopg://app:app-secret@db/shop $N 'python versioned.py run' >ver-run3.txt
$N "TRACK=1 pytest tests/test_versions.py -k roster $Q --tb=long" >ver-mod-pytest.txt
$N "pytest -q tests/test_keys.py $Q" >keys-pytest.txt; $N "pytest -q tests/test_event_types.py $Q" >ev-types.txt; $N "pytest tests/test_events.py $Q --tb=long" >ev-pytest.txt
$N 'python -c "import keys; keys.ApiKey()"' | fold -w 100 >keys-fold.txt
$N 'python messages.py' >keys-core.txt
$N "$(api keys_api 'curl -s http://api:8000/keys; echo; curl -s http://api:8000/users; echo')" >keys-api.txt
$N 'flask --app flask_events run -h 172.18.0.4 -p 5000' >ev-flask.txt; $N 'timeout 8 uvicorn events:app --host 172.18.0.4' >ev-uvicorn.txt
TRACK= T /app /opt/venv/bin:$OLD 'python versioned.py run 2>&1 | tail -n 3' "psql -X -c '\\dt *version'" >ver-run-term.txt
TRACK=1 T /app /opt/venv/bin:$OLD 'python versioned.py roster 2>&1 | tail -n 3' "psql -X -c '\\d rosters_version'" >ver-mod-term.txt
# --- other languages
(cd $B/other && javac Q.java); $NS bash -c 'cd /app/other && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=/tmp/pieces-data/go go build -o q-go q.go'
ASG='SELECT id, explanation FROM assignments'; INV='SELECT id FROM invoices'; DUP="INSERT INTO people (email) VALUES ('ada@example.org')"; : >$LOG
$N "node node/q.js \"$DUP\"" >node-dup.txt; $N "node node/q.js \"$ASG\"" >node-col.txt; $N "node node/q.js \"$INV\"" >node-tab.txt
$N "node node/q.js 'SELECT 1' app old-secret" >node-pw.txt; $N "node node/q.js 'SELECT 1' app app-secret shopdev" >node-nodb.txt
$N "node node/seed.js" >seq-dup.txt; $N "node node/knex.js" >knex-tab.txt; $N "ruby other/q.rb $U \"$ASG\"" >rb-col.txt
$N "php other/q.php 'pgsql:host=db;dbname=shop;user=app;password=app-secret' \"$INV\"" >php-tab.txt
$N "$CP '$X' \"$DUP\" people" >java-dup.txt; $N "$CP '${X/secret/old}' \"$INV\" people" >java-pw.txt
$N 'node node_modules/jest/bin/jest.js --rootDir jest' >jest.txt
# --- psql, passwords
: >$LOG
$N "psql -X $U -v admin_pass=local_pass -f initdb/10-roles.sql" >psql-do.txt; $N "psql -X $U -v max_rows=10 -a -f initdb/20-quota.sql" >psql-fn.txt
sleep .3; cp $LOG server4.txt; : >$LOG
$N "printf 'email\nlin@example.org\ngrace@example.org\n' >people.csv; psql -X $U -c '\copy people (email) from people.csv csv header'" >psql-copy.txt
$N 'echo "db:5432:shop:app:old-secret" >.pgpass; chmod 600 .pgpass; export PGPASSFILE=/app/.pgpass; set -x; pg_dump -h db -U app -Fc shop -f /app/backup.dump; ls -l /app/backup.dump' >pgdump-pw.txt
DATABASE_URL=postgresql+psycopg2://job_agent_admin:local_pass@db/shop $N 'python seed_people.py' >role.txt
$N 'python -c "
import asyncio, asyncpg
asyncio.run(asyncpg.connect(\"postgres://app:old-secret@db/shop\"))"' >asyncpg-pw.txt
sleep .3; cp $LOG server5.txt
$N "node node/q.js 'SELECT 1' app app-secret postgres" >node-hba.txt
# --- a host that does not answer
$NS ip addr add 172.18.0.9/32 dev lo 2>/dev/null
$NS python3 "$HERE/hole.py" & hole=$!
sleep 1
$N "node node/q.js 'SELECT 1' app app-secret shop warehouse" >node-timeout.txt
$N "$CP 'jdbc:postgresql://warehouse:5432/shop?user=app&password=x&connectTimeout=3' 'SELECT 1' stock" >java-timeout.txt
$N 'python -c "
import asyncio, asyncpg
asyncio.run(asyncpg.connect(\"postgres://app:x@warehouse/shop\", timeout=3))"' >asyncpg-timeout.txt
$N "$(api main "curl -si http://api:8000/data-sources/test $J -d '{\"host\":\"warehouse\",\"user\":\"report\",\"dbname\":\"stock\"}'; echo; curl -si http://api:8000/data-sources/test $J -d '{\"host\":\"warehouse.internal\",\"user\":\"report\",\"dbname\":\"stock\"}'")" >api-source.txt
kill $hole
# --- scripts with few modules
$N "pytest -q tests/test_scripts.py $Q --tb=long" >sb-pytest.txt; $N 'python formula.py' >sb-aeval.txt; $N 'python rules.py' >sb-rules.txt
$N "$(api sandbox "curl -si http://api:8000/scripts/run $J -d '{\"source\":\"frame = pandas.DataFrame(rows)\", \"rows\": [1]}'; echo")" >sb-api.txt
# --- libmagic
touch /tmp/pieces-data/empty.so; $NS mount --bind /tmp/pieces-data/empty.so /usr/lib/x86_64-linux-gnu/libmagic.so.1.0.0
$N 'timeout 6 gunicorn -b 172.18.0.4:8001 uploads:app' >lm-gunicorn.txt; $N "pytest -q tests/test_uploads.py $Q" >lm-pytest.txt
$NS umount /usr/lib/x86_64-linux-gnu/libmagic.so.1.0.0
# --- alembic is not found
T /app/svc $OLD 'make serve' 'echo $?' >al-make.txt; T /app $OLD 'python3 deploy.py' >al-subprocess.txt; touch $B/svc/alembic/__init__.py
T /app/svc /opt/venv/bin:$OLD 'python migrate.py' 'pip list 2>/dev/null | grep -i alembic' 'ls' 'python -c "import alembic; print(alembic.__file__)"' 'python -m alembic upgrade head' >al-shadow.txt
# --- migrations
rev='source <(sed -n "/^rev()/,/^}/p" alembic.sh)'
$N 'bash alembic.sh; alembic upgrade head; echo "exit $?"' >al-up.txt
$N 'mv mig/versions/c40e* /tmp/pieces-data/; alembic upgrade head; mv /tmp/pieces-data/c40e* mig/versions/; set -x; alembic current; alembic heads; alembic check; alembic revision --autogenerate -m "add phone"' >al-nothead.txt
$N "$(api main 'curl -si http://api:8000/health; echo')" >health-nothead.txt
$N 'bash prestart.sh' >prestart.txt
$N "$rev"'; rev e7a2d90fb16c "\"8d1f0c2ab731\"" "pass" phone; set -x; alembic upgrade head; alembic heads; alembic history; alembic branches' >al-heads.txt
$N "$rev"'; rm mig/versions/*; rev 1c7d55e0aa92 None "pass" initial; set -x; alembic upgrade head; alembic current; alembic history; psql '$U' -c "SELECT * FROM alembic_version"; ls mig/versions; python -c "
from alembic.config import main
main([\"--raiseerr\", \"upgrade\", \"head\"])"' >al-lost.txt
# --- Redis: the password twice, then no server
$N 'export REDIS_URL=redis://:local_pass@redis:6379/0 REDIS_PASSWORD=local_pass; env | grep REDIS; python cache.py' >rd-py.txt
$N 'export REDIS_URL=redis://:local_pass@redis:6379/0 REDIS_PASSWORD=local_pass; node cache.js' >rd-node.txt
$N 'set -x; redis-cli -u redis://:local_pass@:local_pass@redis:6379/0 ping' >rd-cli.txt
$N 'set -x; rq info -u redis://:local_pass@:local_pass@redis:6379/0' >rd-rq.txt
$N 'export REDIS_URL=redis://:local_pass@redis:6379/0 REDIS_PASSWORD=local_pass; set -x; env | grep REDIS; timeout 6 celery -A jobs2 worker -c 1 -l warning --without-gossip' >rd-celery2.txt
kill "$(cat /tmp/pieces-data/redis.pid)"; sleep 1
$N 'flask --app limiter run -h 172.18.0.4 -p 5000 & P=$!; sleep 3; for i in 1 2 3 4 5 6 7; do curl -s -o /dev/null -w "%{http_code} %{time_total}\n" http://api:5000/menu; done; kill $P; wait' >rr-limiter.txt
$N 'node node/session.js & P=$!; sleep 1.5; for i in 7 8 9; do curl -s http://api:3000/cart/$i; echo; done; kill $P; wait' >rr-session.txt
$N 'node node/queue.js' >rr-bull.txt; $N 'REDIS_URL=redis://redis:6379/0 python cache.py' >rr-py.txt
# --- no PostgreSQL
kill -INT "$(head -1 $H/pgdata/postmaster.pid)"; sleep 2
$N 'for i in 1 2 3 4 5 6; do pg_isready -h db -p 5432; sleep 1; done; echo "gave up waiting for the database"' >cr-ready.txt
$N 'until timeout 1 bash -c "</dev/tcp/db/5432"; do [ $((n++)) -lt 5 ] || exit 1; sleep 1; done' >cr-tcp.txt
$N 'python wait_for_db.py' >cr-tenacity.txt; $N 'node node/q.js "SELECT 1"' >cr-node.txt; $N "$CP '$X' 'SELECT 1' people" >cr-java.txt; $N "ruby other/q.rb $U 'SELECT 1'" >cr-rb.txt
