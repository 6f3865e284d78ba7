#!/bin/sh
# Programs that are stopped because their time is up: examples of kb/app/script-timeout.md.
# Needs: Debian package redis-server; node. PYTHON names a python with the PyPI packages celery, redis and rq.
# Port 15544, loopback only. Runs in /srv/app/limits, or where APP says.
: "${PYTHON:=python3}" "${APP:=/srv/app/limits}"
mkdir -p "$APP" && cd "$APP" || exit 1
redis-server --port 15544 --save '' --dir "$APP" >/dev/null 2>&1 &
redis=$!
trap 'kill $redis' EXIT
sleep 1
cat >tasks.py <<'P'
import time
from celery import Celery
app = Celery("tasks", broker="redis://localhost:15544/0", backend="redis://localhost:15544/1")

@app.task(soft_time_limit=1)
def soft():
    time.sleep(20)

@app.task(time_limit=2, soft_time_limit=1)
def both():
    while True:
        try:
            time.sleep(20)
        except Exception:
            pass

@app.task(time_limit=1)
def hard():
    time.sleep(20)

def report():
    time.sleep(20)
P
for task in soft both hard; do
    echo "== celery, $task limit"
    "$PYTHON" -c "import tasks; tasks.$task.delay()"
    timeout 9 "$PYTHON" -m celery -A tasks worker -c 1 --loglevel warning 2>&1 | grep -v '^ *$' | tail -n 24
done
echo "== celery, what the caller gets"
(timeout 9 "$PYTHON" -m celery -A tasks worker -c 1 --loglevel critical >/dev/null 2>&1 &)
timeout 9 "$PYTHON" -c "import tasks; tasks.hard.delay().get()" 2>&1
sleep 3
echo "== rq"
cat >enqueue.py <<'P'
from redis import Redis
from rq import Queue
import tasks
Queue(connection=Redis(port=15544)).enqueue(tasks.report, job_timeout=1)
P
"$PYTHON" enqueue.py
timeout 20 "$PYTHON" -m rq.cli worker --burst --url redis://localhost:15544/0 2>&1
echo "== node vm"; node -e 'require("vm").runInNewContext("for (;;) {}", {}, { timeout: 50 })' 2>&1
echo "== subprocess"; printf 'import time\ntime.sleep(20)\n' >report.py
"$PYTHON" -c 'import subprocess; subprocess.run(["python3", "/srv/app/limits/report.py"], timeout=1)' 2>&1
