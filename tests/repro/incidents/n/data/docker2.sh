#!/bin/bash
# docker2.sh: ports and libmagic, the rest of docker.sh
export TMPDIR=/tmp/pieces-data WITH_PYTHON=1 COMPOSE_V2=/srv/pieces-data/venv/lib/python3.11/site-packages/compose/docker-compose PATH=/usr/bin:/usr/local/bin:/usr/sbin:/sbin:/bin
HERE=$(cd "$(dirname "$0")" && pwd)
. ${DAEMON:-$(dirname "$0")/../../../docker-daemon.sh}
R=/srv/pieces-data/raw
rm -rf /srv/pieces-data/library2; mkdir -p /srv/pieces-data/library2 && cd /srv/pieces-data/library2
cat >compose.yaml <<'Y'
services:
  redis:
    image: busybox:1.36
    command: ["sleep", "600"]
    ports: ["6379:6379"]
Y
printf 'import socket,time\ns=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("0.0.0.0",6379)); s.listen()\ntime.sleep(90)\n' >/tmp/pieces-data/hold.py
nsenter -t $(cat "$state/pid") -n -- /usr/bin/python3 /tmp/pieces-data/hold.py & holder=$!
sleep 1
docker-compose up -d redis >$R/d-p-v1.txt 2>&1
docker-compose ps >$R/d-p-v1ps.txt 2>&1
id=$(docker ps -aq | head -1)
curl -s --unix-socket ${DOCKER_HOST#unix://} -X POST http://localhost/containers/$id/start | python3 -m json.tool >$R/d-p-api.txt 2>&1
docker start -a $id >$R/d-p-lsof.txt 2>&1; echo "exit $?" >>$R/d-p-lsof.txt; in_network netstat -tln 2>/dev/null | grep -E "Proto|6379" >>$R/d-p-lsof.txt
timeout 20 /usr/bin/python3 -c "
import docker
docker.from_env().containers.get('$id').start()" >$R/d-p-sdk.txt 2>&1
mkdir -p m/site; cp -r /srv/pieces-data/venv/lib/python3.11/site-packages/magic m/site/magic; printf 'import magic\nprint(magic.from_buffer(b"%%PDF"))\n' >m/detect.py
printf 'FROM python:3.11-slim\nWORKDIR /app\nCOPY site /usr/lib/python3/dist-packages\nCOPY detect.py .\nRUN python3 -c "import magic"\nCMD ["python3", "detect.py"]\n' >m/Dockerfile
DOCKER_BUILDKIT=1 timeout 60 docker build --progress=plain m >$R/d-l-bk.txt 2>&1
DOCKER_BUILDKIT=0 timeout 60 docker build m >$R/d-l-legacy.txt 2>&1
sed -i /RUN/d m/Dockerfile; DOCKER_BUILDKIT=0 docker build -q -t detect m >/dev/null 2>&1; timeout 20 docker run --rm detect >$R/d-l-run.txt 2>&1
kill $holder
