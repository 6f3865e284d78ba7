#!/usr/bin/env bash
# Makes /srv/harbor: Pythons 3.12 and 3.7 with venvs, node modules, and in a network namespace `harbor` a PostgreSQL (db:5432) and a Redis (redis:6379).
# `setup.sh stop` stops them. Needs root and, from Debian 12, the packages in packages.txt; Pythons under PY312 and PY37 (copied); nodejs and npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/harbor
export PATH=$PATH:/usr/lib/postgresql/15/bin
cd /
if [ "${1:-}" = stop ]; then
    runuser -u postgres -- pg_ctl -s -w -D $home/db -m fast stop || true
    ip netns exec harbor redis-cli -h redis -a local_pass --no-auth-warning shutdown nosave || true
    [ ! -s $home/docker/pid ] || kill "$(cat $home/docker/pid)"
    exit
fi
mkdir -p $home/app $home/old $home/node $home/other $home/run $home/pglog
cp -r "$here"/app/. $home/app/; cp -r "$here"/old/. $home/old/; cp -r "$here"/node/. $home/node/; cp -r "$here"/other/. $home/other/
[ -d $home/py312 ] || cp -a "${PY312:-/opt/python3.12}" $home/py312
[ -d $home/py37 ] || cp -a "${PY37:-/opt/python3.7}" $home/py37
[ -d $home/venv312 ] || { $home/py312/bin/python3.12 -m venv --copies $home/venv312; $home/venv312/bin/pip install -q -r "$here/requirements-3.12.txt"; }
[ -d $home/venv37 ] || { $home/py37/bin/python3.7 -m venv --copies $home/venv37; $home/venv37/bin/pip install -q -r "$here/requirements-3.7.txt"; }
[ -d $home/node/node_modules ] || (cd $home/node && npm install --no-audit --no-fund --silent --legacy-peer-deps)
(cd $home/other && J=/usr/share/java && javac -cp $J/postgresql.jar:$J/spring3-jdbc.jar:$J/spring3-core.jar:$J/spring3-transaction.jar:$J/spring3-beans.jar Berths.java &&
    GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$home/go go build -o queue-go queue.go)
cp $home/other/grants.sql $home/app/
if ! ip netns list | grep -qw harbor; then
    ip netns add harbor
    ip -n harbor link set lo up
    for n in 11 12 13 14; do ip -n harbor addr add 10.20.0.$n/24 dev lo; done
    ip -n harbor addr add 10.20.0.31/32 dev lo; ip -n harbor addr add 10.20.0.32/32 dev lo
    mkdir -p /etc/netns/harbor
    cat >/etc/netns/harbor/hosts <<'H'
127.0.0.1 localhost
10.20.0.11 db
10.20.0.12 redis
10.20.0.13 api backend
10.20.0.14 gateway
10.20.0.31 postgres
10.20.0.32 cache
H
    : >/etc/netns/harbor/resolv.conf
fi
if ! pg_isready -q -h $home/run; then
    rm -rf $home/db
    mkdir $home/db
    chown postgres: $home/db $home/run $home/pglog
    runuser -u postgres -- initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/db/postgresql.conf <<'CONF'
listen_addresses = '10.20.0.11'
unix_socket_directories = '/srv/harbor/run'
timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr,csvlog,jsonlog'
logging_collector = on
log_directory = '/srv/harbor/pglog'
log_filename = 'postgresql.log'
log_rotation_age = 0
log_rotation_size = 0
log_line_prefix = '%t [%p]: user=%u,db=%d,app=%a,client=%h '
max_connections = 40
CONF
    cat >$home/db/pg_hba.conf <<'HBA'
local all all trust
host harbor,postgres harbor,wharf_ro,pilot all scram-sha-256
HBA
    rm -f $home/pglog/*
    mkdir -p $home/locale; localedef -i de_DE -f UTF-8 $home/locale/de_DE.UTF-8 || true
    LOCPATH=$home/locale ip netns exec harbor runuser -u postgres -- pg_ctl -s -w -D $home/db -l $home/pglog/start.txt start
    psql="runuser -u postgres -- psql -qX -h $home/run"
    $psql -c "CREATE ROLE harbor LOGIN PASSWORD 'harbor-pw'" -c "CREATE ROLE wharf_ro LOGIN PASSWORD 'ro-pw'" -c "CREATE DATABASE harbor OWNER harbor"
    $psql -c "CREATE ROLE pilot LOGIN PASSWORD 'pilot-pw'" -c "ALTER ROLE pilot SET lc_messages = 'de_DE.UTF-8'" -c "ALTER ROLE wharf_ro CONNECTION LIMIT 2"
    $psql -d harbor -c "SET ROLE harbor" -f - <"$here/setup.sql"
    $psql -d harbor -c "GRANT ALL ON ALL TABLES IN SCHEMA public TO pilot, wharf_ro" -c "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO pilot"
fi
ip netns exec harbor redis-cli -h redis -a local_pass --no-auth-warning ping 2>/dev/null | grep -q PONG ||
    ip netns exec harbor redis-server --bind 10.20.0.12 --port 6379 --requirepass local_pass --save '' --daemonize yes >/dev/null
echo "ready (docker.sh makes the Docker daemon and its images, for cases_docker.py)"
