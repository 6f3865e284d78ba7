#!/bin/sh
# What clients of PostgreSQL and Redis say: one run for each client and fault. Examples of kb/postgres, kb/redis, kb/sqlalchemy/continuum-*, kb/python.
# Needs the Debian packages postgresql, redis-server; cargo; node. PYTHON names a python with the PyPI packages psycopg2-binary, psycopg[binary], asyncpg, uvloop,
# pg8000, aiopg, sqlalchemy, sqlalchemy-continuum, peewee, tortoise-orm, pony, django, redis, hiredis, celery, coredis, limits, slowapi, flask-limiter, rq, huey,
# arq, channels_redis, django-redis, flask-caching. NODE_MODULES names a folder with the npm packages pg, postgres, drizzle-orm, kysely, knex, objection, typeorm, sequelize,
# pg-promise, pino, winston, ioredis, bull, bullmq, keyv, @keyv/redis, redis3 (npm:redis@3), redis4 (npm:redis@4).
# Ports 15901 (PostgreSQL), 15911 (Redis with a password), 15912 (Redis without); nobody may listen on 5432, 6379, 15999. Needs root; runs in /srv/app/wordings, or APP.
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}" "${APP:=/srv/app/wordings}"
here=$(cd "$(dirname "$0")/driver-wordings" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
mkdir -p "$APP/src" && cd "$APP" || exit 1
[ -e node_modules ] || ln -s "$NODE_MODULES" node_modules
cp "$here"/*.py "$here"/*.mjs "$here/Cargo.toml" . && cp "$here/main.rs" src/
data=$(mktemp -d) && chown postgres "$data"
(cd / && echo right >"$data/pw" && runuser -u postgres -- "$bin/initdb" -D "$data/db" -U postgres -A scram-sha-256 --pwfile="$data/pw" >/dev/null)
(cd / && runuser -u postgres -- "$bin/pg_ctl" -D "$data/db" -s -w -l "$data/log" -o "-p 15901 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data" start)
redis-server --port 15911 --requirepass right --save '' --dir "$data" >/dev/null &
locked=$!
redis-server --port 15912 --save '' --dir "$data" >/dev/null &
open=$!
trap 'kill $locked $open; (cd / && runuser -u postgres -- "$bin/pg_ctl" -D "$data/db" -s -m immediate stop); rm -rf "$data"' EXIT
export PGPASSWORD=right
psql -q -h 127.0.0.1 -p 15901 -U postgres -c 'create database app'
psql -q -h 127.0.0.1 -p 15901 -U postgres app -c "create table users(id serial primary key, email text unique, name text)" -c "insert into users(email) values('a@x.org')" -c 'create table orders_version(id int)'
unset PGPASSWORD
cargo build -q
for fault in refused host nodb pass nopass col colq insc tab dup ssl mod ver; do
    for client in psycopg2 psycopg3 asyncpg uvloop pg8000 aiopg sa-psycopg2 sa-psycopg sa-asyncpg sa-pg8000 peewee tortoise pony django; do
        echo "== $client: $fault"; timeout 40 "$PYTHON" postgres.py $client $fault 2>&1
    done
    for client in pg pglog pino winston postgresjs drizzle drizzlejs kysely knex objection typeorm sequelize pgpromise; do
        echo "== $client: $fault"; timeout 40 node postgres.mjs $client $fault 2>&1
    done
    for client in tokiopg tokiopgd sqlx sqlxd seaorm deadpool; do
        echo "== $client: $fault"; timeout 40 target/debug/client $client $fault 2>&1
    done
done
for fault in refused refusedp host wrong noauth noneed twice; do
    for client in redispy redisaio cluster sentinel rq huey arq celerybackend channels djredis flaskcaching coredis limits flasklimiter2 slowapi; do
        echo "== $client: $fault"; timeout 15 "$PYTHON" redis_clients.py $client $fault 2>&1
    done
    for client in ioredis ioredisl ioredisp redis4 redis4l redis3 redis3l bullmq bull keyv; do
        echo "== $client: $fault"; timeout 6 node redis.mjs $client $fault 2>&1
    done
done
for fault in ver qver mod qmod; do echo "== continuum on SQLite: $fault"; "$PYTHON" continuum.py $fault 2>&1; done
echo "== names"; "$PYTHON" names.py 2>&1
