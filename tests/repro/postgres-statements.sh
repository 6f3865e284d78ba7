#!/bin/sh
# What each client prints when a statement names a column or a table that is not there, or
# repeats a unique value. Prints the logs; give names of drivers to see only those.
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

postgres_start
export PGHOST=db PGPORT=5432 PGUSER=postgres PGPASSWORD=correct-horse PGDATABASE=app
psql -q -c 'create table users (id serial primary key, email text not null, constraint users_email_key unique (email))' \
    -c "insert into users (email) values ('alice@example.com')"

for driver in ${*:-$DRIVERS}; do
    echo "=== $driver: a column that is not there"
    run_driver "$driver" 'select users.role from users'
    run_driver "$driver" "insert into users (email, role) values ('bob@example.com', 'admin')"
    echo "=== $driver: a table that is not there"
    run_driver "$driver" 'select * from orders'
    echo "=== $driver: a value that is there already"
    run_driver "$driver" "insert into users (email) values ('alice@example.com')"
done
echo "=== the server's log"
postgres_log
postgres_stop
