#!/usr/bin/env bash
# Images without a registry: busybox; Python 3.13 under /usr/local, copied from this machine with the libraries that it needs.
set -euo pipefail
export DOCKER_HOST=${DOCKER_HOST:-unix:///srv/ledger/docker/sock} DOCKER_BUILDKIT=1
docker=/usr/bin/docker
py=${PY313_HOME:-/opt/python3.13}
$docker image inspect pybase:3.13 >/dev/null 2>&1 && exit
context=/srv/ledger/images
rm -rf $context
mkdir -p $context/busybox $context/python/rootfs/{usr/local,etc,tmp,root,app}
cp /bin/busybox $context/busybox/
printf 'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "--install", "-s", "/bin"]\nCMD ["sh"]\n' >$context/busybox/Dockerfile
root=$context/python/rootfs
cp -a $py/bin $py/lib $root/usr/local/
rm -rf $root/usr/local/lib/python3.13/{test,config-3.13*,idlelib,turtledemo} $root/usr/local/lib/libpython3.13.a
find $root -name __pycache__ -prune -exec rm -rf {} +
{ ldd $py/bin/python3.13; find $py/lib/python3.13/lib-dynload -name '*.so' -exec ldd {} \;; ldd /usr/bin/node; echo /lib/x86_64-linux-gnu/librt.so.1 /lib/x86_64-linux-gnu/libresolv.so.2 | tr ' ' '\n'; } | grep -o '/[^ ]*\.so[^ ]*' | grep -v libpython | sort -u | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
echo 'root:x:0:0:root:/root:/bin/sh' >$root/etc/passwd
printf 'FROM busybox-local\nCOPY rootfs /\nENV PATH=/usr/local/bin:/bin LD_LIBRARY_PATH=/usr/local/lib PYTHONUNBUFFERED=1\nRUN ln -sf python3.13 /usr/local/bin/python3\nWORKDIR /app\nCMD ["python3"]\n' >$context/python/Dockerfile
$docker build -q -t busybox-local $context/busybox
$docker build -q -t pybase:3.13 $context/python
