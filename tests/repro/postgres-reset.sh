#!/bin/sh
# Resetting, dumping and restoring a database, with the mistakes: a database in use, a dump put
# on top of what is there, a dump without its roles, a dump that psql cannot read.
#
# Needs root and the Debian package postgresql. Starts its own PostgreSQL in a network of its
# own and ends it.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/lib/sandbox.sh"
. "$here/lib/postgres.sh"

sandbox reset "$@"
postgres_start
export PGHOST=db PGUSER=postgres PGPASSWORD=correct-horse
psql -q -d app -c "create table users (id serial primary key, email text unique)" -c "insert into users (email) values ('alice@example.com')" \
    -c "create role shop_owner" -c "alter table users owner to shop_owner" -c "create table alembic_version (version_num varchar(32) primary key)" \
    -c "insert into alembic_version values ('1a2b3c4d5e6f')"
run() {
    echo "=== $1"
    shift
    "$@" 2>&1
}
psql -q -d app -c 'select pg_sleep(20)' > /dev/null 2>&1 &
sleep 0.5
run 'in use' psql -d postgres -c 'DROP DATABASE app'
run 'in use: dropdb' dropdb app
run 'open' psql -d app -c 'DROP DATABASE app'
run 'dump: custom' sh -c 'pg_dump -Fc app > app.dump; ls app.dump'
run 'dump: plain' sh -c 'pg_dump app | gzip > app.sql.gz; ls app.sql.gz'
run 'revision in a custom dump' sh -c 'pg_restore --data-only -t alembic_version -f - app.dump | sed -n "/^COPY/,/^\\\\\\./p"'
run 'revision in a plain dump' sh -c 'gunzip -c app.sql.gz | grep -A1 "^COPY public.alembic_version"'
run 'restore: on top' sh -c 'gunzip -c app.sql.gz | psql -q -d app'
run 'restore: on top, stop at the first error' sh -c 'gunzip -c app.sql.gz | psql -q -v ON_ERROR_STOP=1 --single-transaction -d app; echo "status $?"'
run 'restore: custom dump with psql' sh -c 'psql -q -d app < app.dump'
run 'restore: plain dump with pg_restore' sh -c 'gunzip -c app.sql.gz > app.sql; pg_restore -d app app.sql'
run 'drop by force' dropdb --maintenance-db=postgres --force --if-exists app
run 'create' createdb --maintenance-db=postgres -O postgres app
run 'restore: pg_restore into an empty one' pg_restore --exit-on-error --single-transaction -d app app.dump
run 'restored' psql -d app -c 'select * from users' -c 'select * from alembic_version'
dropdb --force app
psql -q -d postgres -c 'drop role shop_owner'
createdb app
run 'restore: no role' pg_restore --exit-on-error --single-transaction -d app app.dump
run 'restore: --no-owner' pg_restore --exit-on-error --single-transaction --no-owner -d app app.dump
run 'schema' psql -d app -c 'DROP SCHEMA public CASCADE' -c 'CREATE SCHEMA public' -c 'GRANT ALL ON SCHEMA public TO postgres'
postgres_stop
