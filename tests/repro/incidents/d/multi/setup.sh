#!/usr/bin/env bash
# Makes /srv/depot for rig.py (which sees it as /app). Needs root, PostgreSQL 15, Redis, nginx, Ruby with Rails 6.1 and Sidekiq, Go with lib/pq and pgx (Debian),
# Java 17 with spring-jdbc (Debian), Node 20, chromium, docker-compose 1.29, and the venv of the third batch (/srv/berth/venv; its setup.sh, with the packages of `pip` below).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/depot
mkdir -p $home/{run,npm,node_modules,db} /opt/venv /app
chmod 1777 $home/run
# pip: fastapi uvicorn gunicorn celery redis 'sqlalchemy<2.1' sqlmodel alembic psycopg2-binary 'psycopg[binary]' asyncpg django djangorestframework django-redis flask flask-sqlalchemy
#      slowapi strawberry-graphql python-magic sqlalchemy-continuum python-jose pydantic-settings pytest httpx structlog
[ -d $home/npm/node_modules/@nestjs/core ] || (cd $home/npm && echo '{"name":"depot","version":"1.8.0","private":true}' >package.json && npm install --no-audit --no-fund --silent \
    express cors morgan pg ioredis redis bullmq @nestjs/common @nestjs/core @nestjs/platform-express rxjs reflect-metadata sequelize typeorm knex jest express-rate-limit axios puppeteer-core winston pino supertest prom-client)
# the venv's programs under the name /opt/venv
rm -rf $home/vbin; cp -a /srv/berth/venv/bin $home/vbin
grep -lI '/srv/berth/venv' $home/vbin/* | xargs sed -i 's#/srv/berth/venv#/opt/venv#g'
if [ ! -d $home/template ]; then
    mkdir $home/template; chown postgres: $home/template; cd /
    b=/usr/lib/postgresql/15/bin
    runuser -u postgres -- $b/initdb -D $home/template -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/template/postgresql.conf <<'CONF'
listen_addresses = '*'
unix_socket_directories = '/srv/depot/run'
timezone = 'UTC'
log_timezone = 'UTC'
fsync = off
CONF
    echo 'host all all all scram-sha-256' >>$home/template/pg_hba.conf
    runuser -u postgres -- $b/pg_ctl -s -w -D $home/template -l /dev/null -o "-p 22500 -c listen_addresses=''" start
    runuser -u postgres -- psql -qX -h $home/run -p 22500 -c "CREATE ROLE courier LOGIN PASSWORD 'parcel-pass'" -c "CREATE DATABASE courier OWNER courier"
    (echo 'SET ROLE courier;'; cat "$here/setup.sql") | runuser -u postgres -- psql -qX -h $home/run -p 22500 -d courier
    runuser -u postgres -- $b/pg_ctl -s -w -D $home/template -m fast stop
fi
echo ready
