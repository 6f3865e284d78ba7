#!/bin/bash
# deploy_wait.sh COMPOSE-SERVICE SECONDS: brings the stack up and waits for the backend.
set -u
echo "==> docker compose up -d"
docker compose --ansi never --progress plain up -d 2>&1
echo "==> waiting for http://127.0.0.1:21040/api/v1/utils/health-check/"
for ((n = 5; n <= $2; n += 5)); do
    if curl -fsS -m 1 http://127.0.0.1:21040/api/v1/utils/health-check/; then echo "healthy after ${n}s"; exit 0; fi
    sleep ${PAUSE:-0.1}
done
echo "Backend did not become healthy within ${2}s"
docker compose ps -a
docker compose logs --tail 20 "$1"
exit 1
