#!/bin/sh
# The logs of kb/ci/backend-not-healthy.md: compose waits for a service that never gets healthy.
# Needs: what docker-daemon.sh needs (COMPOSE_V2 for compose v2, docker-compose for v1).
. "$(dirname "$0")/docker-daemon.sh"
mkdir -p /srv/shop && cd /srv/shop || exit 1
down() { timeout 40 docker compose down -t 1 >/dev/null 2>&1; }
cat >compose.yaml <<'Y'
services:
  backend:
    image: busybox:1.36
    command: ["sleep", "600"]
    healthcheck:
      test: ["CMD", "cat", "/nowhere"]
      interval: 1s
      retries: 2
      start_period: 1s
  proxy:
    image: busybox:1.36
    command: ["sleep", "600"]
    depends_on:
      backend:
        condition: service_healthy
Y
echo "== up, unhealthy dependency"; timeout 60 docker compose up -d 2>&1
docker compose ps -a
echo "== up --wait"; timeout 60 docker compose up -d --wait backend 2>&1
echo "== a deploy script's own loop"
seconds=6
for i in $(seq $seconds); do
    [ "$(docker inspect -f '{{.State.Health.Status}}' shop-backend-1)" = healthy ] && break
    [ "$i" = $seconds ] && echo "Backend did not become healthy within ${seconds}s"
    sleep 1
done
docker inspect -f '{{json .State.Health}}' shop-backend-1 | cut -c1-400
down
echo "== v1"; timeout 60 docker-compose up -d 2>&1; timeout 40 docker-compose down -t 1 >/dev/null 2>&1
cat >compose.yaml <<'Y'
services:
  prestart:
    image: busybox:1.36
    command: ["sh", "-c", "echo 'ERROR: alembic is NOT at head'; exit 1"]
  backend:
    image: busybox:1.36
    command: ["sleep", "600"]
    depends_on:
      prestart:
        condition: service_completed_successfully
Y
echo "== prestart fails"; timeout 60 docker compose up -d 2>&1
docker compose ps -a; down
cat >compose.yaml <<'Y'
services:
  backend:
    image: busybox:1.36
    command: ["sh", "-c", "exit 3"]
Y
echo "== up --wait, exits"; timeout 60 docker compose up -d --wait 2>&1; down
cat >compose.yaml <<'Y'
services:
  backend:
    image: busybox:1.36
    command: ["sleep", "600"]
    healthcheck:
      test: ["CMD", "cat", "/nowhere"]
      interval: 1s
      start_period: 60s
Y
echo "== up --wait, timeout"; timeout 60 docker compose up -d --wait --wait-timeout 4 2>&1; down
