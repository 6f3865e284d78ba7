#!/bin/bash
# Real Docker (20.10, BuildKit) for cases_d.py: leaves copy.txt and port.txt in /srv/loft/docker. Needs tests/repro/docker-daemon.sh (REPRO: its folder) and docker-compose 1.29.
out=/srv/loft/docker
export WITH_PYTHON=1
. "${REPRO:-$(dirname "$0")/../../..}/docker-daemon.sh"
# busybox of this machine is not static: its libraries, and a new image
ldd /bin/busybox | grep -o "/lib[^ ]*" | tar -C / -ch -T - | tar -C "$fs" -x # libresolv
tar -C "$fs" -c . | docker import - python:3.11-slim >/dev/null
mkdir -p /srv/loft/site && cd /srv/loft/site
printf 'FROM python:3.11-slim AS base\nWORKDIR /app\nRUN for n in $(busybox seq 1 260); do echo "chunk $n: assets/page-$n.js $((n * 7 %% 97)).$n kB"; done\nFROM base AS builder\nCOPY package.json ./\nRUN mkdir -p dist && echo built > dist/index.html\nFROM python:3.11-slim\nWORKDIR /app\nCOPY --from=builder /app/dist ./dist\nCOPY --from=builder /app/public ./public\nCMD ["busybox", "httpd", "-f"]\n' >Dockerfile
printf 'FROM python:3.11-slim\nWORKDIR /srv\nCOPY package.json ./\nRUN for n in $(busybox seq 1 120); do echo "compiled handler $n"; done\n' >Dockerfile.api
echo '{"name":"lodge-site"}' >package.json
{
    echo '+ docker build --progress=plain -f Dockerfile.api -t lodge/api .'
    DOCKER_BUILDKIT=1 /usr/bin/docker build --progress=plain -f Dockerfile.api -t lodge/api . 2>&1
    echo '+ docker build --progress=plain -t lodge/site . || true'
    DOCKER_BUILDKIT=1 /usr/bin/docker build --progress=plain -t lodge/site . 2>&1 || true
} >$out/copy.txt
cat >docker-compose.yml <<'Y'
version: "3.8"
services:
  db:
    image: python:3.11-slim
    command: ["sh", "-c", "echo postgres would start; sleep 60"]
    ports: ["5432:5432"]
  redis:
    image: python:3.11-slim
    command: ["sh", "-c", "n=0; while [ $$n -lt 25 ]; do n=$$((n + 1)); echo redis tick $$n; done; sleep 60"]
  backend:
    image: python:3.11-slim
    environment: {PYTHONUNBUFFERED: '1'}
    command: ["python3", "-c", "import socket, time\nfor n in range(150):\n    try:\n        socket.create_connection(('db', 5432), 1)\n    except OSError as error:\n        print(f'backend: orders kept in memory ({n + 1}): {error}')\n    time.sleep(.01)\ntime.sleep(60)"]
    depends_on: [redis]
Y
in_network python3 -c "import socket,time; s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('0.0.0.0', 5432)); s.listen(); time.sleep(60)" &
sleep 2
{
    echo '+ docker-compose --ansi never up -d'
    docker-compose --ansi never -p lodge up -d 2>&1
    sleep 2
    echo '+ docker-compose ps'
    docker-compose --ansi never -p lodge ps 2>&1
    echo '+ docker-compose logs'
    docker-compose --ansi never -p lodge logs 2>&1
} >$out/port.txt
docker-compose -p lodge down -t 1 >/dev/null 2>&1
kill %2 2>/dev/null
