#!/usr/bin/env bash
# Network namespace `kiln` with PostgreSQL (db:5432) and Redis (redis:6379); `server.sh stop` ends them. Needs root, postgresql-15, redis-server, iproute2.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/kiln
export PATH=$PATH:/usr/lib/postgresql/15/bin
cd /
if [ "${1:-}" = stop ]; then
    runuser -u postgres -- pg_ctl -s -w -D $home/db -m fast stop || true
    ip netns exec kiln redis-cli -h redis -a dev-redis-pw --no-auth-warning shutdown nosave || true
    exit
fi
if ! ip netns list | grep -qw kiln; then
    ip netns add kiln
    ip -n kiln link set lo up
    for n in 2 3 4 12 13; do ip -n kiln addr add 172.23.0.$n/32 dev lo; done
    ip -n kiln addr add 10.20.0.5/32 dev lo; ip netns exec kiln iptables -A INPUT -d 10.20.0.5 -j DROP  # packets to 10.20.0.5 are never answered
    mkdir -p /etc/netns/kiln
    printf '%s\n' '127.0.0.1 localhost' '::1 localhost ip6-localhost' '172.23.0.2 db' '172.23.0.3 redis' '172.23.0.4 api backend' '172.23.0.12 postgres' '172.23.0.13 cache' '2001:db8:135e:1600::25 db.prod.example.com' '10.20.0.5 db.internal' >/etc/netns/kiln/hosts
    : >/etc/netns/kiln/resolv.conf
fi
if ! pg_isready -q -h $home/run; then
    rm -rf $home/db
    mkdir -p $home/db $home/run $home/pglog
    chown postgres: $home/db $home/run $home/pglog
    runuser -u postgres -- initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/db/postgresql.conf <<'CONF'
listen_addresses = '172.23.0.2,127.0.0.1'
unix_socket_directories = '/srv/kiln/run'
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '/srv/kiln/pglog'
log_filename = 'postgresql.log'
log_rotation_age = 0
max_connections = 25
CONF
    printf '%s\n' 'local all all trust' 'host all kiln,postgres,kiln_ro,kiln_app 172.23.0.0/16 scram-sha-256' 'host all kiln,postgres,kiln_ro,kiln_app 127.0.0.1/32 scram-sha-256' >$home/db/pg_hba.conf
    ip netns exec kiln runuser -u postgres -- pg_ctl -s -w -D $home/db -l $home/pglog/start.txt start
    psql="runuser -u postgres -- psql -qX -h $home/run"
    $psql -c "CREATE ROLE kiln LOGIN CREATEDB PASSWORD 'kiln-dev'" -c "CREATE DATABASE kiln OWNER kiln" -c "CREATE DATABASE blank OWNER kiln" -c "CREATE ROLE kiln_ro LOGIN PASSWORD 'kiln-dev' CONNECTION LIMIT 3 IN ROLE pg_read_all_data"
    $psql -d kiln -c "SET ROLE kiln" -f - <"$here/setup.sql"
fi
ip netns exec kiln redis-cli -h redis -a dev-redis-pw --no-auth-warning ping 2>/dev/null | grep -q PONG ||
    ip netns exec kiln redis-server --bind 172.23.0.3 --port 6379 --requirepass dev-redis-pw --save '' --daemonize yes >/dev/null
echo ready
