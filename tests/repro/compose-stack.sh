#!/usr/bin/env bash
# Makes tests/data/compose/wrong-password.log: a stack of real processes whose database user gets another password while it runs.
#
#     tests/repro/compose-stack.sh [OUTPUT]
#
# Needs root, Debian's postgresql-15, redis-server and nginx, python3 with venv, and the free ports 15608, 15632, 15679 and 15680 of
# 127.0.0.1. Everything lives in /srv/shop, which it makes anew. Takes about a minute.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath "${1:-$here/../data/compose/wrong-password.log}")
home=/srv/shop
export PATH=$PATH:/usr/lib/postgresql/15/bin

for tool in postgres initdb redis-server nginx python3 runuser; do
    command -v "$tool" >/dev/null || { echo "compose-stack.sh: $tool is missing" >&2; exit 1; }
done

mkdir -p $home/public $home/nginx
[ -x $home/venv/bin/celery ] || { python3 -m venv $home/venv; $home/venv/bin/pip install -q -r "$here/compose-stack/requirements.txt"; }
cp "$here"/compose-stack/{backend,worker}.py "$here/compose-stack/nginx.conf" $home/
echo '<!doctype html><title>Shop</title><script src="/app.js"></script>' > $home/public/index.html
echo 'fetch("/api/v1/orders")' > $home/public/app.js

rm -rf $home/db $home/dump.rdb
mkdir $home/db
chown postgres: $home/db
chmod 711 $home
cd /
runuser -u postgres -- /usr/lib/postgresql/15/bin/initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
mkdir -p $home/run && chown postgres: $home/run
cat >> $home/db/postgresql.conf <<'CONF'
listen_addresses = '127.0.0.1'
port = 15632
unix_socket_directories = '/srv/shop/run'
log_connections = on
log_disconnections = on
log_min_duration_statement = 0
log_checkpoints = on
checkpoint_timeout = 30s
log_timezone = 'UTC'
timezone = 'UTC'
CONF
runuser -u postgres -- pg_ctl -s -w -D $home/db -l /dev/null start
runuser -u postgres -- psql -qX -h $home/run -p 15632 -c "CREATE ROLE app LOGIN PASSWORD 'first-secret'" -c "CREATE DATABASE shop OWNER app"
PGPASSWORD=first-secret psql -qX -h 127.0.0.1 -p 15632 -U app -d shop -c \
    "CREATE TABLE orders (id serial PRIMARY KEY, email text NOT NULL, total numeric(10, 2) NOT NULL, placed timestamptz DEFAULT now())"
runuser -u postgres -- pg_ctl -s -w -D $home/db stop

python3 "$here/compose-stack/run.py" "$out"
wc -lc "$out"
