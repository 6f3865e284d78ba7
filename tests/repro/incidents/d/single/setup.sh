#!/usr/bin/env bash
# Makes /srv/clinic: a Python 3.13 (PY313, copied; seen at /usr/local in a mount namespace), node modules, and in a network namespace `clinic`
# a PostgreSQL (db:5432) and a Redis (redis:6379). `setup.sh stop` ends them. Needs root; Debian 12 with postgresql-15 redis-server docker.io chromium
# firefox-esr rails ruby-pg php-illuminate-database php-pgsql busybox-static iproute2 make; nodejs and npm; node-*.json, requirements.txt lie here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/clinic
export PATH=$PATH:/usr/lib/postgresql/15/bin
cd /
if [ "${1:-}" = stop ]; then
    runuser -u postgres -- pg_ctl -s -w -D $home/db -m fast stop || true
    ip netns exec clinic redis-cli -h redis -a s3cret-local --no-auth-warning shutdown nosave || true
    [ ! -s $home/docker/pid ] || kill "$(cat $home/docker/pid)"
    exit
fi
mkdir -p $home/app $home/node $home/run $home/pglog /app
mkdir -p $home/py313/tools 2>/dev/null && ln -sf ../bin/poetry ../bin/uv $home/py313/tools/ || true
cp -r "$here"/app/. $home/app/; cp "$here/no_libmagic.sh" $home/
[ -d $home/py313 ] || { cp -a "${PY313:-/opt/python3.13}" $home/py313; unshare -m bash -c "mount --bind $home/py313 /usr/local && python3.13 -m pip install -q -r $here/requirements.txt"; }
[ -d $home/node/node_modules ] || { cp "$here/node-package.json" $home/node/package.json; (cd $home/node && npm install --no-audit --no-fund --silent --legacy-peer-deps); }
cp -r "$here"/node/. $home/node/; mkdir -p $home/prisma; cp -r "$here"/prisma/. $home/prisma/
[ -d $home/prisma/node_modules ] || { mkdir -p $home/prisma; cp "$here/prisma-package.json" $home/prisma/package.json; (cd $home/prisma && npm install --no-audit --no-fund --silent --ignore-scripts); }
if ! ip netns list | grep -qw clinic; then
    ip netns add clinic
    ip -n clinic link set lo up
    for n in 2 3 4 5 12 13; do ip -n clinic addr add 172.20.0.$n/32 dev lo; done
    mkdir -p /etc/netns/clinic
    cat >/etc/netns/clinic/hosts <<'H'
127.0.0.1 localhost
::1 localhost ip6-localhost
172.20.0.2 db
172.20.0.3 redis
172.20.0.4 api backend
172.20.0.5 gateway
172.20.0.12 postgres
172.20.0.13 cache
H
    : >/etc/netns/clinic/resolv.conf
fi
if ! pg_isready -q -h $home/run; then
    rm -rf $home/db
    mkdir $home/db
    chown postgres: $home/db $home/run $home/pglog
    runuser -u postgres -- initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/db/postgresql.conf <<'CONF'
listen_addresses = '172.20.0.2,127.0.0.1'
unix_socket_directories = '/srv/clinic/run'
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '/srv/clinic/pglog'
log_filename = 'postgresql.log'
log_rotation_age = 0
max_connections = 25
CONF
    cat >$home/db/pg_hba.conf <<'HBA'
local all maya peer
local all all trust
host all clinic,postgres,clinic_admin 172.20.0.0/16 scram-sha-256
host all clinic,postgres,clinic_admin 127.0.0.1/32 scram-sha-256
HBA
    rm -f $home/pglog/*
    ip netns exec clinic runuser -u postgres -- pg_ctl -s -w -D $home/db -l $home/pglog/start.txt start
    psql="runuser -u postgres -- psql -qX -h $home/run"
    $psql -c "CREATE ROLE clinic LOGIN CREATEDB PASSWORD 'clinic-dev'" -c "CREATE ROLE maya LOGIN" -c "CREATE DATABASE clinic OWNER clinic" -c "CREATE DATABASE blank OWNER clinic"
    $psql -d clinic -c "SET ROLE clinic" -f - <"$here/setup.sql"
fi
ip netns exec clinic redis-cli -h redis -a s3cret-local --no-auth-warning ping 2>/dev/null | grep -q PONG ||
    ip netns exec clinic redis-server --bind 172.20.0.3 --port 6379 --requirepass s3cret-local --save '' --daemonize yes >/dev/null
echo "ready"
