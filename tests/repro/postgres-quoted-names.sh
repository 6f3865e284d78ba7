#!/bin/sh
# Columns that are there, under another name than PostgreSQL reads: a name with capitals, a
# text in double quotes, a misspelt name. And psql variables inside $$ … $$.
#
# Needs root and the Debian package postgresql. Starts its own PostgreSQL in a network of its
# own and ends it.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/lib/sandbox.sh"
. "$here/lib/postgres.sh"

sandbox quoted "$@"
postgres_start
export PGHOST=db PGUSER=postgres PGPASSWORD=correct-horse PGDATABASE=app
psql -q -c 'create table accounts (id serial primary key, "userId" integer, role text)'
postgres_log > /dev/null
run() {
    echo "=== $1"
    shift
    "$@" 2>&1
}
run 'psql: a name with capitals' psql -c 'select userId from accounts'
run 'psql: a text in double quotes' psql -c 'select id from accounts where role = "admin"'
run 'psql: a misspelt name' psql -c 'select a.roles from accounts a'
run 'psql: a row that refers to nothing' psql -c 'create table orders (id serial primary key, account_id integer references accounts)' -c 'insert into orders (account_id) values (7)'

mkdir -p scripts
cat > scripts/grant-users.sql <<'SQL'
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_admin') THEN
    EXECUTE format('CREATE ROLE app_admin LOGIN PASSWORD %L', :'admin_pass');
  END IF;
END $$;
SQL
cat > scripts/grant-unquoted.sql <<'SQL'
DO $body$
BEGIN
  EXECUTE 'GRANT ALL ON DATABASE ' || :"db_name" || ' TO app_admin';
END $body$;
SQL
cat > scripts/function.sql <<'SQL'
CREATE OR REPLACE FUNCTION page_size() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  RETURN :page_size;
END $$;
SQL
cat > scripts/grant-fixed.sql <<'SQL'
SELECT set_config('var.admin_pass', :'admin_pass', false) AS done \gset

DO $$
DECLARE
  v_admin_pass text := current_setting('var.admin_pass');
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_admin') THEN
    EXECUTE format('CREATE ROLE app_admin LOGIN PASSWORD %L', v_admin_pass);
  END IF;
END $$;
SQL
sed 's/, false) .*/, true);/' scripts/grant-fixed.sql > scripts/grant-transaction.sql
cat > scripts/gexec.sql <<'SQL'
SELECT format('CREATE ROLE app_admin2 LOGIN PASSWORD %L', :'admin_pass')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_admin2')
\gexec
SQL
run 'variable: file' psql -v ON_ERROR_STOP=1 -v admin_pass=correct-horse -f scripts/grant-users.sql
run 'variable: identifier' psql -v db_name=app -f scripts/grant-unquoted.sql
run 'variable: function' psql -v page_size=20 -f scripts/function.sql
run 'variable: standard input' sh -c 'psql -v admin_pass=correct-horse < scripts/grant-users.sql'
run 'variable: -c' psql -v role=app_admin -c "select :'role'"
run 'variable: not set' sh -c "echo \"select :'role'\" | psql"
run 'variable: server log' postgres_log
run 'variable: fixed, local to the transaction' psql -v ON_ERROR_STOP=1 -v admin_pass=correct-horse -f scripts/grant-transaction.sql
run 'variable: log in' psql -U app_admin -c 'select current_user'
psql -q -c 'drop role app_admin'
run 'variable: fixed' psql -v ON_ERROR_STOP=1 -v admin_pass=correct-horse -f scripts/grant-fixed.sql
cat > scripts/ask.sql <<'SQL'
\if :{?admin_pass}
\else
  \warn 'set it: psql -v admin_pass=...'
  \quit
\endif
select 1;
SQL
run 'variable: ask' psql -f scripts/ask.sql
run 'variable: ask, set' psql -v admin_pass=correct-horse -f scripts/ask.sql
run 'variable: standard input, outside' sh -c "printf '%s\\n' \"SELECT :'name'\" | psql -v ON_ERROR_STOP=1 -v name=value"
run 'variable: gexec' psql -v ON_ERROR_STOP=1 -v admin_pass=correct-horse -f scripts/gexec.sql
run 'another syntax error' psql -c 'select id form accounts where'
run 'a JSON path with a colon' psql -c "select 1 where role: 'x'"
run 'variable: log in after the fix' psql -U app_admin -c 'select current_user'
postgres_stop
