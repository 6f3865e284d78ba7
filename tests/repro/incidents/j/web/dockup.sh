set -e
home=/srv/linden
export DOCKER_HOST=unix://$home/docker/sock DOCKER_CONFIG=$home/docker/client
mkdir -p $home/docker/client/cli-plugins
ln -sf /srv/kestrel/docker/client/cli-plugins/docker-compose $home/docker/client/cli-plugins/docker-compose
echo '{}' >$home/docker/client/config.json
ip netns list | grep -qw linden || { ip netns add linden; ip -n linden link set lo up; }
mkdir -p /etc/netns/linden; : >/etc/netns/linden/resolv.conf
printf '127.0.0.1 localhost\n172.29.0.2 db\n172.29.0.3 redis\n172.29.0.4 api backend\n' >/etc/netns/linden/hosts
for n in 2 3 4; do ip -n linden addr add 172.29.0.$n/32 dev lo 2>/dev/null || true; done
docker version >/dev/null 2>&1 || {
nsenter --net=/run/netns/linden unshare -m /usr/sbin/dockerd --data-root $home/docker/data --exec-root $home/docker/exec -p $home/docker/pid -H $DOCKER_HOST --storage-driver overlay2 --iptables=false --ip6tables=false --bip 10.219.11.1/24 >$home/docker/log 2>&1 &
sleep 8
}
docker image inspect busybox:1.36 >/dev/null 2>&1 || {
tar -C /srv/kestrel/fs -c . | docker import -c 'ENV PATH=/usr/local/bin:/usr/bin:/bin' -c 'CMD ["sh"]' - busybox:1.36
for t in postgres:16-alpine redis:7-alpine nginx:1.27-alpine alpine:3.20 maven:3.9-eclipse-temurin-21 eclipse-temurin:21-jre; do docker tag busybox:1.36 $t; done
}
docker image inspect python:3.11-slim >/dev/null 2>&1 || tar -C /srv/kestrel/fspy -c . | docker import -c 'ENV PATH=/usr/local/bin:/usr/bin:/bin' -c 'CMD ["python3"]' - python:3.11-slim
docker image inspect node:20-alpine >/dev/null 2>&1 || {
d=$home/fsnode; cp -a /srv/kestrel/fs $d; n=$(readlink -f $(command -v node)); cp $n $d/usr/bin/node
ldd $n | grep -o '/[^ ]*\.so[^ ]*' | sort -u | tar -C / -chf - -T - | tar -C $d -xf -
tar -C $d -c . | docker import -c 'ENV PATH=/usr/local/bin:/usr/bin:/bin' -c 'CMD ["node"]' - node:20-alpine
}
docker images; docker compose version
