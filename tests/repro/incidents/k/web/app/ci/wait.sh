#!/bin/sh
# Waits for the backend after `docker compose up -d`.
for n in $(seq 1 12); do
  code=$(curl -s -o /dev/null -w '%{http_code}' http://localhost:8000/api/v1/health/ready)
  [ "$code" = 200 ] && { echo "Backend is healthy"; exit 0; }
  echo "[$n/12] backend answers $code, waiting"
  sleep 0.5
done
echo "::error::Backend did not become healthy within 6s"
exit 1
