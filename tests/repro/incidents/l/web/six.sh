#!/bin/bash
# a Docker daemon of its own: a backend that does not become healthy (its server listens at another port than the check asks)
R=/tmp/pieces-web/raw; mkdir -p /srv/birch; cp "$(dirname "$0")/app/stack/compose.yaml" /srv/birch/; cd /srv/birch
export COMPOSE_V2=${COMPOSE_V2:-docker-compose} WITH_PYTHON=1
. $(dirname "$0")/../../../docker-daemon.sh
timeout 60 /usr/bin/docker-compose up -d > $R/dock.v1 2>&1; docker ps -a > $R/dock.ps1 2>&1; timeout 30 /usr/bin/docker-compose down >/dev/null 2>&1
docker compose --ansi never up -d > $R/dock.up2 2>&1
docker ps -a > $R/dock.ps 2>&1; docker ps --filter health=unhealthy > $R/dock.filter; docker compose ps > $R/dock.cps 2>&1
docker inspect --format '{{.Name}} {{.State.Status}} {{.State.Health.Status}} failing streak {{.State.Health.FailingStreak}}' $(docker ps -q) > $R/dock.fmt
docker inspect $(docker ps -q) --format '{{json .State}}' | jq . > $R/dock.state
timeout 6 docker events --since 60s --until 0s > $R/dock.events 2>&1
for s in 1 2 3 4 5 6; do docker inspect -f '{{.State.Health.Status}}' $(docker ps -q); sleep .2; done > $R/dock.poll 2>&1
echo fin
