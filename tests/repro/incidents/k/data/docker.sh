#!/bin/bash
# docker.sh [DIR]: the outputs that need a Docker daemon; sources tests/repro/docker-daemon.sh (DAEMON=path)
export TMPDIR=/tmp/pieces-data WITH_PYTHON=1 COMPOSE_V2=/srv/pieces-data/venv/lib/python3.11/site-packages/compose/docker-compose PATH=/usr/bin:/usr/local/bin:/usr/sbin:/sbin:/bin
HERE=$(cd "$(dirname "$0")" && pwd)
. ${DAEMON:-$(dirname "$0")/../../../docker-daemon.sh}
R=${1:-/srv/pieces-data/raw}; mkdir -p $R
ldd /bin/busybox /usr/bin/python3.11 | grep -o '/lib[^ ]*' | sort -u | tar -C / -ch -T - 2>/dev/null | tar -C "$fs" -x
mkdir -p "$fs/tmp"; for a in ls sh cat sleep mkdir cp env ps tar; do ln -sf busybox "$fs/bin/$a"; done
tar -C "$fs" -c . | docker import - python:3.11-slim >/dev/null; tar -C "$fs" -c . | docker import - busybox:1.36 >/dev/null
term() { python3 "$HERE/term.py" "$@"; }
rm -rf /srv/pieces-data/shop
mkdir -p /srv/pieces-data/shop/{src,frontend,backend} && cd /srv/pieces-data/shop
# --- script not mounted
cat >compose.yaml <<'Y'
services:
  backend:
    image: python:3.11-slim
    command: ["sleep", "600"]
    working_dir: /app
    volumes:
      - ./src:/app/src
  seed:
    image: python:3.11-slim
    command: ["python3", "/app/scripts/seed_people.py"]
    working_dir: /app
    volumes:
      - ./src:/app/src
  nightly:
    image: python:3.11-slim
    command: ["sh", "scripts/nightly.sh"]
    working_dir: /app
    volumes:
      - ./src:/app/src
Y
echo 'x = 1' > src/api.py
docker compose up -d >/dev/null 2>&1; sleep 3
term 'docker compose ps -a --no-trunc --format "table {{.Service}}\t{{.Command}}\t{{.Status}}"' 'docker compose exec backend ls -F /app' 'docker inspect shop-seed-1 --format "{{.State.ExitCode}} {{json .Config.Cmd}} {{json .HostConfig.Binds}}"' >$R/dk-script-ps.txt
docker compose logs --no-color >$R/dk-script-logs.txt 2>&1
term 'docker compose exec -T backend python3 scripts/seed_people.py' 'docker compose exec -T backend ls scripts' 'ls' >$R/dk-script-exec.txt
term 'docker compose exec -T backend /app/scripts/seed.sh' 'echo $?' >$R/dk-script-oci.txt
docker compose down -t 0 >/dev/null 2>&1
# --- copy
mkdir -p frontend/src; echo '{}' > frontend/package.json; echo 'hi' > frontend/src/index.js
cat >frontend/Dockerfile <<'D'
FROM busybox:1.36 AS builder
WORKDIR /app
COPY package.json ./
RUN mkdir -p node_modules && cp package.json node_modules/
COPY . .
RUN mkdir -p .next/standalone && cp src/index.js .next/standalone/server.js

FROM busybox:1.36 AS runner
WORKDIR /app
COPY --from=builder /app/.next/standalone ./
COPY --from=builder /app/public ./public
CMD ["cat", "server.js"]
D
DOCKER_BUILDKIT=1 docker build --progress=plain -t shop-frontend frontend >$R/dk-copy-bk.txt 2>&1
DOCKER_BUILDKIT=0 docker build -t shop-frontend frontend >$R/dk-copy-legacy.txt 2>&1
buildah --storage-driver vfs --root /tmp/pieces-data/bl --runroot /tmp/pieces-data/blr version >/dev/null 2>&1
cat >compose.yaml <<'Y'
services:
  frontend:
    build: ./frontend
  api:
    build: ./backend
Y
cat >backend/Dockerfile <<'D'
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt alembic.ini ./
COPY app ./app
CMD ["python3", "-m", "app"]
D
echo 'fastapi' > backend/requirements.txt; mkdir -p backend/app; echo 'print(1)' >backend/app/__main__.py
DOCKER_BUILDKIT=1 docker compose --progress plain build api >$R/dk-copy-compose.txt 2>&1
DOCKER_BUILDKIT=0 docker-compose build api >$R/dk-copy-v1.txt 2>&1
# --- multistage
mkdir -p backend/site/uvicorn backend/app; echo '__version__ = "0.30.6"' >backend/site/uvicorn/__init__.py; touch backend/alembic.ini backend/app/__init__.py
printf 'import uvicorn\n\nfrom app import settings\n' >backend/app/server.py; printf 'from app import server\n\nserver.uvicorn.run("app.main:app", host="0.0.0.0")\n' >backend/app/__main__.py; echo 'DEBUG = False' > backend/app/settings.py
cat >backend/Dockerfile <<'D'
FROM python:3.11-slim AS dev
WORKDIR /app
COPY site /usr/lib/python3/dist-packages
COPY app ./app
CMD ["python3", "-m", "app"]

