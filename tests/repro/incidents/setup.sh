#!/usr/bin/env bash
# Makes /srv/orders (tools, programs, a PostgreSQL at 15633 and a Redis at 15679), for make.py. `setup.sh stop` stops the servers.
#
# Needs root and, from Debian 12: postgresql-15 redis-server php-cli php-pgsql golang-go golang-github-lib-pq-dev ruby ruby-pg ruby-redis
# libpostgresql-jdbc-java openjdk-17-jdk chromium docker-compose gosu buildah python3-venv libmagic1; nodejs and npm; cargo.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
home=/srv/orders
export PATH=$PATH:/usr/lib/postgresql/15/bin
cd /

if [ "${1:-}" = stop ]; then
    runuser -u postgres -- pg_ctl -s -w -D $home/db -m fast stop || true
    redis-cli -p 15679 -a local_pass --no-auth-warning shutdown nosave || true
    exit
fi

mkdir -p $home/app $home/node $home/other $home/sqlx/src $home/run $home/go
cp "$here"/py/* $home/app/
cp "$here"/node/* $home/node/
cp "$here"/other/* $home/other/
cp "$here"/sqlx/Cargo.toml $home/sqlx/
cp "$here"/sqlx/src/main.rs $home/sqlx/src/
[ -x $home/venv/bin/python ] || /usr/bin/python3 -m venv $home/venv
$home/venv/bin/python -c 'import slowapi, strawberry, tortoise' 2>/dev/null || $home/venv/bin/pip install -q -r "$here/requirements.txt"
# SQLAlchemy 2.1 no longer refuses an attribute called metadata; 2.0 does.
[ -x $home/venv20/bin/pytest ] || { /usr/bin/python3 -m venv $home/venv20; $home/venv20/bin/pip install -q 'sqlalchemy<2.1' flask-sqlalchemy pytest psycopg2-binary; }
[ -d $home/node/node_modules/pg ] || (cd $home/node && npm install --no-audit --no-fund --silent pg sequelize knex pino ioredis redis axios)
(cd $home/sqlx && cargo build -q -j1)
(cd $home/other && javac Orders.java && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$home/go go build -o orders-go orders.go)

if ! pg_isready -q -h $home/run -p 15633; then
    rm -rf $home/db
    mkdir $home/db
    chown postgres: $home/db $home/run
    runuser -u postgres -- initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/db/postgresql.conf <<'CONF'
listen_addresses = '127.0.0.1'
port = 15633
unix_socket_directories = '/srv/orders/run'
timezone = 'UTC'
log_timezone = 'UTC'
CONF
    cat >$home/db/pg_hba.conf <<'HBA'
local all all trust
host all app,reporting,job_agent_admin 127.0.0.1/32 scram-sha-256
HBA
    : >$home/pg.log
    chown postgres: $home/pg.log
    runuser -u postgres -- pg_ctl -s -w -D $home/db -l $home/pg.log start
    runuser -u postgres -- psql -qX -h $home/run -p 15633 -c "CREATE ROLE app LOGIN PASSWORD 'app-secret'" -c "CREATE DATABASE shop OWNER app"
    runuser -u postgres -- psql -qX -h $home/run -p 15633 -d shop -c "SET ROLE app" -f - <"$here/setup.sql"
fi
redis-cli -p 15679 -a local_pass --no-auth-warning ping >/dev/null 2>&1 ||
    redis-server --port 15679 --bind 127.0.0.1 --requirepass local_pass --save '' --daemonize yes >/dev/null
echo "ready"
