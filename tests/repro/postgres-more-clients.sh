#!/bin/sh
# Further clients and cases of kb/postgres/*.md: rust-postgres, pg_isready, a standby that lets nobody in, no route, no answer,
# SSL through SQLAlchemy, a missing password in pgjdbc and node-postgres, and objects that exist already or not at all.
# Needs root, the Debian packages postgresql, libpostgresql-jdbc-java, default-jdk-headless, iproute2; cargo; node. PYTHON names a
# python with the PyPI packages psycopg2-binary, psycopg[binary], asyncpg, sqlalchemy, alembic and django; NODE_MODULES a folder
# with the npm package pg. cargo builds a client from the crates postgres and anyhow in the folder RUST (default: beside the rest).
# Its own PostgreSQL on port 15750, loopback only; ends it. Runs in /srv/app/more, or where APP says.
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}" "${APP:=/srv/app/more}"
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
mkdir -p "$APP" && cd "$APP" || exit 1
[ -e node_modules ] || ln -s "$NODE_MODULES" node_modules
: "${RUST:=$APP/rust}"
RUST_CLIENT=$RUST/target/debug/client
if [ ! -x "$RUST_CLIENT" ]; then
    cargo init -q --name client "$RUST" && cargo add -q --manifest-path "$RUST/Cargo.toml" postgres anyhow
    cat >"$RUST/src/main.rs" <<'R'
fn main() {
    if let Err(error) = postgres::Client::connect(&std::env::args().nth(1).unwrap_or_default(), postgres::NoTls) {
        eprintln!("Error: {:#}", anyhow::Error::from(error));
    }
}
R
    cargo build -q --manifest-path "$RUST/Cargo.toml"
fi
data=$(mktemp -d) && chown postgres "$data"
export PGHOST=127.0.0.1 PGPORT=15750 PGUSER=postgres PGPASSWORD=correct-horse PGDATABASE=app
server() { runuser -u postgres -- "$bin/$@"; }
(cd / && echo correct-horse >"$data/pw" && server initdb -D "$data/db" -U postgres -A scram-sha-256 --pwfile="$data/pw" >/dev/null)
start() { (cd / && server pg_ctl -D "$data/db" -s -w -l "$data/log" -o "-p 15750 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data $*" start); }
stop() { (cd / && server pg_ctl -D "$data/db" -s -m immediate stop); }
py() { "$PYTHON" - "$@" 2>&1; }

echo "== pg_isready"; "$bin/pg_isready" -h localhost -p 15759
echo "== rust-postgres, nobody listens"; "$RUST_CLIENT" "host=127.0.0.1 port=15759 user=postgres" 2>&1
echo "== no route"; ip route add unreachable 198.51.100.1
PGHOST=198.51.100.1 PGPORT=5432 "$bin/psql" -c 'select 1' 2>&1
echo "198.51.100.1 db.example" >>/etc/hosts; PGHOST=db.example PGPORT=5432 "$bin/psql" -c 'select 1' 2>&1; sed -i '/198.51.100.1 db.example/d' /etc/hosts
ip route del unreachable 198.51.100.1
echo "== no answer, psycopg"; ip route add 198.51.100.2 dev lo
PGHOST=198.51.100.2 PGCONNECT_TIMEOUT=2 py <<'P' | tail -n 3
import psycopg
psycopg.connect("")
P
ip route del 198.51.100.2 dev lo
start
"$bin/psql" -q -d postgres -c 'create database app'
echo "== SSL, SQLAlchemy with psycopg2 and psycopg"
for driver in psycopg2 psycopg; do
    py $driver <<'P' | tail -n 4
import sys, sqlalchemy
sqlalchemy.create_engine(f"postgresql+{sys.argv[1]}://postgres:correct-horse@127.0.0.1:15750/app?sslmode=require").connect()
P
done
echo "== a standby without hot_standby"
stop; touch "$data/db/standby.signal"; chown postgres "$data/db/standby.signal"
(cd / && server pg_ctl -D "$data/db" -s -W -l "$data/log" -o "-p 15750 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data -c hot_standby=off" start)
sleep 3; "$bin/psql" -c 'select 1' 2>&1
"$RUST_CLIENT" "host=127.0.0.1 port=15750 user=postgres password=correct-horse" 2>&1
grep FATAL "$data/log" | tail -n 2
stop; rm "$data/db/standby.signal"; start
echo "== no password: pgjdbc"
cat >NoPassword.java <<'J'
public class NoPassword {
    public static void main(String[] args) throws Exception {
        java.sql.DriverManager.getConnection("jdbc:postgresql://127.0.0.1:15750/app", "postgres", null);
    }
}
J
env -u PGPASSWORD java -cp /usr/share/java/postgresql.jar NoPassword.java 2>&1
echo "== no password: node-postgres"
env -u PGPASSWORD node -e 'new (require("pg").Client)().connect()' 2>&1 | head -n 12
echo "== wrong password: rust-postgres"; "$RUST_CLIENT" "host=127.0.0.1 port=15750 user=postgres password=wrong" 2>&1
echo "== a type that exists: psycopg, asyncpg, psycopg2"
"$bin/psql" -q -c "create type status as enum ('new')"
py <<'P' | tail -n 1
import psycopg
psycopg.connect("").execute("create type status as enum ('new')")
P
py <<'P' | tail -n 1
import asyncio, asyncpg
async def main():
    await (await asyncpg.connect()).execute("create type status as enum ('new')")
asyncio.run(main())
P
py <<'P' | tail -n 1
import psycopg2
psycopg2.connect("").cursor().execute("create type status as enum ('new')")
P
echo "== no migrations yet: django"
"$bin/psql" -c 'select * from django_migrations' 2>&1
py <<'P' | tail -n 3
import django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "app", "USER": "postgres", "PASSWORD": "correct-horse", "HOST": "127.0.0.1", "PORT": 15750}})
django.setup()
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder.Migration.objects.count()
P
echo "== a role without a password: the server's log"
"$bin/psql" -q -c 'create role shop login'; PGUSER=shop "$bin/psql" -c 'select 1' 2>&1
grep -A 1 'password authentication failed for user "shop"' "$data/log" | head -n 3
echo "== a psql variable in a DO block"
cat >roles.sql <<'Q'
do $$
begin
  perform set_config('app.role', :'role_name', false);
end $$;
Q
"$bin/psql" -v role_name=shop -f roles.sql 2>&1
echo "== a column with a name like it"
"$bin/psql" -q -c 'create table assignments (id int, explain_json json)'; "$bin/psql" -c 'select explain_jsn from assignments' 2>&1
py <<'P' | tail -n 4
import psycopg
psycopg.connect("").execute("select explain_jsn from assignments")
P
"$bin/psql" -c 'select a.explain_jsn from assignments a' 2>&1
echo "== a psql variable in a DO block, the server's log"
cat >grant.sql <<'Q'
DO $$
BEGIN
  GRANT CONNECT ON DATABASE app TO :"role_name";
END $$;
Q
"$bin/psql" -v role_name=shop -f grant.sql 2>&1
tail -n 5 "$data/log"
stop
rm -r "$data"
