#!/bin/bash
# docker.sh [DIR]: the outputs that need a Docker daemon; sources tests/repro/docker-daemon.sh (DAEMON=path)
export TMPDIR=/tmp/pieces-data WITH_PYTHON=1 COMPOSE_V2=/srv/pieces-data/venv/lib/python3.11/site-packages/compose/docker-compose PATH=/usr/bin:/usr/local/bin:/usr/sbin:/sbin:/bin
HERE=$(cd "$(dirname "$0")" && pwd)
. ${DAEMON:-$(dirname "$0")/../../../docker-daemon.sh}
R=${1:-/srv/pieces-data/raw}; mkdir -p $R
ldd /bin/busybox /usr/bin/python3.11 /usr/bin/bash | grep -o '/lib[^ ]*' | sort -u | tar -C / -ch -T - 2>/dev/null | tar -C "$fs" -x
mkdir -p "$fs/tmp"; for a in ls sh cat sleep mkdir cp env ps tar test stat id wc printenv which find head tail grep; do ln -sf busybox "$fs/bin/$a"; done; cp /usr/bin/bash "$fs/bin/bash"
tar -C "$fs" -c . | docker import - python:3.11-slim >/dev/null; tar -C "$fs" -c . | docker import - busybox:1.36 >/dev/null
term() { python3 "$HERE/../../l/data/term.py" "$@"; }
rm -rf /srv/pieces-data/library; mkdir -p /srv/pieces-data/library/{app,web/src,jobs,api} && cd /srv/pieces-data/library
# --- script not mounted
cat >compose.yaml <<'Y'
services:
  backend:
    image: python:3.11-slim
    command: ["sleep", "600"]
    working_dir: /code
    volumes:
      - ./app:/code/app
  importer:
    image: python:3.11-slim
    working_dir: /code
    command: ["python3", "tools/import_books.py", "--all"]
    restart: on-failure:2
    volumes:
      - ./app:/code/app
  nightly:
    image: busybox:1.36
    working_dir: /code
    entrypoint: ["/code/jobs/nightly.sh"]
    volumes:
      - ./app:/code/app
Y
mkdir -p tools; echo 'x=1' >app/main.py; echo 'print("importing")' >tools/import_books.py; printf '#!/bin/sh\necho n\n' >jobs/nightly.sh; chmod +x jobs/nightly.sh
docker compose up -d backend importer >/dev/null 2>&1; sleep 5
docker compose up -d nightly >$R/d-s-entry.txt 2>&1
docker compose ps -a nightly >$R/d-s-entryps.txt 2>&1
docker inspect library-nightly-1 --format '{{json .State}}' | python3 -m json.tool >$R/d-s-entrystate.txt
docker compose logs --no-color importer >$R/d-s-importlogs.txt 2>&1
docker compose logs -t --no-color importer >$R/d-s-importlogst.txt 2>&1
term 'docker compose exec backend python3 -m tools.import_books' 'docker compose exec backend find / -name "import_books*"' 'grep -A2 volumes compose.yaml' >$R/d-s-find.txt
term 'docker exec library-backend-1 sh tools/run.sh; echo $?' 'docker exec -it library-backend-1 bash' 'pwd' 'ls' 'python3 tools/import_books.py' 'exit' >$R/d-s-inside.txt
docker events --since 60s --until 0s --filter container=library-importer-1 --format '{{.Time}} {{.Action}} {{.Actor.Attributes.exitCode}}' >$R/d-s-events.txt 2>&1
term 'docker compose run --rm backend ./tools/import_books.py' 'docker compose run --rm backend sh -c "ls -la tools"' >$R/d-s-run.txt
docker compose down -t 0 >/dev/null 2>&1
# --- copy
cat >web/Dockerfile <<'D'
FROM busybox:1.36 AS deps
WORKDIR /app
COPY package.json ./
FROM busybox:1.36 AS run
WORKDIR /app
COPY --from=deps /app/node_modules ./node_modules
COPY nginx/default.conf /etc/nginx/conf.d/
ADD assets.tar.gz /srv/
D
echo '{}' >web/package.json
DOCKER_BUILDKIT=1 docker build --progress=plain web >$R/d-c-three.txt 2>&1
DOCKER_BUILDKIT=1 term -c 100 'docker build -q web' >$R/d-c-quiet.txt
python3 - >$R/d-c-py.txt 2>&1 <<'Y'
import subprocess, os
r = subprocess.run(["docker", "build", "--progress=plain", "-f", "web/Dockerfile", "."], env={**os.environ, "DOCKER_BUILDKIT": "1"}, capture_output=True, text=True)
print(r.returncode)
print(r.stderr[-400:])
Y
cat >api/Dockerfile <<'D'
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt .
COPY alembic alembic
COPY app app
D
printf '%s\n' '*' '!app' >api/.dockerignore; mkdir -p api/app api/alembic; touch api/requirements.txt api/app/a.py api/alembic/env.py
DOCKER_BUILDKIT=1 docker build --progress=plain api >$R/d-c-star.txt 2>&1
DOCKER_BUILDKIT=1 term -c 90 'docker build api' >$R/d-c-startty.txt
DOCKER_BUILDKIT=0 docker build api >$R/d-c-starlegacy.txt 2>&1
ANSIBLE_NOCOLOR=1; term 'ls api' 'cat api/.dockerignore' 'DOCKER_BUILDKIT=1 docker build --progress=plain -q api 2>&1 | tail -1' >$R/d-c-ignoreterm.txt
cat >.gitlab.sh <<'D'
DOCKER_BUILDKIT=0 docker build --pull=false -t web web
D
# --- multistage
mkdir -p svc/lib/celery svc/app; echo 'class Celery: pass' >svc/lib/celery/__init__.py; mkdir -p svc/lib/uvicorn; echo >svc/lib/uvicorn/__init__.py; echo 'print("Running uvicorn 0.35.0")' >svc/lib/uvicorn/__main__.py
mkdir -p svc/lib/jinja2; echo >svc/lib/jinja2/__init__.py
printf 'from celery import Celery\nimport jinja2\napp = Celery()\n' >svc/app/worker.py; printf 'from app.worker import app\nprint("worker ready")\n' >svc/app/__main__.py; touch svc/app/__init__.py
printf '#!/bin/sh\nexec python3 -m uvicorn "$@"\n' >svc/uvicorn; chmod +x svc/uvicorn
printf 'celery==5.5.3\nuvicorn==0.35.0\njinja2==3.1.6\n' >svc/requirements.txt
cat >svc/Dockerfile <<'D'
FROM python:3.11-slim AS development
WORKDIR /app
COPY lib /usr/lib/python3/dist-packages
COPY uvicorn /usr/local/bin/uvicorn
COPY app ./app
CMD ["python3", "-m", "app"]

