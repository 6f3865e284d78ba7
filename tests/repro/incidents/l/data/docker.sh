#!/bin/bash
# docker.sh [DIR]: the outputs that need a Docker daemon; sources tests/repro/docker-daemon.sh (DAEMON=path)
export TMPDIR=/tmp/pieces-data WITH_PYTHON=1 COMPOSE_V2=/srv/pieces-data/venv/lib/python3.11/site-packages/compose/docker-compose PATH=/usr/bin:/usr/local/bin:/usr/sbin:/sbin:/bin
HERE=$(cd "$(dirname "$0")" && pwd)
. ${DAEMON:-$(dirname "$0")/../../../docker-daemon.sh}
R=${1:-/srv/pieces-data/raw}; mkdir -p $R
ldd /bin/busybox /usr/bin/python3.11 /usr/bin/bash | grep -o '/lib[^ ]*' | sort -u | tar -C / -ch -T - 2>/dev/null | tar -C "$fs" -x
mkdir -p "$fs/tmp"; for a in ls sh cat sleep mkdir cp env ps tar test stat id wc; do ln -sf busybox "$fs/bin/$a"; done; cp /usr/bin/bash "$fs/bin/bash"
tar -C "$fs" -c . | docker import - python:3.11-slim >/dev/null; tar -C "$fs" -c . | docker import - busybox:1.36 >/dev/null
term() { python3 "$HERE/term.py" "$@"; }
tbuild() { term -c 110 "$@"; }
rm -rf /srv/pieces-data/clinic; mkdir -p /srv/pieces-data/clinic/{src,web,api} && cd /srv/pieces-data/clinic
# --- script not mounted
cat >compose.yaml <<'Y'
services:
  app:
    image: python:3.11-slim
    command: ["sleep", "600"]
    working_dir: /app
    volumes:
      - ./src:/app/src
Y
mkdir -p scripts; echo 'x = 1' >src/api.py; echo 'print("seeding")' >scripts/seed_people.py; printf '#!/bin/sh\necho backup\n' >scripts/backup.sh; chmod +x scripts/backup.sh
docker compose up -d >/dev/null 2>&1; sleep 2
term 'docker compose exec app bash scripts/backup.sh; echo "exit code $?"' >$R/dk-s-bash.txt
term 'ls scripts' 'docker compose exec app ls /app' 'docker compose exec app sh -c "python3 scripts/seed_people.py || echo seeding failed"' >$R/dk-s-two.txt
term 'docker inspect -f "{{json .Mounts}}" clinic-app-1' 'docker compose exec -T app stat /app/scripts' >$R/dk-s-mounts.txt
printf 'seed:\n\tdocker compose run --rm -T app python3 scripts/seed_people.py\n' >Makefile
make seed >$R/dk-s-make.txt 2>&1
docker run -d --name nightly -w /app python:3.11-slim python3 -u /app/scripts/nightly_report.py --since yesterday >/dev/null; sleep 2
term 'docker ps -a --filter name=nightly --no-trunc --format "{{.Command}}  {{.Status}}"' 'docker logs nightly' >$R/dk-s-logs.txt
docker inspect nightly | python3 -c 'import json,sys; c=json.load(sys.stdin)[0]; print(json.dumps({"State": c["State"], "Args": c["Args"], "Binds": c["HostConfig"]["Binds"], "Mounts": c["Mounts"]}, indent=2))' >$R/dk-s-inspect.txt
cat >/tmp/pieces-data/pb.yml <<'Y'
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - name: Seed the database
      command: docker compose exec -T app python3 /app/scripts/seed_people.py
      args:
        chdir: /srv/pieces-data/clinic
Y
ANSIBLE_NOCOLOR=1 ANSIBLE_RETRY_FILES_ENABLED=0 ANSIBLE_LOCALHOST_WARNING=0 ansible-playbook -i localhost, /tmp/pieces-data/pb.yml >$R/dk-s-ansible.txt 2>&1
python3 - >$R/dk-s-py.txt 2>&1 <<'Y'
import subprocess
subprocess.run(["docker", "compose", "exec", "-T", "app", "python3", "manage/seed.py"], check=True)
Y
docker compose down -t 0 >/dev/null 2>&1; docker rm -f nightly >/dev/null
# --- copy
mkdir -p web/src; echo '{}' >web/package.json; echo hi >web/src/index.js
cat >web/Dockerfile <<'D'
FROM busybox:1.36
WORKDIR /srv/web
COPY package.json package-lock.json ./
COPY src ./src
COPY public ./public
CMD ["cat", "src/index.js"]
D
cat >api/Dockerfile <<'D'
FROM python:3.11-slim AS builder
WORKDIR /build
COPY pyproject.toml .
RUN mkdir -p /build/out && cp pyproject.toml out/

FROM python:3.11-slim
WORKDIR /app
COPY --from=builder /build/dist /app/dist
COPY migrations ./migrations
CMD ["python3", "-m", "app"]
D
touch api/pyproject.toml; mkdir -p api/migrations; echo migrations >api/.dockerignore
cat >compose.yaml <<'Y'
services:
  web:
    build: ./web
  api:
    build: ./api
