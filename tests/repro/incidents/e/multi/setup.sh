#!/usr/bin/env bash
# Makes /srv/loft for em_rig.py. Needs root, Debian's PostgreSQL 15, Redis, nginx, Ruby with ActiveRecord/Rails 6.1, Sidekiq and rspec, Go 1.19 with lib/pq and pgx (Debian),
# Java 17, PHP, Node 20, chromium, Python 3.11, docker-compose 1.29.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/loft
mkdir -p $home/{run,npm} /opt/venv /app
chmod 755 $home; chmod 1777 $home/run
[ -x $home/venv/bin/python ] || /usr/bin/python3 -m venv $home/venv
$home/venv/bin/pip install -q fastapi uvicorn gunicorn celery redis 'sqlalchemy<2.1' sqlmodel alembic psycopg2-binary 'psycopg[binary,pool]' asyncpg django djangorestframework flask flask-sqlalchemy flask-limiter flask-cors \
    slowapi strawberry-graphql python-magic sqlalchemy-continuum pyjwt pydantic-settings pytest pytest-xdist httpx structlog loguru rq dramatiq apscheduler pg8000 peewee aiohttp tenacity hypercorn litestar requests tox
[ -x $home/venv-prod/bin/uvicorn ] || { /usr/bin/python3 -m venv $home/venv-prod; $home/venv-prod/bin/pip install -q uvicorn fastapi; }
[ -d $home/npm/node_modules/express ] || (cd $home/npm && echo '{"name":"loft","version":"2.1.0","private":true}' >package.json && npm install --no-audit --no-fund --silent \
    express cors morgan pg postgres ioredis redis bullmq bull sequelize typeorm knex drizzle-orm jest vitest mocha express-rate-limit axios puppeteer-core winston pino fastify pg-boss node-pg-migrate got jsonwebtoken concurrently wait-on)
[ -d $home/vbin ] || cp -a $home/venv/bin $home/vbin
grep -lI "$home/venv" $home/vbin/* | xargs sed -i "s#$home/venv#/opt/venv#g"
if [ ! -d $home/template ]; then
    mkdir $home/template; chown postgres: $home/template; cd /
    b=/usr/lib/postgresql/15/bin
    runuser -u postgres -- $b/initdb -D $home/template -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/template/postgresql.conf <<'CONF'
listen_addresses = '*'
unix_socket_directories = '/srv/loft/run'
timezone = 'UTC'
log_timezone = 'UTC'
fsync = off
CONF
    echo 'host all all all scram-sha-256' >>$home/template/pg_hba.conf
    runuser -u postgres -- $b/pg_ctl -s -w -D $home/template -l /dev/null -o "-p 23500 -c listen_addresses=''" start
    runuser -u postgres -- psql -qX -h $home/run -p 23500 -c "CREATE ROLE lodge LOGIN PASSWORD 'attic-key'" -c "CREATE DATABASE lodge OWNER lodge"
    (echo 'SET ROLE lodge;'; cat "$here/setup.sql") | runuser -u postgres -- psql -qX -h $home/run -p 23500 -d lodge
    runuser -u postgres -- $b/pg_ctl -s -w -D $home/template -m fast stop
fi
echo ready
# What package managers print needs a registry, and is kept here (npm's lines about the machine left out).
mkdir -p $home/captured/web
[ -s $home/captured/pip.txt ] || {
    rm -rf $home/ci-venv; /usr/bin/python3 -m venv $home/ci-venv
    PIP_FIND_LINKS='' $home/ci-venv/bin/pip install --progress-bar off fastapi flask httpx rich structlog 'sqlalchemy<2.1' alembic psycopg2-binary pytest jinja2 celery 2>&1 | grep -v -e 'notice' -e 'Looking in' >$home/captured/pip.txt
}
[ -s $home/captured/npm.txt ] || {
    cd $home/captured/web
    echo '{"name":"lodge-web","version":"2.1.0","private":true}' >package.json
    npm install --no-audit --no-fund request@2 glob@7 rimraf@2 mkdirp@0 eslint@7 core-js@2 uuid@3 node-uuid har-validator@5 querystring left-pad 2>&1 | grep -v -e 'Unknown' -e 'npm notice' >../npm.txt
}
