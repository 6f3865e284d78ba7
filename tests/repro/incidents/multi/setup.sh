#!/usr/bin/env bash
# Makes /srv/stack for multi.py: tools, programs, and a PostgreSQL cluster to copy. Needs root and what ../setup.sh needs, ruby-activerecord,
# nginx, chromium, podman and buildah.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
home=/srv/stack
export PATH=/usr/lib/postgresql/15/bin:$PATH
mkdir -p $home/{api,node,other,web/public,run,captured}
chmod 755 $home
cp "$here"/../py/* "$here"/api/* $home/api/
cp "$here"/../node/*_*.js "$here"/node/* $home/node/
cp "$here"/other/* $home/other/
cp "$here"/web/nginx.conf $home/web/
echo '<!doctype html><title>Shop</title><script src="/app.js"></script>' >$home/web/public/index.html
echo 'fetch("/api/v1/orders")' >$home/web/public/app.js
sed -i "s/@127.0.0.1:15633/@db:5432/" $home/api/versioned.py $home/api/test_checkout.py
[ -x $home/venv/bin/python ] || /usr/bin/python3 -m venv $home/venv
$home/venv/bin/python -c 'import strawberry, requests' 2>/dev/null || $home/venv/bin/pip install -q -r "$here/../requirements.txt" requests
[ -x $home/venv20/bin/gunicorn ] || { /usr/bin/python3 -m venv $home/venv20; $home/venv20/bin/pip install -q 'sqlalchemy<2.1' flask-sqlalchemy pytest psycopg2-binary gunicorn; }
# What the last stage of an image has when the COPY of one package was forgotten.
[ -x $home/venv-prod/bin/uvicorn ] || { /usr/bin/python3 -m venv $home/venv-prod; $home/venv-prod/bin/pip install -q uvicorn fastapi; }
[ -d $home/node/node_modules/ioredis ] || (cd $home/node && npm install --no-audit --no-fund --silent pg sequelize knex pino ioredis redis axios express)
(cd $home/other && javac Nightly.java)

# What package managers print needs a registry, and so is kept here: the incidents themselves run without a network.
[ -s $home/captured/pip.txt ] || {
    rm -rf $home/ci-venv
    /usr/bin/python3 -m venv $home/ci-venv
    PIP_FIND_LINKS='' $home/ci-venv/bin/pip install --progress-bar off -r "$here/../requirements.txt" >$home/captured/pip.txt 2>&1
}
[ -s $home/captured/npm.txt ] || {
    rm -rf $home/captured/web
    mkdir -p $home/captured/web
    cd $home/captured/web
    echo '{"name":"shop-web","version":"1.4.0","private":true,"scripts":{"start":"node server.js"}}' >package.json
    npm install --no-audit --no-fund request@2 glob@7 uuid@3 rimraf@3 mkdirp@0 eslint@8 core-js@2 node-uuid har-validator@5 pg ioredis 2>&1 | grep -v 'Unknown user config' >../npm.txt
}

if [ ! -d $home/template ]; then
    mkdir $home/template
    chown postgres: $home/template
    cd /
    runuser -u postgres -- initdb -D $home/template -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/template/postgresql.conf <<'CONF'
listen_addresses = '*'
port = 5432
unix_socket_directories = '/srv/stack/run'
timezone = 'UTC'
log_timezone = 'UTC'
fsync = off
CONF
    echo 'host all all all scram-sha-256' >>$home/template/pg_hba.conf
    chmod 1777 $home/run
    runuser -u postgres -- pg_ctl -s -w -D $home/template -l /dev/null -o "-p 15690 -c listen_addresses=''" start
    runuser -u postgres -- psql -qX -h $home/run -p 15690 -c "CREATE ROLE app LOGIN PASSWORD 'app-secret'" -c "CREATE DATABASE shop OWNER app"
    runuser -u postgres -- psql -qX -h $home/run -p 15690 -d shop -c "SET ROLE app" -f - <"$here/../setup.sql"
    runuser -u postgres -- pg_ctl -s -w -D $home/template -m fast stop
fi
chmod 1777 $home/run
echo ready
