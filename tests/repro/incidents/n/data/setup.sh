#!/usr/bin/env bash
# Order: setup.sh, raw.sh, docker.sh, cut.py, setup.sh stop. A second run needs a fresh database (rm -r /srv/pieces-data/pgdata).
# Namespace "ma": db 172.18.0.2 (PostgreSQL 15), redis 172.18.0.3, api 172.18.0.4; /app and /opt/venv are bound there.
# Needs root; Debian: postgresql-15 pgbouncer redis-server ruby-activerecord ruby-sequel ruby-redis ruby-sidekiq libdbd-pg-perl php-predis buildah podman supervisor ansible foreman golang-github-jackc-pgx-v4-dev golang-github-jinzhu-gorm-dev golang-github-gomodule-redigo-dev golang-gopkg-redis.v5-dev libhikaricp-java php-illuminate-database ruby-magic php-cli php-pgsql php-redis golang-go golang-github-lib-pq-dev ruby ruby-pg openjdk-17-jdk
# libpostgresql-jdbc-java docker.io busybox libmagic1 make; python3-venv, nodejs, npm.
# `setup.sh` builds and starts, `setup.sh stop` stops what it started.
set -euo pipefail
H=/srv/pieces-data
if [ "${1:-}" = stop ]; then
  for f in redis ns; do [ -f /tmp/pieces-data/$f.pid ] && kill "$(cat /tmp/pieces-data/$f.pid)" 2>/dev/null || true; done
  [ -f $H/pgdata/postmaster.pid ] && kill -INT "$(head -1 $H/pgdata/postmaster.pid)" || true
  exit
fi
mkdir -p $H /tmp/pieces-data
[ -x $H/venv/bin/python ] || { /usr/bin/python3 -m venv $H/venv; $H/venv/bin/pip install -q sqlalchemy==2.0.43 alembic==1.16.5 psycopg2-binary "psycopg[binary,pool]" asyncpg flask flask-sqlalchemy fastapi uvicorn pytest httpx requests sqlalchemy-continuum django djangorestframework redis celery python-magic gunicorn slowapi tenacity loguru pandas structlog rich nose2 behave robotframework pony advanced-alchemy flask-admin kombu aiocache cashews rq taskiq taskiq-redis waitress typer sqlacodegen pytest-django yoyo-migrations pgcli records; }
[ "${NONODE:-}" ] || [ -d $H/node/node_modules/pg ] || { mkdir -p $H/node; (cd $H/node; npm init -y >/dev/null; npm install --no-audit --no-fund --silent pg prisma@5 @prisma/client@5 typeorm@0.3 ava tape jest fastify redis ioredis sequelize @mikro-orm/core @mikro-orm/postgresql wait-on umzug massive); }
grep -lIr "^#!$H/venv" $H/venv/bin | while read f; do sed -i "1s|^#!$H/venv|#!/opt/venv|" "$f"; done
cat >/tmp/pieces-data/hosts <<X
127.0.0.1 localhost
172.18.0.2 db
172.18.0.3 redis
172.18.0.4 api
172.18.0.9 warehouse
X
mkdir -p $H/pgdata $H/backend /app /opt/venv
unshare -nmu sh -c "
  hostname api
  ip link set lo up

  for n in 2 3 4; do ip addr add 172.18.0.\$n/32 dev lo; done
  mount --bind /tmp/pieces-data/hosts /etc/hosts
  mount --bind $H/backend /app
  mount --bind $H/venv /opt/venv
  mkdir -p /var/lib/postgresql/data; mount --bind $H/pgdata /var/lib/postgresql/data
  echo \$\$ >/tmp/pieces-data/ns.pid
  exec sleep infinity" </dev/null >/dev/null 2>&1 &
sleep 1
N="nsenter -t $(cat /tmp/pieces-data/ns.pid) -n -m -u --"
if [ ! -f $H/pgdata/PG_VERSION ]; then
  chown postgres: $H/pgdata; chmod 700 $H/pgdata
  $N runuser -u postgres -- /usr/lib/postgresql/15/bin/initdb -D /var/lib/postgresql/data -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
  printf "listen_addresses='172.18.0.2,127.0.0.1'\nunix_socket_directories='/var/lib/postgresql/data'\ntimezone='UTC'\nlog_timezone='UTC'\n" >>$H/pgdata/postgresql.conf
  printf "local all all trust\nhost shop,shopdev all 172.18.0.0/16 scram-sha-256\nhost postgres postgres all scram-sha-256\n" >$H/pgdata/pg_hba.conf
fi
$N runuser -u postgres -- /usr/lib/postgresql/15/bin/pg_ctl -s -w -o "" -D /var/lib/postgresql/data -l /var/lib/postgresql/data/server.log start
$N redis-server --port 6379 --bind 172.18.0.3 --requirepass local_pass --save '' --daemonize yes --pidfile /tmp/pieces-data/redis.pid >/dev/null
P="$N runuser -u postgres -- psql -qX -h /var/lib/postgresql/data"
$P -c "CREATE ROLE app LOGIN PASSWORD 'app-secret'" -c "CREATE DATABASE shop OWNER app" 2>/dev/null || true
echo ready
