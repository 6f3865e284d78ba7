"""Starts the stack, sends traffic through it, and prints every process's lines as `docker compose logs --no-color` does.

`docker compose` pads the container's name to the longest one plus a blank, then writes `| ` (cmd/formatter/logs.go, v2.0 to v5).
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

HOME = "/srv/shop"
BIN = f"{HOME}/venv/bin"
WEB = "http://127.0.0.1:15608"
NAMES = ["db-1", "redis-1", "backend-1", "worker-1", "frontend-1"]
WIDTH = max(map(len, NAMES)) + 1
AGENTS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
]

environment = {
    "PATH": f"{BIN}:/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": HOME,
    "LANG": "C.UTF-8",
    "PYTHONUNBUFFERED": "1",
    "DATABASE_URL": "postgresql+psycopg2://app:first-secret@127.0.0.1:15632/shop",
    "REDIS_URL": "redis://127.0.0.1:15679/0",
    "BACKEND_URL": "http://127.0.0.1:15680",
}
out = open(sys.argv[1], "wb")
lock = threading.Lock()
children = []
chance = random.Random(7)


def start(name, *command):
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=HOME, env=environment)
    prefix = f"{name:<{WIDTH}}| ".encode()

    def copy():
        for line in child.stdout:
            with lock:
                if out.closed:
                    return
                out.write(prefix + line.rstrip(b"\n") + b"\n")
                out.flush()

    threading.Thread(target=copy, daemon=True).start()
    children.append(child)


def ask(path, method="GET", agent=None, base=WEB):
    headers = {"User-Agent": agent or chance.choice(AGENTS)}
    try:
        with urllib.request.urlopen(urllib.request.Request(base + path, method=method, headers=headers), timeout=10) as answer:
            answer.read()
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def superuser(*statements):
    arguments = [word for statement in statements for word in ("-c", statement)]
    subprocess.run(
        ["runuser", "-u", "postgres", "--", "psql", "-qAtX", "-h", f"{HOME}/run", "-p", "15632", "-d", "shop", *arguments],
        check=True, stdout=subprocess.DEVNULL, cwd="/",
    )


def wait_for(what, seconds=30):
    for _ in range(seconds * 5):
        if what():
            return
        time.sleep(0.2)
    raise SystemExit("the stack did not start")


def invoice(number):
    subprocess.run([f"{BIN}/celery", "-A", "worker", "-q", "call", "worker.send_invoice", "--args", f"[{number}]"],
                   check=True, cwd=HOME, env=environment, stdout=subprocess.DEVNULL)


def visit():
    """What one customer does."""
    agent = chance.choice(AGENTS)
    ask("/", agent=agent)
    ask("/app.js", agent=agent)
    ask(f"/api/v1/products/{chance.randrange(1, 44)}", agent=agent)
    if chance.random() < 0.6:
        ask("/api/v1/orders?limit=10", agent=agent)
    if chance.random() < 0.5:
        ask(f"/api/v1/orders?total={chance.randrange(5, 90)}", "POST", agent)


def answers(base):
    try:
        return ask("/api/v1/products/1", agent="curl/8.5.0", base=base) == 200
    except OSError:
        return False


def probe():
    return ask("/api/v1/utils/health-check/", agent="kube-probe/1.29", base=environment["BACKEND_URL"])


try:
    start("db-1", "runuser", "-u", "postgres", "--", "postgres", "-D", f"{HOME}/db")
    time.sleep(2)
    wait_for(lambda: subprocess.run(["pg_isready", "-q", "-h", "127.0.0.1", "-p", "15632", "-U", "app", "-d", "shop"]).returncode == 0)
    start("redis-1", "redis-server", "--port", "15679", "--bind", "127.0.0.1", "--dir", HOME, "--save", "20 10")
    wait_for(lambda: subprocess.run(["redis-cli", "-p", "15679", "ping"], capture_output=True).stdout == b"PONG\n")
    start("backend-1", f"{BIN}/uvicorn", "backend:app", "--host", "127.0.0.1", "--port", "15680", "--proxy-headers")
    wait_for(lambda: answers(environment["BACKEND_URL"]))
    start("worker-1", f"{BIN}/celery", "-q", "-A", "worker", "worker", "--loglevel", "INFO", "--concurrency", "2", "-n", "worker@shop")
    start("frontend-1", "nginx", "-c", f"{HOME}/nginx.conf")
    wait_for(lambda: answers(WEB))
    time.sleep(3)

    # A good day.
    for turn in range(115):
        visit()
        if turn % 8 == 0:
            assert probe() == 200
        if turn % 40 == 20:
            invoice(1000 + turn)
        time.sleep(0.05)

    # The password of the database user is changed, and nobody tells the backend. The server's log is turned down first, so that only
    # symptoms are seen.
    superuser("ALTER SYSTEM SET log_min_messages = 'panic'", "SELECT pg_reload_conf()")
    time.sleep(1)
    superuser("ALTER ROLE app PASSWORD 'second-secret'", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'")
    for turn in range(60):
        if turn in (3, 12, 30):
            invoice(2000 + turn)
        visit()
        if turn % 3 == 0:
            assert probe() == 503
        time.sleep(0.15)
    time.sleep(5)

    # Somebody looks: the server's log and the backend's debugging are turned on, and the cause is there.
    superuser("ALTER SYSTEM RESET log_min_messages", "SELECT pg_reload_conf()")
    ask("/internal/debug", "POST", agent="curl/8.5.0", base=environment["BACKEND_URL"])
    time.sleep(0.5)
    ask("/api/v1/orders?limit=1", agent="curl/8.5.0")
    time.sleep(1)
finally:
    with lock:
        out.close()
    for child in reversed(children):
        child.send_signal(signal.SIGTERM)
    time.sleep(2)
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGINT)
    for child in children:
        child.wait(20)
