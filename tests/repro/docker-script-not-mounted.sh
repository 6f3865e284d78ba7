#!/bin/sh
# The logs of kb/docker/script-not-mounted.md: a script that is not in the container.
# Needs: what docker-daemon.sh needs. COMPOSE_V2 names a docker compose v2 binary.
WITH_PYTHON=1
. "$(dirname "$0")/docker-daemon.sh"
app=/srv/shop
mkdir -p $app/scripts $app/app
cd $app || exit 1
echo 'print("seeded")' >scripts/seed_people.py
printf 'FROM python:3.11-slim\nWORKDIR /app\nCOPY app ./app\n' >Dockerfile
cat >compose.yaml <<'Y'
services:
  backend:
    image: shop-backend
    build: .
    command: ["python3", "-c", "import time; time.sleep(600)"]
Y
DOCKER_BUILDKIT=0 docker build -q -t shop-backend . >/dev/null 2>&1
echo "== docker compose exec"
docker compose up -d >/dev/null 2>&1
docker compose exec -T backend python3 /app/scripts/seed_people.py
docker compose exec -T backend python3 scripts/seed_people.py
docker compose exec -T backend python -m scripts.seed_people
docker compose exec -T backend sh /app/scripts/seed.sh
docker compose exec -T backend /app/scripts/seed.sh
docker compose down >/dev/null 2>&1
echo "== as the command of a service"
sed -i 's|command:.*|command: ["python3", "/app/scripts/seed_people.py"]|' compose.yaml
docker compose up --no-color 2>&1
docker compose down >/dev/null 2>&1
sed -i 's|command:.*|command: ["/app/scripts/start.sh"]|' compose.yaml
docker compose up --no-color 2>&1
docker compose down >/dev/null 2>&1
echo "== docker run"
docker run --rm shop-backend python3 -u /app/scripts/seed_people.py
docker run --rm shop-backend /app/scripts/start.sh
docker run --rm shop-backend python3 /app/app/missing/../manage.py
echo "== near miss: the script starts, but a file it opens is missing"
docker run --rm shop-backend python3 -c 'open("/app/data/people.csv")'
