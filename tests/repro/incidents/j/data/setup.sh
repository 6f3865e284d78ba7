#!/usr/bin/env bash
# Makes /srv/parcel (two venvs, node_modules, PostgreSQL at 172.22.0.2:5432 and Redis at 172.22.0.3:6379 in the namespace `jb`). `setup.sh stop` ends them.
# Needs root and, from Debian 12: postgresql-15 redis-server iproute2 chromium curl nodejs npm python3-venv docker.io golang-go php-cli php-pgsql ruby ruby-pg openjdk-17 maven.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); home=/srv/parcel; export PATH=$PATH:/usr/lib/postgresql/15/bin; cd /
if [ "${1:-}" = stop ]; then
    ip netns exec jb redis-cli -h redis -a local_pass --no-auth-warning shutdown nosave || true
    runuser -u postgres -- pg_ctl -s -w -D $home/db -m fast stop || true
    ip netns del jb; exit
fi
mkdir -p $home/db $home/run $home/node /home/app
[ -x $home/venv/bin/python ] || { /usr/bin/python3 -m venv $home/venv; $home/venv/bin/pip install -q -r "$here/requirements.txt"; }
[ -x $home/venv14/bin/python ] || { /usr/bin/python3 -m venv $home/venv14; $home/venv14/bin/pip install -q -r "$here/requirements-old.txt"; }
[ -d $home/node/node_modules ] || [ -n "${SKIP_NPM:-}" ] || { cp "$here/package.json" $home/node/; (cd $home/node && npm install --no-audit --no-fund --silent --ignore-scripts --legacy-peer-deps); }
[ -e $home/node_modules ] || ln -s node/node_modules $home/node_modules
ip netns add jb; ip -n jb link set lo up
mkdir -p /etc/netns/jb; echo '127.0.0.1 localhost' >/etc/netns/jb/hosts; n=2
for host in db redis api worker web proxy postgres cache; do ip -n jb addr add 172.22.0.$n/32 dev lo; echo "172.22.0.$n $host" >>/etc/netns/jb/hosts; n=$((n + 1)); done
if [ ! -f $home/db/PG_VERSION ]; then
chown postgres: $home/db $home/run; : >$home/pg.log; chown postgres: $home/pg.log
runuser -u postgres -- initdb -D $home/db -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
printf "listen_addresses = '172.22.0.2'\nport = 5432\nunix_socket_directories = '$home/run'\ntimezone = 'UTC'\nlog_timezone = 'UTC'\nfsync = off\n" >>$home/db/postgresql.conf
printf 'local all all trust\nhost all all 172.22.0.0/16 scram-sha-256\n' >$home/db/pg_hba.conf; fi
ip netns exec jb runuser -u postgres -- /usr/lib/postgresql/15/bin/pg_ctl -s -w -D $home/db -l $home/pg.log start
p="runuser -u postgres -- psql -qX -h $home/run"
$p -c "CREATE ROLE parcel LOGIN CREATEDB PASSWORD 'brown-box'" -c "CREATE DATABASE parcel OWNER parcel" || true
$p -d parcel -c "SET ROLE parcel" -c "CREATE TABLE couriers (id serial PRIMARY KEY, name text NOT NULL, email text UNIQUE)" -c "CREATE TABLE parcels (id serial PRIMARY KEY, tracking varchar(20) CONSTRAINT parcels_tracking_key UNIQUE NOT NULL, weight numeric, courier_id int REFERENCES couriers)" -c "INSERT INTO couriers(name,email) VALUES ('Mia','mia@parcel.test'),('Leo','leo@parcel.test')" -c "INSERT INTO parcels(tracking,weight,courier_id) VALUES ('PX-1001',2.5,1),('PX-1002',0.8,2)" || true
ip netns exec jb redis-server --port 6379 --bind 172.22.0.3 --requirepass local_pass --save '' --daemonize yes --pidfile $home/redis.pid --logfile $home/redis.log >/dev/null
echo ready