Y
export DOCKER_BUILDKIT=1
tbuild 'docker build -t web web' >$R/dk-c-tty.txt
docker compose --progress plain build web >$R/dk-c-compose.txt 2>&1
tbuild 'docker compose up -d --build' >$R/dk-c-composetty.txt
docker build --progress=plain -t api api >$R/dk-c-from.txt 2>&1
DOCKER_BUILDKIT=0 docker build -t api api >$R/dk-c-fromlegacy.txt 2>&1
sed -i '/--from/d' api/Dockerfile
DOCKER_BUILDKIT=0 docker build -t api api >$R/dk-c-ignored.txt 2>&1
docker build --progress=plain -t api api >$R/dk-c-ignoredbk.txt 2>&1
docker build --progress=rawjson -t api api >$R/dk-c-rawjson.txt 2>&1
printf 'image:\n\tdocker build -t clinic-web:latest -f web/Dockerfile .\n' >Makefile
term -c 100 'make image' 'ls' >$R/dk-c-make.txt
# --- multistage
mkdir -p api/site/gunicorn api/app; rm api/.dockerignore; printf 'def run():\n    pass\n' >api/site/gunicorn/__init__.py; echo 'print("gunicorn (version 23.0.0)")' >api/site/gunicorn/__main__.py
mkdir -p api/site/alembic; echo 'x=1' >api/site/alembic/config.py; touch api/site/alembic/__init__.py
printf '#!/usr/bin/python3\nimport gunicorn\nprint("gunicorn (version 23.0.0)")\n' >api/gunicorn; chmod +x api/gunicorn
printf 'import sys\nfrom alembic.config import Config\n' >api/app/run_migrations.py; touch api/app/__init__.py
cat >api/Dockerfile <<'D'
FROM python:3.11-slim AS dev
WORKDIR /app
COPY site /usr/lib/python3/dist-packages
COPY gunicorn /usr/local/bin/gunicorn
COPY app ./app
CMD ["gunicorn", "app.main:app"]

FROM python:3.11-slim AS prod
WORKDIR /app
COPY --from=dev /app/app ./app
CMD ["gunicorn", "app.main:app"]
D
export DOCKER_BUILDKIT=0
docker build -q --target dev -t clinic-api:dev api >/dev/null 2>&1; docker build -q -t clinic-api:prod api >/dev/null 2>&1
term 'docker run --rm clinic-api:dev ls /usr/lib/python3/dist-packages' 'docker run --rm clinic-api:prod ls /usr/lib/python3/dist-packages' 'tail -5 api/Dockerfile' >$R/dk-m-ls.txt
term 'docker run --rm clinic-api:dev gunicorn --version' 'docker run --rm clinic-api:prod gunicorn --version' >$R/dk-m-exec.txt
term 'docker run --rm clinic-api:dev python3 -m app.run_migrations && echo fine' 'docker run --rm clinic-api:prod python3 -m app.run_migrations' >$R/dk-m-runpy.txt
cat >compose.yaml <<'Y'
services:
  api:
    image: clinic-api:prod
    command: python3 -m app.run_migrations
    restart: on-failure:2
Y
docker compose up --no-color >$R/dk-m-up.txt 2>&1 & up=$!; sleep 6; kill $up; wait $up 2>/dev/null
cp compose.yaml compose.prod.yaml; sed 's/:prod/:dev/; /restart/d' compose.yaml >compose.dev.yaml
term 'docker compose -f compose.dev.yaml run --rm api; echo $?' 'docker compose -f compose.prod.yaml run --rm api 2>&1 | tail -1' >$R/dk-m-devprod.txt
docker compose down -t 0 >/dev/null 2>&1
term 'docker image ls clinic-api' 'docker run --rm clinic-api:prod python3 -m gunicorn --version' 'docker run --rm clinic-api:dev python3 -m gunicorn --version' >$R/dk-m-images.txt
# --- alembic not on the PATH
mkdir -p mig; cat >compose.yaml <<'Y'
services:
  migrate:
    image: clinic-api:prod
    command: ["alembic", "upgrade", "head"]
  api:
    image: clinic-api:prod
    command: ["sleep", "600"]
