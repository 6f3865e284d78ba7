#!/bin/bash
# Images made of this machine for the daemon that setup.sh starts: busybox:1.36, python:3.12-slim, node:20-slim.
set -e
home=/srv/cove
export DOCKER_HOST=unix://$home/docker/sock
fs=$home/docker/fs
rm -rf $fs; mkdir -p $fs/bin $fs/etc $fs/tmp $fs/app $fs/usr/local/lib $fs/usr/local/bin $fs/root
cp /bin/busybox $fs/bin/; for a in $(/bin/busybox --list | grep -vx busybox); do ln -sf busybox $fs/bin/$a; done
echo 'root:x:0:0:root:/root:/bin/sh' >$fs/etc/passwd
tar -C $fs -c . | docker import -c 'CMD ["sh"]' - busybox:1.36 >/dev/null
libs() { grep -o '/[^ ]*\.so[^ ]*' | sort -u | while read -r l; do mkdir -p "$1$(dirname "$l")"; cp -L "$l" "$1$l"; done; }
cp -a $fs $fs-node
cp -L "$(command -v node)" $fs-node/usr/local/bin/; ldd "$(command -v node)" | libs $fs-node
tar -C $fs-node -c . | docker import -c 'ENV PATH=/usr/local/bin:/bin' -c 'WORKDIR /app' -c 'CMD ["node"]' - node:20-slim >/dev/null
cp -a $home/py312/bin/python3* $fs/usr/local/bin/; ln -sf python3.12 $fs/usr/local/bin/python
cp -a $home/py312/lib/python3.12 $home/py312/lib/libpython3.12.so* $fs/usr/local/lib/ 2>/dev/null || true
rm -rf $fs/usr/local/lib/python3.12/{config-3.12*,idlelib,turtledemo,ensurepip,site-packages}; mkdir $fs/usr/local/lib/python3.12/site-packages
find $fs -name __pycache__ -prune -exec rm -rf {} +
{ ldd $home/py312/bin/python3.12; find $home/py312/lib/python3.12/lib-dynload -name '*.so' -exec ldd {} \;; ls /lib/x86_64-linux-gnu/lib{gcc_s,rt,pthread,dl,m,util,stdc++}.so.*; } | grep -v libpython | libs $fs
tar -C $fs -c . | docker import -c 'ENV PATH=/usr/local/bin:/bin LD_LIBRARY_PATH=/usr/local/lib PYTHONUNBUFFERED=1' -c 'WORKDIR /app' -c 'CMD ["python3"]' - python:3.12-slim >/dev/null
docker images