FROM python:3.11-slim AS production
WORKDIR /app
COPY --from=development /app /app
CMD ["python3", "-m", "app"]
D
export DOCKER_BUILDKIT=0
cat >compose.yaml <<'Y'
services:
  worker:
    build: {context: ./svc, target: development}
  api:
    build: {context: ./svc, target: development}
    command: ["uvicorn", "app:app"]
Y
cat >compose.prod.yaml <<'Y'
services:
  worker:
    build: {target: production}
    restart: always
  api:
    build: {target: production}
Y
docker build -q --target development -t library-worker:dev svc >/dev/null 2>&1; docker build -q --target production -t library-worker:prod svc >/dev/null 2>&1
term 'docker run --rm library-worker:dev' 'docker run --rm library-worker:prod' >$R/d-m-both.txt
term 'docker run --rm library-worker:dev python3 -c "import celery; print(celery.__file__)"' 'docker run --rm library-worker:prod python3 -c "import celery; print(celery.__file__)" 2>&1 | tail -1' >$R/d-m-file.txt
docker history --format 'table {{.CreatedBy}}\t{{.Size}}' library-worker:prod >$R/d-m-history.txt 2>&1
term 'docker run --rm library-worker:prod which uvicorn; echo $?' 'docker run --rm library-worker:dev which uvicorn' 'grep -n -A9 production svc/Dockerfile' >$R/d-m-which.txt
docker run -d --name lib-worker --restart on-failure:3 library-worker:prod >/dev/null; sleep 5; docker logs --tail 9 lib-worker >$R/d-m-tail.txt 2>&1; docker rm -f lib-worker >/dev/null
term 'docker run --rm library-worker:dev sh -c "ls /usr/lib/python3/dist-packages | wc -l"' 'docker run --rm library-worker:prod sh -c "ls /usr/lib/python3/dist-packages | wc -l"' 'docker run --rm library-worker:prod' >$R/d-m-wc.txt
docker run --name p2 library-worker:prod uvicorn app:app >$R/d-m-uv.txt 2>&1; docker inspect p2 --format '{{json .State}}' | python3 -m json.tool >$R/d-m-uvstate.txt; docker ps -a --filter name=p2 --format 'table {{.Image}}\t{{.Command}}\t{{.Status}}' >$R/d-m-uvps.txt; docker rm -f p2 >/dev/null
# --- alembic
cat >compose.yaml <<'Y'
services:
  prestart:
    image: library-worker:prod
    command: bash -c "set -e; echo Running migrations; alembic upgrade head"
  api:
    image: library-worker:prod
    command: ["sleep", "600"]
    depends_on:
      prestart:
        condition: service_completed_successfully
