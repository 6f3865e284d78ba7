#!/bin/sh
# The logs of kb/docker/cached-layer-missing-dependency.md: a system library that is not in the image.
# Needs: what docker-daemon.sh needs (COMPOSE_V2 for compose v2); PyPI python-magic, fastapi and
# uvicorn are installed into a folder with pip --target.
WITH_PYTHON=1
. "$(dirname "$0")/docker-daemon.sh"
mkdir -p /srv/shop/app && cd /srv/shop || exit 1
rm -rf site compose.yaml app/*
python3 -m pip -q install --target site python-magic fastapi uvicorn >/dev/null 2>&1
printf 'import magic\nfrom fastapi import FastAPI\napp = FastAPI()\n' >app/main.py
printf 'FROM python:3.11-slim\nRUN mkdir -p /var/cache/packages\nCOPY site /usr/lib/python3/dist-packages\nWORKDIR /app\nCOPY app ./app\n' >Dockerfile
printf 'services:\n  backend:\n    build: .\n    image: shop-backend\n    command: ["python3", "-c", "import app.main"]\n' >compose.yaml
DOCKER_BUILDKIT=0 docker build -q -t shop-backend . >/dev/null 2>&1
echo "== python -c"; docker run --rm shop-backend python3 -c 'import magic'
echo "== under compose"; timeout 40 docker compose up --no-color 2>&1; timeout 30 docker compose down >/dev/null 2>&1
echo "== a C extension that misses its library"
docker run --rm -v /usr/lib/python3.11/lib-dynload:/usr/lib/python3.11/lib-dynload:ro shop-backend python3 -c 'import sqlite3'
docker run --rm -v /usr/lib/python3.11/lib-dynload:/usr/lib/python3.11/lib-dynload:ro shop-backend python3 -c 'import lzma'
echo "== the second build takes everything from the cache"; timeout 60 docker compose --progress plain build 2>&1 | tail -n 25
echo "== near miss: the Python package itself"
docker run --rm python:3.11-slim python3 -c 'import magic'
