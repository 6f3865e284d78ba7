#!/bin/bash
# A Docker daemon of its own (tests/repro/docker-daemon.sh of the project), a service whose readiness answers 503.
R=/tmp/pieces-web/raw
cd /app/tern/stack
export COMPOSE_V2=${COMPOSE_V2:?} WITH_PYTHON=1
. "${DOCKER_DAEMON:?tests/repro/docker-daemon.sh of the project}"
docker compose --ansi never up -d --wait > $R/dock.up 2>&1
sleep 4
docker ps > $R/dock.ps 2>&1
docker compose ps -a > $R/dock.composeps 2>&1
docker inspect --format '{{json .State.Health}}' tern-api-1 | python3 -m json.tool > $R/dock.inspect 2>&1
docker compose logs api > $R/dock.logs 2>&1
timeout 6 docker events --since 30s --until 0s --filter container=tern-api-1 > $R/dock.events 2>&1
