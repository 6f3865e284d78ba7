#!/bin/sh
# The logs of kb/docker/port-already-allocated.md: two owners of one host port, and the near misses.
# Needs: what docker-daemon.sh needs (COMPOSE_V2 for compose v2, docker-compose for v1); podman;
# for the near misses node, python3 and nginx. DOCKERD may name a newer dockerd.
. "$(dirname "$0")/docker-daemon.sh"
mkdir -p /srv/shop && cd /srv/shop || exit 1
cat >compose.yaml <<'Y'
services:
  db:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports:
      - "5432:5432"
  cache:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports:
      - "6379:6379"
Y
hold() { # hold PORT SECONDS: a process of the host listens on PORT
    in_network python3 -c 'import socket, sys, time
s = socket.socket(); s.bind(("0.0.0.0", int(sys.argv[1]))); s.listen(); time.sleep(float(sys.argv[2]))' "$1" "$2"
}
echo "== a process of the host has it"
hold 5432 30 & holder=$!
sleep 1
docker run --rm -p 5432:5432 busybox:1.36 true
timeout 20 docker compose up -d 2>&1; timeout 20 docker compose down >/dev/null 2>&1
timeout 20 docker-compose up -d 2>&1; timeout 20 docker-compose down >/dev/null 2>&1
kill $holder
echo "== another container has it"
docker run -d --name other -p 5432:5432 busybox:1.36 sleep 600 >/dev/null
docker run --rm -p 5432:5432 busybox:1.36 true
timeout 20 docker compose up -d 2>&1; timeout 20 docker compose down >/dev/null 2>&1
timeout 20 docker-compose up -d 2>&1; timeout 20 docker-compose down >/dev/null 2>&1
docker rm -f other >/dev/null
echo "== docker start, UDP, an address of its own"
hold 8080 20 & holder=$!
in_network python3 -c 'import socket, time; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("0.0.0.0", 5353)); time.sleep(20)' &
udp=$!
sleep 1
docker create --name web -p 8080:80 busybox:1.36 true >/dev/null; docker start web
docker run --rm --name dns -p 5353:53/udp busybox:1.36 true
docker run -d --name one -p 9090:80 busybox:1.36 sleep 60 >/dev/null
docker create --name two -p 127.0.0.1:9090:80 busybox:1.36 true >/dev/null; docker start two
kill $holder $udp
echo "== podman"
cat >"$state/podman.sh" <<P
unset DOCKER_CONFIG DOCKER_HOST
export XDG_RUNTIME_DIR=$state/run; mkdir -p \$XDG_RUNTIME_DIR
ip link set lo up
python3 -m http.server 8080 >/dev/null 2>&1 & server=\$!
sleep 1
pod="podman --root $state/p --runroot $state/r --tmpdir $state/t --storage-driver vfs --cgroup-manager cgroupfs --events-backend file"
tar -C $fs -c . | \$pod import - localhost/busybox:1.36 >/dev/null 2>&1
\$pod run --rm -p 8080:80 localhost/busybox:1.36 true
kill \$server
P
unshare -nm sh "$state/podman.sh" 2>&1
echo "== near misses: a program's own port"
in_network python3 -m http.server 8080 >/dev/null 2>&1 & server=$!
sleep 1
in_network python3 -m http.server 8080 2>&1 | tail -n 3
in_network node -e 'require("http").createServer().listen(8080)' 2>&1 | head -n 22
mkdir -p "$state/ng"
printf 'events {}\nhttp { server { listen 8080; } }\n' >"$state/ng/nginx.conf"
in_network nginx -g "daemon off; pid $state/ng/nginx.pid;" -e stderr -c "$state/ng/nginx.conf" 2>&1
kill $server