Y
docker compose up --no-color migrate >$R/dk-a-up.txt 2>&1
docker compose up -d api >/dev/null 2>&1; sleep 1
term 'docker compose exec api alembic upgrade head' 'docker compose exec api sh -c "alembic upgrade head"' >$R/dk-a-exec.txt
docker run --rm --entrypoint sh clinic-api:prod -xc 'which alembic || echo $PATH; python3 -m alembic current' >$R/dk-a-sh.txt 2>&1
docker run --rm clinic-api:prod alembic upgrade head >$R/dk-a-run.txt 2>&1
timeout 3 docker events --since 120s --until 0s --filter container=clinic-migrate-1 >$R/dk-a-events.txt 2>&1
printf '%s\n' 'FROM clinic-api:prod' 'COPY . /app' 'RUN alembic upgrade head' >mig/Dockerfile
DOCKER_BUILDKIT=1 docker build --progress=plain mig >$R/dk-a-build.txt 2>&1; docker build mig >$R/dk-a-buildlegacy.txt 2>&1
docker compose down -t 0 >/dev/null 2>&1
# --- variable
cat >compose.yaml <<'Y'
services:
  db:
    image: busybox:1.36
    command: sleep 600
    environment:
      POSTGRES_DB: clinic
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}
  api:
    image: busybox:1.36
    command: sh -c 'echo "connecting to $$DATABASE_URL"; sleep 600'
    environment:
      DATABASE_URL: postgresql://clinic:${POSTGRES_PASSWORD}@db:5432/clinic
    ports:
      - "${API_PORT:-8080}:80"
Y
term 'docker compose ps' 'ls -a | grep env' >$R/dk-v-ps.txt
docker-compose up -d >$R/dk-v-v1up.txt 2>&1; docker-compose down -t 0 >/dev/null 2>&1
docker compose up -d >/dev/null 2>&1; sleep 1
term "docker inspect clinic-db-1 --format '{{range .Config.Env}}{{println .}}{{end}}'" 'docker compose logs api 2>/dev/null' 'cat .env' >$R/dk-v-inspect.txt
term 'docker compose exec db printenv POSTGRES_PASSWORD | wc -c' >$R/dk-v-wc.txt
docker compose down -t 0 >$R/dk-v-down.txt 2>&1
sed -i 's/\${POSTGRES_PASSWORD}$/${POSTGRES_PASSWORD?Variable not set}/' compose.yaml
term 'docker compose build' 'docker compose up -d db' 'cp .env.example .env' >$R/dk-v-req.txt
docker compose config >$R/dk-v-config.txt 2>&1
docker-compose up -d >$R/dk-v-v1.txt 2>&1
sed '/POSTGRES_PASSWORD}/d' compose.yaml >/tmp/pieces-data/x.yaml
python3 -c "
import subprocess
subprocess.run(['docker', 'compose', '--file', 'compose.yaml', 'up', '--detach', '--wait'], check=True)" >$R/dk-v-py.txt 2>&1
# --- ports
cat >compose.yaml <<'Y'
services:
  db:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["5432:5432"]
  redis:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["6379:6379"]
  api:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["8000:8000"]
    depends_on: [db]
Y
printf 'import socket,time\nk=[]\nfor p in (5432,8000,8081):\n    s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("0.0.0.0",p)); s.listen(); k.append(s)\ntime.sleep(90)\n' >/tmp/pieces-data/hold.py
nsenter -t $(cat "$state/pid") -n -- /usr/bin/python3 /tmp/pieces-data/hold.py & holder=$!
sleep 1
docker compose up -d >$R/dk-p-up.txt 2>&1
docker compose down -t 0 >/dev/null 2>&1
docker run -d --name api -p 8081:80 busybox:1.36 sleep 600 >$R/dk-p-run.txt 2>&1
docker start api >>$R/dk-p-start.txt 2>&1
docker inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.State.Error}}' api >$R/dk-p-state.txt 2>&1
in_network python3 "$HERE/term.py" "docker ps -a --filter name=api --format '{{.Names}} {{.Status}} {{.Ports}}'" "docker inspect -f '{{.HostConfig.PortBindings}}' api" "ss -ltnH 'sport = :8081'" >$R/dk-p-ss.txt
/usr/bin/python3 -c "
import subprocess
subprocess.run(['docker', 'run', '--rm', '-p', '5432:5432', '--name', 'pg-test', 'busybox:1.36', 'true'], check=True)" >$R/dk-p-py.txt 2>&1
cp "$state/log" $R/dk-p-daemon.txt
kill $holder; wait $holder 2>/dev/null
docker rm -f api >/dev/null 2>&1
docker run -d --name other-db -p 5432:5432 busybox:1.36 sleep 600 >/dev/null
docker run --name pg2 -p 5432:5432 busybox:1.36 true >$R/dk-p-alloc.txt 2>&1
docker compose up -d >$R/dk-p-up2.txt 2>&1
docker compose up --no-color >$R/dk-p-up3.txt 2>&1 & up=$!; sleep 5; kill $up 2>/dev/null
cp "$state/log" $R/dk-p-daemon2.txt
docker rm -f other-db >/dev/null; docker compose down -t 0 >/dev/null 2>&1
# --- no daemon needed
mkdir -p /srv/pieces-data/site/web/src; cd /srv/pieces-data/site/web; echo hi >src/a.js; printf 'FROM scratch\nWORKDIR /srv\nCOPY src ./src\nCOPY dist ./dist\nCMD ["/srv/run"]\n' >Dockerfile
buildah --storage-driver vfs --root /tmp/pieces-data/bl --runroot /tmp/pieces-data/blr bud --isolation chroot . >$R/buildah.txt 2>&1