Y
docker compose up -d >$R/d-a-up.txt 2>&1; sleep 1
docker compose logs --no-color prestart >$R/d-a-logs.txt 2>&1
docker compose ps -a --format 'table {{.Name}}\t{{.Command}}\t{{.Status}}' --no-trunc >$R/d-a-ps.txt 2>&1
docker compose down -t 0 >/dev/null 2>&1
term 'docker run --rm library-worker:prod alembic current' 'docker run --rm library-worker:prod python3 -m alembic current' >$R/d-a-run.txt
# --- variable
cat >compose.yaml <<'Y'
services:
  db:
    image: busybox:1.36
    command: ["sleep", "600"]
    environment:
      - POSTGRES_USER=${POSTGRES_USER?Variable not set}
      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD?Variable not set}
  backend:
    image: busybox:1.36
    command: ["sh", "-c", "env | grep -E 'SECRET|DOMAIN' ; sleep 600"]
    environment:
      SECRET_KEY: ${SECRET_KEY}
      DOMAIN: ${DOMAIN}
    labels:
      - traefik.http.routers.backend.rule=Host(`api.${DOMAIN}`)
Y
export POSTGRES_USER=library
docker compose pull >$R/d-v-pull.txt 2>&1
term 'docker compose run --rm backend env' 'ls .env*' >$R/d-v-run.txt
term 'docker compose config --quiet; echo $?' 'docker compose config --environment | head -3' >$R/d-v-config.txt
printf 'name: x\n' >/dev/null; printf 'POSTGRES_PASSWORD=\n' >.env; sed -i 's/PASSWORD?V/PASSWORD:?V/' compose.yaml
docker compose up -d >$R/d-v-empty.txt 2>&1
docker-compose config >$R/d-v-v1config.txt 2>&1
docker-compose ps >$R/d-v-v1ps.txt 2>&1
printf 'POSTGRES_PASSWORD=local_pass\n' >.env
docker compose up -d >$R/d-v-upwarn.txt 2>&1; sleep 1
docker compose logs --no-color backend >$R/d-v-logs.txt 2>&1
docker compose logs --no-color backend 2>/dev/null >$R/d-v-logs2.txt
docker inspect library-backend-1 --format '{{json .Config.Labels}}' | python3 -c 'import json,sys; d=json.load(sys.stdin); print(json.dumps({k:v for k,v in d.items() if "traefik" in k}, indent=2))' >$R/d-v-labels.txt
docker inspect library-backend-1 --format '{{json .Config.Env}}' | python3 -m json.tool >$R/d-v-envjson.txt
docker compose config 2>/dev/null | grep -A12 backend: >$R/d-v-cfg.txt
docker compose top >$R/d-v-top.txt 2>&1
docker compose down -t 0 >/dev/null 2>&1; rm .env
# --- ports
cat >compose.yaml <<'Y'
services:
  redis:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["6379:6379"]
  db:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["5432:5432"]
  backend:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["8000:80"]
    depends_on: [redis, db]
Y
printf 'import socket,time\nk=[]\nfor p in (6379,8000):\n    s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1" if p==8000 else "0.0.0.0",p)); s.listen(); k.append(s)\ntime.sleep(90)\n' >/tmp/pieces-data/hold.py
nsenter -t $(cat "$state/pid") -n -- /usr/bin/python3 /tmp/pieces-data/hold.py & holder=$!
sleep 1
term -c 110 'docker compose up -d' >$R/d-p-tty.txt
docker compose ps -a >$R/d-p-ps.txt 2>&1
docker compose up redis --no-color >$R/d-p-fg.txt 2>&1
docker inspect library-redis-1 --format '{{json .State}}' | python3 -m json.tool >$R/d-p-state.txt
docker inspect library-redis-1 --format '{{json .NetworkSettings.Ports}} {{json .HostConfig.PortBindings}}' >$R/d-p-ports.txt
in_network python3 "$HERE/../../l/data/term.py" 'docker start library-redis-1' 'lsof -nP -iTCP:6379 -sTCP:LISTEN' 'netstat -tlnp 2>/dev/null | grep 6379' 'redis-cli -p 6379 ping' >$R/d-p-lsof.txt
docker-compose up -d redis >$R/d-p-v1.txt 2>&1
docker-compose ps >$R/d-p-v1ps.txt 2>&1
docker events --since 60s --until 0s --filter container=library-redis-1 --format '{{.Time}} {{.Type}} {{.Action}}' >$R/d-p-events.txt 2>&1
curl -s --unix-socket ${DOCKER_HOST#unix://} -X POST http://localhost/containers/library-redis-1/start | python3 -m json.tool >$R/d-p-api.txt 2>&1
/usr/bin/python3 -c "import docker" 2>/dev/null && /usr/bin/python3 -c "
import docker
docker.from_env().containers.get('library-redis-1').start()" >$R/d-p-sdk.txt 2>&1
grep -E "6379" "$state/log" >$R/d-p-daemon.txt
kill $holder
