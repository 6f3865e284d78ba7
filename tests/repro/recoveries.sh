#!/bin/sh
# Failures that go away by themselves, for `resolved_by`: PostgreSQL that refuses connections while it recovers from a crash,
# and a Celery worker whose Redis comes up late.
# Needs root (PostgreSQL runs as postgres), the Debian packages postgresql and redis-server. PYTHON names a python with
# the PyPI packages celery, redis and packaging.
# Ports 15540 (PostgreSQL), 15543 (Redis), loopback only.
set -u
: "${PYTHON:=python3}"
work=$(mktemp -d)
chmod 755 "$work"
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
mkdir "$work/pg" /srv/app 2>/dev/null
chown postgres "$work/pg"
as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
pg() { as "$bin/pg_ctl" -D "$work/pg/data" -o '-p 15540 -k /tmp -c listen_addresses=127.0.0.1 -c max_wal_size=4GB' "$@" >/dev/null 2>&1; }

redis='' celery=''
trap 'pg -m immediate stop; kill $redis $celery 2>/dev/null; rm -rf "$work"' EXIT

echo "== postgres: connections while it recovers"
as "$bin/initdb" -D "$work/pg/data" >/dev/null
pg -w -l "$work/pg/first.log" start
sql() { psql -h 127.0.0.1 -p 15540 -U postgres -Xqc "$1" postgres; }
sql 'create table filler as select g, md5(g::text) from generate_series(1, 2000000) g'
pg -m immediate stop
pg -W -l "$work/pg/second.log" start
until sql 'select 1' >/dev/null 2>>"$work/pg/client.log"; do sleep 0.5; done
cat "$work/pg/second.log"
echo "== postgres: psql meanwhile"
head -n 3 "$work/pg/client.log"

cd /srv/app || exit 1
echo "== celery: Redis comes up late"
cat >tasks.py <<'P'
from celery import Celery
app = Celery("tasks", broker="redis://localhost:15543/0")
P
timeout 20 "$PYTHON" -m celery -A tasks worker -c 1 -P solo -l info >celery.log 2>&1 &
celery=$!
sleep 6
redis-server --port 15543 --bind 127.0.0.1 --dir "$work" --save '' >/dev/null &
redis=$!
sleep 10
cat celery.log
