set -e
home=/srv/kestrel
export DOCKER_HOST=unix://$home/docker/sock
mkdir -p $home/docker/client/cli-plugins
cp -n /srv/hb/docker/client/cli-plugins/docker-compose $home/docker/client/cli-plugins/
echo '{}' >$home/docker/client/config.json
ip netns list | grep -qw kestrel || { ip netns add kestrel; ip -n kestrel link set lo up; }
mkdir -p /etc/netns/kestrel; : >/etc/netns/kestrel/resolv.conf
printf '127.0.0.1 localhost\n' >/etc/netns/kestrel/hosts
for n in 2 3 4; do ip -n kestrel addr add 172.27.0.$n/32 dev lo 2>/dev/null || true; done
printf '172.27.0.2 db\n172.27.0.3 redis\n172.27.0.4 api backend\n' >>/etc/netns/kestrel/hosts
docker version >/dev/null 2>&1 || {
nsenter --net=/run/netns/kestrel unshare -m /usr/sbin/dockerd --data-root $home/docker/data --exec-root $home/docker/exec -p $home/docker/pid -H $DOCKER_HOST --storage-driver overlay2 --iptables=false --ip6tables=false --bip 10.219.9.1/24 >$home/docker/log 2>&1 &
sleep 7
}
docker image inspect busybox:1.36 >/dev/null 2>&1 || {
d=$home/fs; mkdir -p $d/bin $d/tmp; cp /bin/busybox $d/bin/; $d/bin/busybox --install -s $d/bin 2>/dev/null || true
(cd $d/bin; for a in $(./busybox --list); do [ -e $a ] || ln -sf busybox $a; done; find . -type l | while read l; do ln -sf busybox $l; done)
tar -C $d -c . | docker import -c 'ENV PATH=/usr/local/bin:/usr/bin:/bin' -c 'CMD ["sh"]' - busybox:1.36
docker tag busybox:1.36 postgres:16-alpine; docker tag busybox:1.36 redis:7-alpine; docker tag busybox:1.36 nginx:1.27-alpine; docker tag busybox:1.36 node:20-alpine
mkdir -p $d/usr/bin
cp /usr/bin/perl $d/usr/bin/
{ ldd /usr/bin/perl /bin/busybox | grep -o '/lib[^ ]*'; echo /usr/lib/x86_64-linux-gnu/perl-base; } | tar -C / -ch -T - | tar -C $d -x
tar -C $d -c . | docker import -c 'ENV PATH=/usr/local/bin:/usr/bin:/bin' -c 'CMD ["perl"]' - perl:5.36-slim
}
for t in busybox:1.36 postgres:16-alpine redis:7-alpine nginx:1.27-alpine node:20-alpine; do docker tag perl:5.36-slim $t; done # with libc
docker images; docker compose version
docker image inspect python:3.11-slim >/dev/null 2>&1 || {
d=/srv/kestrel/fspy; cp -a /srv/kestrel/fs $d; cp /usr/bin/python3.11 $d/usr/bin/; ln -sf python3.11 $d/usr/bin/python3; ln -sf python3.11 $d/usr/bin/python
{ ldd /usr/bin/python3.11 | grep -o '/lib[^ ]*'; echo /usr/lib/python3.11; } | tar -C / -ch --exclude '*/test/*' --exclude __pycache__ -T - 2>/dev/null | tar -C $d -x
tar -C $d -c . | docker import -c 'ENV PATH=/usr/local/bin:/usr/bin:/bin' -c 'CMD ["python3"]' - python:3.11-slim
}
