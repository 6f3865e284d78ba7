#!/bin/bash
# Images made of this machine for the daemon that setup.sh starts: busybox:1.36, python:3.12-slim, node:20-slim.
set -e
home=/srv/gb
export DOCKER_HOST=unix://$home/docker/sock
fs=$home/docker/fs
rm -rf $fs $fs-node; mkdir -p $fs/bin $fs/etc $fs/tmp $fs/app $fs/usr/local/lib $fs/usr/local/bin $fs/root
cp /bin/busybox $fs/bin/; for a in $(/bin/busybox --list | grep -vx busybox); do ln -sf busybox $fs/bin/$a; done
libs() { grep -o '/[^ ]*\.so[^ ]*' | sort -u | while read -r l; do mkdir -p "$1$(dirname "$l")"; cp -L "$l" "$1$l"; done; }
{ ldd /bin/busybox 2>/dev/null || true; } | libs $fs
echo 'root:x:0:0:root:/root:/bin/sh' >$fs/etc/passwd
tar -C $fs -c . | docker import -c 'CMD ["sh"]' - busybox:1.36 >/dev/null
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
# PHP 8.2 and a Java 17 of jlink
base=$(mktemp -d); tar -C $home/docker/fs -c bin etc tmp app | tar -C $base -x; { ldd /bin/busybox 2>/dev/null || true; } | libs $base
cp -a $base $base-php; mkdir -p $base-php/usr/local/bin $base-php/usr/share/zoneinfo; cp -L /usr/bin/php8.2 $base-php/usr/local/bin/php; ldd /usr/bin/php8.2 | libs $base-php; cp -L /usr/share/zoneinfo/{UTC,zone.tab,tzdata.zi,iso3166.tab} $base-php/usr/share/zoneinfo/
tar -C $base-php -c . | docker import -c 'ENV PATH=/usr/local/bin:/bin' -c 'WORKDIR /app' -c 'CMD ["php", "-a"]' - php:8.2-cli >/dev/null
/usr/lib/jvm/java-17-openjdk-amd64/bin/jlink --strip-debug --no-man-pages --add-modules java.base,java.logging --output $base/opt/java; ldd $base/opt/java/bin/java $base/opt/java/lib/libjli.so $base/opt/java/lib/server/libjvm.so | grep -v "$base" | libs $base
tar -C $base -c . | docker import -c 'ENV PATH=/opt/java/bin:/bin' -c 'WORKDIR /app' - eclipse-temurin:17-jre >/dev/null
rm -rf $base $base-php
