#!/usr/bin/env bash
# PostgreSQL logs the slow counts of a dashboard over an access log with 3 million rows.
# Needs: the PostgreSQL server (Debian: apt-get install postgresql), psql, loopback; run as root or as a user who may run initdb.
# Env: KB_REPRO_PORT (default 55432). The server has its own folder and is stopped at the end.
set -eu
port=${KB_REPRO_PORT:-55432}
bin=$(pg_config --bindir 2>/dev/null || ls -d /usr/lib/postgresql/*/bin | tail -n 1)
dir=$(mktemp -d)
chmod 755 "$dir"
as() { if [ "$(id -u)" = 0 ]; then su postgres -c "$1"; else sh -c "$1"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$dir"
as "$bin/initdb -D $dir/data -A trust -U postgres >/dev/null"
as "$bin/pg_ctl -D $dir/data -o '-p $port -k $dir -h 127.0.0.1' -l $dir/log -w start >/dev/null"
trap 'as "$bin/pg_ctl -D $dir/data -m fast stop >/dev/null"; rm -rf "$dir"' EXIT
sql() { psql -qAt -h 127.0.0.1 -p "$port" -U postgres "$@"; }
sql -c "create table access_record(id bigserial primary key, path text, status int, at timestamptz default now())" \
  -c "insert into access_record(path, status, at) select '/api/users/' || (i % 500), 200, now() - (i || ' seconds')::interval from generate_series(1, 3000000) i" \
  -c "alter system set log_min_duration_statement = '200ms'" -c "select pg_reload_conf()" >/dev/null
sleep 1
sql -c "select path, count(*) as requests from access_record where at > now() - interval '30 days' group by path order by requests desc limit 10" >/dev/null
sql -c "select count(*) from access_record" >/dev/null
sql -c "update access_record set status=200 where id<200000"
grep -E 'log_min_duration|duration:' "$dir/log"
