#!/usr/bin/env bash
# Makes /srv/ledger (tools, programs, a PostgreSQL at 16733, a Redis at 16779, a Docker daemon of its own), for batch_b.py. `setup.sh stop` stops them.
#
# Needs root and, from Debian 12: postgresql-15 redis-server docker.io docker-compose podman crun supervisor haproxy nginx-light chromium xvfb xauth
# gir1.2-webkit2-4.1 python3-gi pgcli php-cli php-pgsql php-doctrine-dbal php-predis ruby-activerecord ruby-pg ruby-sequel ruby-sidekiq
# golang-go golang-github-jackc-pgx-v4-dev libdbd-pg-perl libpostgresql-jdbc-java libhikaricp-java openjdk-17-jdk libpq-dev libhiredis-dev gcc busybox-static;
# nodejs and npm; cargo; Python 3.13 and 3.9, each under a neutral path (PY313, PY39).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
home=/srv/ledger
export PATH=$PATH:/usr/lib/postgresql/15/bin DOCKER_HOST=unix://$home/docker/sock
PY313=${PY313:-/opt/python3.13/bin/python3.13}
PY39=${PY39:-/opt/python3.9/bin/python3.9}
cd /

if [ "${1:-}" = stop ]; then
    runuser -u postgres -- pg_ctl -s -w -D $home/db -m fast stop || true
    redis-cli -p 16779 -a local_pass --no-auth-warning shutdown nosave || true
    [ ! -s $home/docker/pid ] || kill "$(cat $home/docker/pid)"
    exit
fi

mkdir -p $home/app $home/node $home/other $home/run $home/docker $home/go $home/rust/src
for folder in scripts small v2; do mkdir -p $home/nginx/www/$folder; echo "<p>ok" >$home/nginx/www/$folder/index.html; done
cp -r "$here"/py/* "$here"/../py/limiter_slowapi.py $home/app/
cp -r "$here"/node/* $home/node/
cp -r "$here"/other/* $home/other/
cp "$here"/rust/Cargo.toml $home/rust/
cp "$here"/rust/src/main.rs $home/rust/src/
[ -x $home/venv/bin/python ] || { "$PY313" -m venv --copies $home/venv; $home/venv/bin/pip install -q -r "$here/requirements-3.13.txt"; }
[ -x $home/venv39/bin/python ] || { "$PY39" -m venv --copies $home/venv39; $home/venv39/bin/pip install -q -r "$here/requirements-3.9.txt"; }
[ -d $home/node/node_modules ] || (cd $home/node && npm install --no-audit --no-fund --silent --legacy-peer-deps)
[ -d $home/node22/node_modules ] || { mkdir -p $home/node22; echo "{}" >$home/node22/package.json; (cd $home/node22 && npm install --no-audit --no-fund --silent node@22); }
(cd $home/rust && cargo build -q -j1)
(cd $home/other && javac -cp /usr/share/java/HikariCP.jar Pool.java && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$home/go go build -o stock stock.go &&
    gcc -o libpq_report libpq_report.c -I/usr/include/postgresql -lpq)

if ! pg_isready -q -h $home/run -p 16733; then
    rm -rf $home/db
    mkdir $home/db
    chown postgres: $home/db $home/run
    runuser -u postgres -- initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/db/postgresql.conf <<'CONF'
listen_addresses = '127.0.0.1'
port = 16733
unix_socket_directories = '/srv/ledger/run'
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
max_connections = 30
log_statement = 'all'
CONF
    : >$home/pg.log
    chown postgres: $home/pg.log
    runuser -u postgres -- pg_ctl -s -w -D $home/db -l $home/pg.log start
    runuser -u postgres -- psql -qX -h $home/run -p 16733 -c "CREATE ROLE app LOGIN PASSWORD 'app-secret'" -c "CREATE DATABASE ledger OWNER app"
    runuser -u postgres -- psql -qX -h $home/run -p 16733 -d ledger -c "SET ROLE app" -f - <"$here/setup.sql"
fi
redis-cli -p 16779 -a local_pass --no-auth-warning ping >/dev/null 2>&1 ||
    redis-server --port 16779 --bind 127.0.0.1 --requirepass local_pass --save '' --daemonize yes >/dev/null
if ! docker version >/dev/null 2>&1; then
    dockerd --data-root $home/docker/data --exec-root $home/docker/exec -p $home/docker/pid -H $DOCKER_HOST --storage-driver vfs \
        --iptables=false --ip6tables=false --bip 10.213.7.1/24 >$home/docker/log 2>&1 &
    sleep 8
fi
"$here/images.sh"
echo "ready"
