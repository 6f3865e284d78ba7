#!/usr/bin/env bash
# Makes /srv/orchard (a venv, node_modules, PostgreSQL at 172.21.0.2:5432 and Redis at 172.21.0.3:6379 in the namespace `ib`). `setup.sh stop` ends them.
# Needs root and, from Debian 12: postgresql-15 redis-server nginx iproute2 g++ libpqxx-dev lua5.4 lua-sql-postgres libhiredis-dev libdbd-pg-perl
# r-cran-rpostgresql golang-go openjdk-17-jdk daemontools runit moreutils php-cli php-pgsql chromium curl nodejs npm python3-venv.
# Then: native.py, py1.py, py2.py, node1.py, multi.py, multi2.py, more.py (each takes names); wrappers come from tests/repro/incidents/make.py.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); home=/srv/orchard; export PATH=$PATH:/usr/lib/postgresql/15/bin; cd /
if [ "${1:-}" = stop ]; then
    ip netns exec ib redis-cli -h redis -a local_pass --no-auth-warning shutdown nosave || true
    runuser -u postgres -- pg_ctl -s -w -D $home/db -m fast stop || true
    ip netns del ib; exit
fi
mkdir -p $home/db $home/run $home/node /home/app
[ -x $home/venv/bin/python ] || { /usr/bin/python3 -m venv $home/venv; $home/venv/bin/pip install -q -r "$here/requirements.txt"; }
[ -d $home/node/node_modules ] || { cp "$here/package.json" $home/node/; (cd $home/node && npm install --no-audit --no-fund --silent --ignore-scripts); }
ip netns add ib; ip -n ib link set lo up; ip -n ib link set lo multicast on; ip -n ib route add 224.0.0.0/4 dev lo
mkdir -p /etc/netns/ib; echo '127.0.0.1 localhost' >/etc/netns/ib/hosts; n=2
for host in db redis backend worker frontend gateway postgres; do ip -n ib addr add 172.21.0.$n/32 dev lo; echo "172.21.0.$n $host" >>/etc/netns/ib/hosts; n=$((n + 1)); done
chown postgres: $home/db $home/run; : >$home/pg.log; chown postgres: $home/pg.log
runuser -u postgres -- initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
printf "listen_addresses = '172.21.0.2'\nport = 5432\nunix_socket_directories = '$home/run'\ntimezone = 'UTC'\nlog_timezone = 'UTC'\n" >>$home/db/postgresql.conf
printf 'local all all trust\nhost all all 172.21.0.0/16 scram-sha-256\n' >$home/db/pg_hba.conf
ip netns exec ib runuser -u postgres -- /usr/lib/postgresql/15/bin/pg_ctl -s -w -D $home/db -l $home/pg.log start
p="runuser -u postgres -- psql -qX -h $home/run"
$p -c "CREATE ROLE orchard LOGIN PASSWORD 'apple-tree'" -c "CREATE DATABASE orchard OWNER orchard"
$p -d orchard -c "SET ROLE orchard" -c "CREATE TABLE growers (id serial PRIMARY KEY, name text NOT NULL, email text UNIQUE)" -c "CREATE TABLE trees (id serial PRIMARY KEY, tag text UNIQUE NOT NULL, variety text, grower_id int REFERENCES growers)" -c "CREATE TABLE crates (id serial PRIMARY KEY, code varchar(20) UNIQUE, weight numeric)" -c "INSERT INTO growers(name,email) VALUES ('Ada','ada@orchard.test'),('Ben','ben@orchard.test')" -c "INSERT INTO trees(tag,variety,grower_id) VALUES ('T-001','Boskoop',1),('T-002','Elstar',2)" -c "INSERT INTO crates(code,weight) VALUES ('C-100',18.5)"
ip netns exec ib redis-server --port 6379 --bind 172.21.0.3 --requirepass local_pass --save '' --daemonize yes --pidfile $home/redis.pid --logfile $home/redis.log >/dev/null
echo ready
