# Sourced by the scripts beside this folder; not run by itself. Call `sandbox` first.
#
#   postgres_start [LISTEN_ADDRESSES]   a new, empty PostgreSQL on port 5432 of the sandbox:
#                                       superuser postgres, password correct-horse, database app
#   postgres_stop
#   postgres_log                        what the server printed since the last call
#
# Needs the Debian package postgresql.

PGBIN=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
PGDATA=/srv/pg/data

postgres_start() {
    if [ ! -d "$PGDATA" ]; then
        mkdir -p /srv/pg
        chown postgres /srv/pg
        echo correct-horse > /srv/pg/pw
        chown postgres /srv/pg/pw
        runuser -u postgres -- env LC_ALL=C.UTF-8 "$PGBIN/initdb" -D "$PGDATA" -U postgres -A scram-sha-256 \
            --pwfile=/srv/pg/pw > /srv/pg/initdb.log
        echo 'host all all 172.16.0.0/12 scram-sha-256' >> "$PGDATA/pg_hba.conf"
    fi
    cd /srv/pg || exit 2
    # The line prefix of a server that runs in a container is the default one: time, pid.
    runuser -u postgres -- "$PGBIN/postgres" -D "$PGDATA" -c listen_addresses="${1:-*}" -c fsync=off -c log_timezone=UTC \
        -c unix_socket_directories=/srv/pg >> /srv/pg/server.log 2>&1 &
    postgres_pid=$!
    tries=0
    until "$PGBIN/pg_isready" -q -h /srv/pg -d postgres; do
        tries=$((tries + 1))
        [ "$tries" -gt 100 ] && { cat /srv/pg/server.log; exit 2; }
        sleep 0.1
    done
    PGPASSWORD=correct-horse psql -q -h /srv/pg -U postgres -d postgres -c 'create database app' 2> /dev/null
    cd /srv/app || exit 2
}

postgres_stop() {
    runuser -u postgres -- "$PGBIN/pg_ctl" -D "$PGDATA" -m fast -s stop
    wait "$postgres_pid" 2> /dev/null
}

postgres_log() {
    tail -n "+$((${postgres_log_from:-0} + 1))" /srv/pg/server.log
    postgres_log_from=$(wc -l < /srv/pg/server.log)
}
