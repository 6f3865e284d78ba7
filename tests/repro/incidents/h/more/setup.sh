#!/usr/bin/env bash
# Makes /srv/hb for lib.py: Python 3.12 (an overlay over batch g's /srv/gb/py312, seen at /usr/local in a mount namespace; requirements.txt there),
# node modules, chromedriver, the network namespace `cove`, a Docker daemon (20.10) in it with compose 2.40, and images. `setup.sh stop` ends them.
# Needs root; Debian 12 with docker.io chromium busybox curl iproute2, nodejs 20 and npm; batch g's setup.sh run before (/srv/gb/py312, /srv/gb/docker/fs*,
# /srv/gb/deb/usr/bin/chromedriver, its compose plugin); tests/repro/incidents of the repository in INCIDENTS.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/hb
export DOCKER_HOST=unix://$home/docker/sock
if [ "${1:-}" = stop ]; then
    [ ! -s $home/docker/pid ] || kill "$(cat $home/docker/pid)"
    sleep 3
    ip netns delete cove; rm -rf /etc/netns/cove
    umount $home/py312 || true
    exit
fi
mkdir -p $home/{app,web,node,run,up,wk,py312,incidents} $home/docker/client/cli-plugins /app
cp "${INCIDENTS:?tests/repro/incidents}"/*.py $home/incidents/
cp "$here/no_libmagic.sh" $home/
cp /srv/gb/deb/usr/bin/chromedriver $home/web/chromedriver
cp /srv/gb/docker/client/cli-plugins/docker-compose $home/docker/client/cli-plugins/
echo '{}' >$home/docker/client/config.json
mountpoint -q $home/py312 || mount -t overlay overlay -o lowerdir=/srv/gb/py312,upperdir=$home/up,workdir=$home/wk $home/py312
# Litestar needs the package `multipart`; python-multipart's old name for itself is in its way.
unshare -m bash -c "mount --bind $home/py312 /usr/local && python3.12 -m pip install -q python-socketio && rm -rf /usr/local/lib/python3.12/site-packages/multipart && python3.12 -m pip install -q --force-reinstall multipart"
[ -d $home/node/node_modules ] || { cp "$here/node-package.json" $home/node/package.json; (cd $home/node && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --no-audit --no-fund --legacy-peer-deps); }
ip netns list | grep -qw cove || {
    ip netns add cove; ip -n cove link set lo up
    for n in 2 3 4 5; do ip -n cove addr add 172.26.0.$n/32 dev lo; done
}
mkdir -p /etc/netns/cove; : >/etc/netns/cove/resolv.conf
printf '127.0.0.1 localhost\n::1 localhost ip6-localhost\n172.26.0.2 db\n172.26.0.3 redis\n172.26.0.4 api backend\n172.26.0.5 gateway\n' >/etc/netns/cove/hosts
docker version >/dev/null 2>&1 || {
    nsenter --net=/run/netns/cove unshare -m /usr/sbin/dockerd --data-root $home/docker/data --exec-root $home/docker/exec -p $home/docker/pid -H $DOCKER_HOST \
        --storage-driver overlay2 --iptables=false --ip6tables=false --bip 10.219.7.1/24 >$home/docker/log 2>&1 &
    sleep 8
    tar -C /srv/gb/docker/fs-node -c . | docker import -c 'ENV PATH=/usr/local/bin:/bin' -c 'WORKDIR /app' -c 'CMD ["node"]' - node:20-slim
    tar -C /srv/gb/docker/fs -c . | docker import -c 'ENV PATH=/usr/local/bin:/bin LD_LIBRARY_PATH=/usr/local/lib PYTHONUNBUFFERED=1' -c 'WORKDIR /app' -c 'CMD ["python3"]' - python:3.12-slim
    for name in nginx:1.27-alpine postgres:17-alpine redis:7-alpine busybox:1.36; do docker tag node:20-slim $name; done # stand-ins: only their names and ports matter
}
echo ready
