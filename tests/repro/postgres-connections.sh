#!/bin/sh
# What each client prints when it cannot log in to PostgreSQL or cannot reach it: a wrong
# password, a role that is not there, no server, a server that is starting, an unknown host,
# no answer, no such database. Prints the logs; give names of drivers to see only those.
#
# Needs root, the Debian packages postgresql and those named in lib/drivers.sh. Starts its own
# PostgreSQL in a network of its own and ends it.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/lib/sandbox.sh"
. "$here/lib/postgres.sh"
. "$here/lib/drivers.sh"

install() { drivers_install; }
sandbox drivers "$@"
drivers=${*:-$DRIVERS}
export PGHOST=db PGPORT=5432 PGUSER=postgres PGPASSWORD=correct-horse PGDATABASE=app

each() {
    for driver in $drivers; do
        echo "=== $driver: $1"
        run_driver "$driver" 'select 1'
    done
}

each 'no server'
postgres_start
postgres_log > /dev/null
PGPASSWORD=wrong each 'a wrong password'
PGUSER=shop_owner each 'a role that is not there'
echo "=== server log: a wrong password, then a role that is not there"
postgres_log
PGHOST=postgres each 'an unknown host'
PGDATABASE=shop each 'a database that is not there'

drivers='psql psycopg2 psycopg'
PGPASSWORD= each 'no password'
PGSSLMODE=require each 'SSL required'
PGHOST=172.18.0.2 each 'by address'
(
    ip address add 10.5.0.9/32 dev lo
    # A client whose address has no line in pg_hba.conf.
    ip route replace local 10.5.0.2 dev lo src 10.5.0.9
    PGHOST=10.5.0.2 each 'no entry in pg_hba.conf'
)
PGHOST=/var/run/postgresql each 'no socket'
PGHOST=localhost PGPORT=5433 each 'the wrong port on localhost'

# A server that is recovering answers, but lets nobody in yet.
psql -q -c 'create table t as select generate_series(1, 3000000) g' -c checkpoint -c 'update t set g = g + 1' -c 'update t set g = g + 1'
for hot_standby in on off; do
    runuser -u postgres -- "$PGBIN/pg_ctl" -D "$PGDATA" -m immediate -s stop
    wait "$postgres_pid" 2> /dev/null
    runuser -u postgres -- "$PGBIN/postgres" -D "$PGDATA" -c listen_addresses='*' -c hot_standby=$hot_standby -c log_timezone=UTC \
        -c checkpoint_timeout=1h -c max_wal_size=4GB -c recovery_prefetch=off -c unix_socket_directories=/srv/pg >> /srv/pg/server.log 2>&1 &
    postgres_pid=$!
    sleep 0.3
    drivers=${*:-psql psycopg2 psycopg asyncpg go-pq}
    each "the server is starting (hot_standby=$hot_standby)"
    echo "=== server log: starting after a crash (hot_standby=$hot_standby)"
    postgres_log | sed -n '/starting PostgreSQL/,$p'
    until psql -q -c 'select' > /dev/null 2>&1; do sleep 0.2; done
    psql -q -c 'update t set g = g + 1' -c 'update t set g = g + 1'
done
postgres_stop

# Something accepts connections on the port, and never answers.
/usr/bin/python3 -c '
import socket, time
s = socket.create_server(("172.18.0.2", 5432)); time.sleep(15)' &
silent=$!
sleep 1
drivers='psql psycopg2 psycopg'
PGCONNECT_TIMEOUT=2 each 'no answer'
kill "$silent"
