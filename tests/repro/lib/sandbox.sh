# Sourced by the scripts beside this folder; not run by itself.
#
#   sandbox NAME "$@"
#
# runs the calling script again, first where it may install packages, then where it
# cannot reach any network:
#   - /srv/app is a folder of the cache ($KB_REPRO_CACHE, default /tmp/kb-repro), so that
#     tracebacks show a neutral path; nothing outside the cache is written
#   - the second run has a network of its own: loopback only, every port free, and the
#     names that compose would give to services (see `hosts`)
# Before the second run the function `install` of the calling script is called, if any.
#
# Needs root, util-linux (unshare, runuser) and iproute2.

sandbox() {
    sandbox_name=$1
    shift
    case "${KB_REPRO_STAGE:-}" in
    '')
        KB_REPRO_SCRIPT=$(readlink -f "$0")
        KB_REPRO_CACHE=${KB_REPRO_CACHE:-/tmp/kb-repro}
        mkdir -p "$KB_REPRO_CACHE/$sandbox_name"
        chmod 755 "$KB_REPRO_CACHE" "$KB_REPRO_CACHE/$sandbox_name"
        export KB_REPRO_SCRIPT KB_REPRO_CACHE
        KB_REPRO_STAGE=install exec unshare --mount sh "$KB_REPRO_SCRIPT" "$@"
        ;;
    install)
        mount -t tmpfs -o mode=755 tmpfs /srv
        mkdir /srv/app
        mount --bind "$KB_REPRO_CACHE/$sandbox_name" /srv/app
        cd /srv/app || exit 2
        (install) >&2 || exit 2
        KB_REPRO_STAGE=run exec unshare --mount --net sh "$KB_REPRO_SCRIPT" "$@"
        ;;
    run)
        ip link set lo up
        for address in 172.18.0.2 172.18.0.3 172.18.0.4 172.18.0.5; do
            ip address add "$address/32" dev lo
        done
        hosts > /srv/hosts
        chmod 644 /srv/hosts
        mount --bind /srv/hosts /etc/hosts
        cd /srv/app || exit 2
        ;;
    esac
}

install() { :; }

hosts() {
    cat <<'HOSTS'
127.0.0.1 localhost
::1 localhost
172.18.0.2 db
172.18.0.3 redis
172.18.0.4 backend
172.18.0.5 frontend
HOSTS
}
