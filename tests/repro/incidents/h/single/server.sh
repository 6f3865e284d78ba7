#!/usr/bin/env bash
# Network namespace `ha` with PostgreSQL (db:5432) and Redis (redis:6379); `server.sh stop` ends them. Needs root, postgresql-15, redis-server, iproute2.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/ha
export PATH=$PATH:/usr/lib/postgresql/15/bin
cd /
if [ "${1:-}" = stop ]; then
    runuser -u postgres -- pg_ctl -s -w -D $home/db -m fast stop || true
    ip netns exec ha redis-cli -h redis -a dev-redis-pw --no-auth-warning shutdown nosave || true
    exit
fi
if ! ip netns list | grep -qw ha; then
    ip netns add ha
    ip -n ha link set lo up
    for n in 2 3 4 12 13; do ip -n ha addr add 172.26.0.$n/32 dev lo; done
    ip -n ha addr add 10.20.0.5/32 dev lo; ip netns exec ha iptables -A INPUT -d 10.20.0.5 -j DROP  # packets to 10.20.0.5 are never answered
    mkdir -p /etc/netns/ha
    printf '%s\n' '127.0.0.1 localhost' '::1 localhost ip6-localhost' '172.26.0.2 db' '172.26.0.3 redis' '172.26.0.4 api backend' '172.26.0.12 postgres' '172.26.0.13 cache' '2001:db8:41d0:1600::25 db.prod.example.com' '10.20.0.5 db.internal' >/etc/netns/ha/hosts
    : >/etc/netns/ha/resolv.conf
fi
if ! pg_isready -q -h $home/run; then
    rm -rf $home/db
    mkdir -p $home/db $home/run $home/pglog
    chown postgres: $home/db $home/run $home/pglog
    runuser -u postgres -- initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>$home/db/postgresql.conf <<'CONF'
listen_addresses = '172.26.0.2,127.0.0.1'
unix_socket_directories = '/srv/ha/run'
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '/srv/ha/pglog'
log_filename = 'postgresql.log'
log_rotation_age = 0
max_connections = 30
CONF
    printf '%s\n' 'local all all trust' 'host replication library 172.26.0.0/16 scram-sha-256' 'host all library,postgres,library_ro,library_app 172.26.0.0/16 scram-sha-256' 'host all library,postgres,library_ro,library_app 127.0.0.1/32 scram-sha-256' >$home/db/pg_hba.conf
    ip netns exec ha runuser -u postgres -- pg_ctl -s -w -D $home/db -l $home/pglog/start.txt start
    psql="runuser -u postgres -- psql -qX -h $home/run"
    $psql -c "CREATE ROLE library LOGIN CREATEDB PASSWORD 'library-dev'" -c "CREATE DATABASE library OWNER library" -c "CREATE DATABASE blank OWNER library" -c "CREATE ROLE library_ro LOGIN PASSWORD 'library-dev' CONNECTION LIMIT 3 IN ROLE pg_read_all_data"
    $psql -d library -c "SET ROLE library" -f - <"$here/setup.sql"
fi
ip netns exec ha redis-cli -h redis -a dev-redis-pw --no-auth-warning ping 2>/dev/null | grep -q PONG ||
    ip netns exec ha redis-server --bind 172.26.0.3 --port 6379 --requirepass dev-redis-pw --save '' --daemonize yes >/dev/null
echo ready
