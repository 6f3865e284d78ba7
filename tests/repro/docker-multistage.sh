#!/bin/sh
# The logs of kb/docker/multistage-missing-packages.md: packages that stay behind in the builder stage.
# Needs: what docker-daemon.sh needs (COMPOSE_V2 for compose v2); python3-venv; PyPI alembic and
# psycopg2-binary are installed into a folder that stands for the builder's site-packages.
WITH_PYTHON=1
. "$(dirname "$0")/docker-daemon.sh"
mkdir -p /srv/shop/src/database /srv/shop/alembic/versions && cd /srv/shop || exit 1
rm -f compose.yaml
/usr/bin/python3.11 -m venv "$state/v" && "$state/v/bin/pip" -q install --target "$state/site" alembic uvicorn >/dev/null 2>&1
cp -r "$state/site" site
printf 'from alembic.config import Config\nprint("migrated")\n' >src/database/run_migrations.py
printf 'from app.main import app\n' >src/worker.py
cat >Dockerfile <<'D'
FROM python:3.11-slim AS builder
COPY site /usr/lib/python3/dist-packages
RUN mkdir -p /opt/venv/bin && cp /usr/lib/python3/dist-packages/bin/uvicorn /opt/venv/bin/ && sed -i "1s,.*,#!/build/venv/bin/python," /opt/venv/bin/uvicorn

FROM python:3.11-slim
WORKDIR /app
COPY --from=builder /opt/venv /opt/venv
COPY src ./src
D
DOCKER_BUILDKIT=0 docker build -q -t shop-api . >/dev/null 2>&1
echo "== module"; docker run --rm shop-api python3 -m src.database.run_migrations
echo "== with a folder of the same name beside it"; printf 'COPY alembic ./alembic\n' >>Dockerfile
DOCKER_BUILDKIT=0 docker build -q -t shop-api . >/dev/null 2>&1
docker run --rm shop-api python3 -m src.database.run_migrations
printf 'services:\n  api:\n    image: shop-api\n    command: ["python3", "-m", "src.database.run_migrations"]\n' >compose.yaml
echo "== compose"; timeout 30 docker compose up --no-color 2>&1; timeout 30 docker compose down >/dev/null 2>&1
echo "== console script"; docker run --rm shop-api uvicorn src.main:app
docker run --rm shop-api /opt/venv/bin/uvicorn src.main:app
timeout 30 docker compose run --rm api gunicorn 2>&1; timeout 30 docker compose down >/dev/null 2>&1
echo "== shared library"
docker run --rm -v /usr/lib/python3.11/lib-dynload:/usr/lib/python3.11/lib-dynload:ro shop-api python3 -c 'import sqlite3' 2>&1
echo "== -c"; docker run --rm shop-api python3 -c 'import uvicorn'
echo "== near miss: the project's own package"
docker run --rm shop-api python3 /app/src/worker.py
