#!/usr/bin/env bash
# Makes /srv/berth for rig.py: tools, programs, and a PostgreSQL cluster to copy. Needs root, PostgreSQL 15, Redis, Ruby, PHP, Go, Java 17,
# Node 20, Rust, chromium, podman and docker-compose beside what it installs here.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
home=/srv/berth
export PATH=/usr/lib/postgresql/15/bin:$PATH
mkdir -p $home/{run,captured,node,py,ruby,java,php,perl,go,other}
chmod 1777 $home/run
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    ruby-foreman ruby-sinatra ruby-sequel ruby-sequel-pg ruby-activerecord ruby-sidekiq ruby-rspec puma s6 daemontools moreutils supervisor pgbouncer haproxy caddy sqitch \
    libdbd-pg-perl libmojolicious-perl libmojo-pg-perl tcl8.6-tdbc-postgres libpqxx-dev golang-github-jmoiron-sqlx-dev golang-github-jinzhu-gorm-dev \
    golang-github-lib-pq-dev golang-github-gomodule-redigo-dev golang-github-sirupsen-logrus-dev libeclipselink-java liblogback-java libhikaricp-java \
    libpostgresql-jdbc-java junit4 php-doctrine-orm php-illuminate-database php-monolog php-pgsql

[ -x $home/venv/bin/python ] || {
    /usr/bin/python3 -m venv $home/venv
    $home/venv/bin/pip install -q honcho hypercorn daphne django 'psycopg[binary,pool]' asyncpg 'sqlalchemy<2.1' tortoise-orm psycopg2-binary redis huey dramatiq apscheduler \
        flask flask-limiter flask-sqlalchemy flask-migrate slowapi sanic quart litestar starlette fastapi uvicorn gunicorn strawberry-graphql python-magic alembic \
        sqlalchemy-continuum python-jose rq behave robotframework requests pytest django-cors-headers celery
}
# What the last stage of an image has when a package was forgotten.
[ -x $home/venv-prod/bin/python ] || { /usr/bin/python3 -m venv $home/venv-prod; $home/venv-prod/bin/pip install -q fastapi; }
[ -s $home/captured/pip.txt ] || {
    /usr/bin/python3 -m venv $home/ci-venv
    PIP_FIND_LINKS='' $home/ci-venv/bin/pip install --progress-bar off django flask sanic litestar behave robotframework sqlalchemy alembic celery httpx pandas >$home/captured/pip.txt 2>&1
}
[ -d $home/node/node_modules/koa ] || (cd $home/node && echo '{"name":"berth","version":"2.3.0","private":true}' >package.json && npm install --no-audit --no-fund --silent \
    pm2 concurrently knex objection pg pg-promise typeorm reflect-metadata kysely winston bunyan koa @hapi/hapi fastify mocha node-pg-migrate bee-queue \
    redis ioredis axios turbo socket.io @socket.io/redis-adapter puppeteer-core got pino)

for part in py node ruby java php perl other; do cp -r "$here/$part/." $home/$part/; done
mkdir -p $home/go/{gantry,yard,entry}
cp "$here/go/main.go" $home/go/gantry/
cp "$here/go/yard_test.go" $home/go/yard/
cp "$here/go/entry.go" $home/go/entry/main.go
export GO111MODULE=off GOPATH=/usr/share/gocode
(cd $home/go/gantry && go build -o ../gantry-bin .)
(cd $home/go/entry && go build -o ../entry-bin .)
(cd $home/go/yard && go test -c -o ../yard.test .)
(cd $home/java && javac -cp "$(ls /usr/share/java/*.jar | grep -E '/(eclipselink|eclipselink-jpa-2.1-spec|postgresql|HikariCP|slf4j-api|logback-classic|logback-core|junit4|hamcrest[a-z-]*)\.jar' | paste -sd:)" ./*.java)
g++ -o $home/other/mirror $home/other/mirror.cpp -lpqxx -lpq
(cd $home/other && rustc --test -A warnings smoke.rs -o smoke)

if [ ! -d $home/template ]; then
    mkdir $home/template
    chown postgres: $home/template
    cd /
    runuser -u postgres -- initdb -D $home/template -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/template/postgresql.conf <<'CONF'
listen_addresses = '*'
port = 5432
unix_socket_directories = '/srv/berth/run'
timezone = 'UTC'
log_timezone = 'UTC'
fsync = off
CONF
    echo 'host all all all scram-sha-256' >>$home/template/pg_hba.conf
    runuser -u postgres -- pg_ctl -s -w -D $home/template -l /dev/null -o "-p 21500 -c listen_addresses=''" start
    runuser -u postgres -- psql -qX -h $home/run -p 21500 -c "CREATE ROLE berth LOGIN PASSWORD 'tide-gate'" -c "CREATE DATABASE berth OWNER berth"
    (echo 'SET ROLE berth;'; cat "$here/setup.sql") | runuser -u postgres -- psql -qX -h $home/run -p 21500 -d berth
    runuser -u postgres -- pg_ctl -s -w -D $home/template -m fast stop
fi
echo ready
