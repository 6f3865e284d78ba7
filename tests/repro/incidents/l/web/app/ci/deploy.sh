#!/usr/bin/env bash
set -euo pipefail
deadline=$((SECONDS + 12))
echo "Waiting for backend health (http://localhost:8000/health) ..."
until curl -fsS -m 2 -o /dev/null http://localhost:8000/health; do
  if (( SECONDS >= deadline )); then
    echo "Backend did not become healthy within 12s"
    exit 1
  fi
  sleep 3
done
