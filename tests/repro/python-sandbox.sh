#!/bin/sh
# A runner for users' scripts that lets in only some modules and stops a script that runs too
# long: what it prints when a module is not let in, and when the time is up. The same two limits
# in RestrictedPython, Celery, gunicorn, pytest-timeout and asyncio.
#
# Needs root and the Debian package python3-venv; installs from PyPI.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/lib/sandbox.sh"
. "$here/lib/python.sh"

install() { python_install .venv RestrictedPython==8.1 celery gunicorn pytest pytest-timeout fastapi uvicorn; }
sandbox sandbox "$@"

mkdir -p app tests
cat > app/runner.py <<'PY'
import importlib, logging, os, signal

logger = logging.getLogger("script")
EXTRA = [name.strip() for name in os.environ.get("SCRIPT_EXTRA_MODULES", "").split(",") if name.strip()]
ALLOWED = ["json", "math", "re", "datetime", *EXTRA]
TIMEOUT = int(os.environ.get("SCRIPT_EXEC_TIMEOUT", "60"))


class ScriptTimeoutError(Exception):
    pass


def _expired(signum, frame):
    raise ScriptTimeoutError(f"Script exceeded {TIMEOUT} seconds")


def run(source):
    names = {"__builtins__": {"print": print, "range": range, "len": len, "sum": sum}}
    for name in ALLOWED:
        names[name] = importlib.import_module(name)
    signal.signal(signal.SIGALRM, _expired)
    signal.alarm(TIMEOUT)
    try:
        exec(compile(source, "<script>", "exec"), names)
    finally:
        signal.alarm(0)
PY
cat > frame.py <<'PY'
frame = pandas.DataFrame({"a": [1, 2]})
print(frame.sum())
PY
cat > imports.py <<'PY'
import pandas

print(pandas.DataFrame({"a": [1, 2]}).sum())
PY
cat > slow.py <<'PY'
total = 0
for day in range(10**12):
    total = total + day
PY
cat > misspelt.py <<'PY'
total = sum(range(10))
print(totl)
PY
cat > app/main.py <<'PY'
import sys

from app.runner import run

run(open(sys.argv[1]).read())
PY
cat > app/api.py <<'PY'
import logging, os

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.runner import ScriptTimeoutError, run

logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
app = FastAPI()


@app.exception_handler(Exception)
def failed(request: Request, error: Exception):
    return JSONResponse({"success": False, "message": f"{type(error).__name__}: {error}", "data": None}, 500)


@app.post("/api/scripts/thread")
def report_in_a_thread():
    run("print(1)")


@app.post("/api/scripts/report")
async def report():
    try:
        run(open(os.environ["SCRIPT"]).read())
    except Exception:
        logging.getLogger("app.script").exception("script report failed")
        raise

PY
cat > app/restricted.py <<'PY'
from RestrictedPython import compile_restricted, safe_globals

exec(compile_restricted("pandas.DataFrame({'a': [1, 2]})", "<script>", "exec"), dict(safe_globals))
PY
cat > app/restricted_import.py <<'PY'
from RestrictedPython import compile_restricted, safe_globals

exec(compile_restricted("import pandas", "<script>", "exec"), dict(safe_globals))
PY
cat > app/tasks.py <<'PY'
import time

from celery import Celery

app = Celery("tasks", broker="memory://", backend="cache+memory://")


@app.task(soft_time_limit=1)
def report():
    while True:
        time.sleep(0.1)


@app.task(time_limit=1)
def hard():
    while True:
        pass
PY
cat > app/worker.py <<'PY'
import sys, threading, time

from app import tasks

threading.Timer(6, lambda: tasks.app.control.shutdown()).start()
threading.Timer(1, lambda: getattr(tasks, sys.argv[1]).delay()).start()
threading.Timer(9, lambda: __import__("os")._exit(0)).start()
tasks.app.worker_main(["worker", "--pool=prefork", "--concurrency=1", "--loglevel=ERROR", "--without-gossip", "--without-mingle"])
PY
cat > app/wsgi.py <<'PY'
import time


def app(environ, start_response):
    time.sleep(30)
PY
cat > tests/test_slow.py <<'PY'
import time


def test_report():
    time.sleep(5)
PY
cat > app/wait.py <<'PY'
import asyncio


async def main():
    async with asyncio.timeout(0.5):
        await asyncio.sleep(5)


asyncio.run(main())
PY
run() {
    echo "=== $1"
    shift
    "$@" 2>&1
}
request() {
    echo "=== $1"
    SCRIPT=$2 uvicorn app.api:app --port 8000 > uvicorn.log 2>&1 &
    server=$!
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        sleep 0.5
        grep -q 'running on' uvicorn.log && break
    done
    /usr/bin/python3 -c "import urllib.request as r, urllib.error as e
try: print(r.urlopen(r.Request('http://127.0.0.1:8000$3', method='POST')).read().decode())
except e.HTTPError as error: print(error.read().decode())"
    kill "$server"
    wait "$server" 2> /dev/null
    cat uvicorn.log
}
export PATH="/srv/app/.venv/bin:$PATH" PYTHONPATH=/srv/app SCRIPT_EXEC_TIMEOUT=1
run 'module: runner' python -m app.main frame.py
run 'module: import' python -m app.main imports.py
request 'module: api' frame.py /api/scripts/report
run 'module: RestrictedPython' python -m app.restricted
run 'module: RestrictedPython, import' python -m app.restricted_import
run 'module: not installed' env SCRIPT_EXTRA_MODULES=pandas,numpy python -m app.main frame.py
run 'module: dotted' env SCRIPT_EXTRA_MODULES=os.path python -m app.main frame.py
run 'module: a name that is misspelt' python -m app.main misspelt.py
run 'module: numpy' python -c 'print(np.array([1]))'
run 'time: runner' python -m app.main slow.py
request 'time: api' slow.py /api/scripts/report
request 'time: thread' slow.py /api/scripts/thread
run 'time: celery, soft' timeout 20 python -m app.worker report
run 'time: celery, hard' timeout 20 python -m app.worker hard
run 'time: pytest-timeout' pytest -q --timeout 1 tests
run 'time: asyncio' python -m app.wait
echo '=== time: gunicorn'
gunicorn --timeout 2 -b 127.0.0.1:8000 app.wsgi:app > gunicorn.log 2>&1 &
server=$!
sleep 2
/usr/bin/python3 -c 'import urllib.request as r; r.urlopen("http://127.0.0.1:8000/")' > /dev/null 2>&1
sleep 1
kill "$server"
wait "$server" 2> /dev/null
cat gunicorn.log