FROM python:3.11-slim AS prod
WORKDIR /app
COPY --from=dev /app/app ./app
CMD ["python3", "-m", "app"]
D
DOCKER_BUILDKIT=0 docker build -q --target dev -t shop-api:dev backend >/dev/null 2>&1; DOCKER_BUILDKIT=0 docker build -q -t shop-api:prod backend >/dev/null 2>&1
term 'docker run --rm shop-api:dev python3 -c "import uvicorn; print(uvicorn.__version__)"' 'docker run --rm shop-api:prod python3 -c "import uvicorn; print(uvicorn.__version__)"' >$R/dk-multi-run.txt
cat >compose.yaml <<'Y'
services:
  api:
    image: shop-api:prod
    restart: on-failure:3
Y
docker compose up -d >/dev/null 2>&1; sleep 5; docker compose logs --no-color >$R/dk-multi-logs.txt 2>&1; docker compose ps -a >>$R/dk-multi-ps.txt 2>&1; docker compose down -t 0 >/dev/null 2>&1
printf 'RUN python3 -c "import uvicorn, app.settings"\n' >>backend/Dockerfile
DOCKER_BUILDKIT=1 docker build --progress=plain -t shop-api:prod backend >$R/dk-multi-bk.txt 2>&1
DOCKER_BUILDKIT=0 docker build -t shop-api:prod backend >$R/dk-multi-legacy.txt 2>&1
# --- alembic
cat >compose.yaml <<'Y'
services:
  prestart:
    image: shop-api:dev
    command: ["alembic", "upgrade", "head"]
  migrate:
    image: shop-api:dev
    command: sh -c "alembic upgrade head"
  api:
    image: shop-api:dev
    command: sleep 600
    depends_on:
      migrate:
        condition: service_completed_successfully
Y
docker compose up -d >$R/dk-al-up.txt 2>&1; sleep 1
term 'docker compose ps -a --no-trunc --format "table {{.Service}}\t{{.Command}}\t{{.Status}}"' >$R/dk-al-ps.txt
docker compose up migrate api --no-color >$R/dk-al-up2.txt 2>&1
docker inspect shop-migrate-1 --format '{{json .State}}' | python3 -m json.tool >$R/dk-al-inspect.txt
docker inspect shop-prestart-1 | python3 -c 'import json,sys; c=json.load(sys.stdin)[0]; print(json.dumps({"Path": c["Path"], "Args": c["Args"], "State": c["State"]}, indent=4))' >$R/dk-al-inspect2.txt
term 'docker compose run --rm api alembic current' >$R/dk-al-run.txt
docker compose down -t 0 >/dev/null 2>&1
# --- variable
cat >compose.yaml <<'Y'
services:
  db:
    image: busybox:1.36
    command: sleep 600
    environment:
      POSTGRES_DB: shop
      POSTGRES_USER: ${POSTGRES_USER}
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}
  api:
    image: busybox:1.36
    command: sleep 600
    environment:
      DATABASE_URL: postgresql://${POSTGRES_USER}:${POSTGRES_PASSWORD}@db:5432/shop
      SENTRY_DSN: ${SENTRY_DSN:-}
Y
docker compose config >$R/dk-var-config.txt 2>&1
docker-compose config >$R/dk-var-config1.txt 2>&1
docker compose up -d >$R/dk-var-up.txt 2>&1
term 'docker compose exec api env' >$R/dk-var-env.txt; docker compose down -t 0 >/dev/null 2>&1
sed -i 's/\${POSTGRES_PASSWORD}$/${POSTGRES_PASSWORD?Variable not set}/; s/\${POSTGRES_USER}$/${POSTGRES_USER:?Variable not set}/' compose.yaml
term 'docker compose up -d' 'docker compose ps' 'ls -A' >$R/dk-var-req.txt
docker-compose up -d >$R/dk-var-req1.txt 2>&1
sed 's/^  *container_name.*//' compose.yaml >stack.yaml; printf 'deploy:\n\tdocker compose pull -q\n\tdocker compose up -d --wait\n' >Makefile
POSTGRES_USER=shop make deploy >$R/dk-var-make.txt 2>&1
# --- ports
cat >compose.yaml <<'Y'
services:
  db:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["5432:5432"]
  cache:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["6379:6379"]
Y
cp /bin/busybox /tmp/pieces-data/postgres-hold; printf 'import socket,time\ns=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("0.0.0.0",5432)); s.listen(); time.sleep(90)\n' >/tmp/pieces-data/hold.py
nsenter -t $(cat "$state/pid") -n -- /usr/bin/python3 /tmp/pieces-data/hold.py & holder=$!
sleep 1
docker compose up -d >$R/dk-port-up.txt 2>&1
in_network python3 "$HERE/term.py" 'docker compose ps -a --format "table {{.Service}}\t{{.Status}}\t{{.Ports}}"' "ss -ltn '( sport = :5432 or sport = :6379 )'" >$R/dk-port-ps.txt
docker inspect shop-db-1 --format '{{json .State}}' | python3 -m json.tool >$R/dk-port-inspect.txt
docker compose down -t 0 >/dev/null 2>&1
docker-compose up -d >$R/dk-port-v1.txt 2>&1; docker-compose ps >>$R/dk-port-v1ps.txt 2>&1; docker-compose down -t 0 >/dev/null 2>&1
kill $holder; wait $holder 2>/dev/null
docker container prune -f >/dev/null; docker run -d --name shop-old -p 5432:5432 busybox:1.36 sleep 600 >/dev/null
docker compose up -d >$R/dk-port-other.txt 2>&1
term 'docker ps -a --format "table {{.Names}}\t{{.Status}}\t{{.Ports}}"' 'docker start shop-db-1' >$R/dk-port-otherps.txt

docker rm -f shop-old >/dev/null; docker compose down -t 0 >/dev/null 2>&1
