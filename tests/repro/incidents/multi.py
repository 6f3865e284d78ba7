#!/usr/bin/env python3
"""Makes tests/logs/m-NAME.log and m-NAME.toml: logs with several problems each, or with one decisive line among thousands.

    tests/repro/incidents/multi/setup.sh    # once: /srv/stack with its tools
    tests/repro/incidents/multi.py [NAME…]  # all incidents, or some

A stack is real processes side by side (PostgreSQL, Redis, nginx, uvicorn, gunicorn, Celery, Node, Chromium …) in network, mount and process
namespaces of their own, where `db`, `redis` and `backend` have the addresses that a compose network would give them. `Stack` keeps each
line with its service and the moment it came; `v2`, `v1`, `stamped` and `grouped` print them as `docker compose up` and `docker compose logs` do.
The stacks and their labels are in multi/cases.py; wrappers and the lookup of the decisive lines are those of make.py.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from make import cri, fold, gha_lines, github, gitlab, journald, json_file, lines_of, powershell, then  # noqa: E402, F401

LOGS = os.path.join(HERE, "../../logs")
HOME = "/srv/stack"
CASES = {}
ADDRESSES = {"db": "172.18.0.2", "redis": "172.18.0.3", "backend": "172.18.0.4", "worker": "172.18.0.5", "frontend": "172.18.0.6"}
SECRETS = {"PATH": f"{HOME}/venv/bin:/usr/lib/postgresql/15/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": HOME, "LANG": "C.UTF-8",
           "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "USER": "app", "C_FORCE_ROOT": "1", "PYTHONWARNINGS": "ignore::DeprecationWarning",
           "DATABASE_URL": "postgresql+psycopg2://app:app-secret@db:5432/shop", "REDIS_URL": "redis://redis:6379/0"}


def sh(command, cwd="api", seconds=150, **variables):
    """Standard output and error of a shell command, as one stream."""
    done = subprocess.run(["bash", "-c", command], cwd=os.path.join(HOME, cwd), env={**SECRETS, **variables}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds)
    return done.stdout


def captured(name):
    with open(f"{HOME}/captured/{name}.txt", "rb") as file:
        return file.read()


class Stack:
    """Services, and their lines in the order in which they came."""

    def __init__(self):
        self.lines, self.children, self.lock = [], [], threading.Lock()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self, service, command, cwd="api", restarts=0, **variables):
        """A service; `restarts` times it is started again when it ends, as `restart: on-failure` does."""
        started = threading.Event()

        def keep():
            for _ in range(restarts + 1):
                child = subprocess.Popen(command if isinstance(command, list) else ["bash", "-c", f"exec {command}"], cwd=os.path.join(HOME, cwd),
                                         env={**SECRETS, **variables}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                self.children.append((service, child))
                started.set()
                for line in child.stdout:
                    with self.lock:
                        self.lines.append((time.time(), service, line.rstrip(b"\n")))
                if child.wait():
                    with self.lock:
                        self.lines.append((time.time(), service, child.returncode))
                if self.stopping:
                    return

        self.stopping = False
        thread = threading.Thread(target=keep, daemon=True)
        thread.start()
        started.wait(10)
        return self

    def script(self, service, command, cwd="api", **variables):
        """A service that does its work and ends."""
        self.start(service, command if isinstance(command, list) else ["bash", "-c", command], cwd, **variables)
        self.children[-1][1].wait(120)
        time.sleep(0.2)
        return self

    def wait(self, service, text, seconds=30):
        for _ in range(seconds * 10):
            with self.lock:
                if any(name == service and isinstance(line, bytes) and text.encode() in line for _, name, line in self.lines):
                    return self
            time.sleep(0.1)
        raise TimeoutError(f"{service} did not print {text}: {[l for _, n, l in self.lines if n == service][-3:]}")

    def stop(self, service=None):
        self.stopping = service is None
        for name, child in reversed(self.children):
            if child.poll() is None and service in (None, name):
                child.terminate()
        for name, child in self.children:
            if service in (None, name):
                try:
                    child.wait(12)
                except subprocess.TimeoutExpired:
                    child.kill()
        time.sleep(0.4)

    # what every stack has

    def db(self, *statements, hold=False):
        """A new PostgreSQL, in which the superuser has run these statements."""
        shutil.rmtree(f"{HOME}/db", ignore_errors=True)
        subprocess.run(["cp", "-a", f"{HOME}/template", f"{HOME}/db"], check=True)
        if statements:
            control = ["runuser", "-u", "postgres", "--", "pg_ctl", "-s", "-w", "-D", f"{HOME}/db", "-l", "/dev/null"]
            subprocess.run([*control, "start"], check=True, cwd="/", env=SECRETS)
            sql(*statements)
            subprocess.run([*control, "-m", "fast", "stop"], check=True, cwd="/", env=SECRETS)
        if not hold:
            self.boot_db()
        return self

    def boot_db(self):
        return self.start("db", f"setpriv --reuid=postgres --regid=postgres --init-groups postgres -D {HOME}/db", "/").wait("db", "ready to accept connections")

    def redis(self, *options):
        return self.start("redis", "redis-server --bind 172.18.0.3 --save '' --protected-mode no " + " ".join(options), "/").wait("redis", "Ready to accept connections")

    def backend(self, wait="Application startup complete", **variables):
        self.start("backend", "uvicorn shop_api:app --host 0.0.0.0 --port 8000", **variables)
        return self.wait("backend", wait) if wait else self

    def portal(self, part, wait="Worker failed to boot", bin=f"{HOME}/venv/bin", **variables):
        self.start("backend", f"{bin}/gunicorn -w 3 -b 0.0.0.0:8000 --access-logfile - portal:app", PART=part, **variables)
        return self.wait("backend", wait) if wait else self

    def worker(self, wait="ready.", **variables):
        self.start("worker", "celery -q -A worker worker --loglevel INFO --concurrency 2 -n worker@shop", **variables)
        return self.wait("worker", wait, 60) if wait else self

    def frontend(self):
        self.start("frontend", "nginx -c /srv/stack/web/nginx.conf", "web")
        for _ in range(50):
            if reachable("frontend", 80):
                return self
            time.sleep(0.1)
        raise TimeoutError("nginx")

    def task(self, name, *arguments):
        sh(f"celery -A worker -q call {name} --args '{json.dumps(arguments)}'")
        return self

    def visit(self, path, times=1, pause=0.02, method="GET", data=None, host="frontend", **headers):
        for _ in range(times):
            ask(path.replace("#", str(_ + 1)), method, data, host, headers)
            time.sleep(pause)
        return self

    # how compose prints it

    def _printed(self, prefix, status):
        with self.lock:
            return b"".join(prefix(at, name) + line + b"\n" if isinstance(line, bytes) else status(name, line) for at, name, line in self.lines)

    def v2(self):
        width = max(len(name) for _, name, _ in self.lines) + 2
        return self._printed(lambda _, name: f"{name + '-1':<{width}} | ".encode(), lambda name, code: f"{name}-1 exited with code {abs(code)}\n".encode())

    def stamped(self):
        width = max(len(name) for _, name, _ in self.lines) + 2
        return self._printed(lambda at, name: f"{name + '-1':<{width}}  | {stamp(at)} ".encode(), lambda name, code: b"")

    def v1(self):
        """With colours, as on a terminal."""
        names = list(dict.fromkeys(name for _, name, _ in self.lines))
        width = max(map(len, names)) + 2
        colour = {name: 36 - n % 5 if n else 36 for n, name in enumerate(names)}
        return b"Attaching to " + ", ".join(f"shop_{name}_1" for name in names).encode() + b"\n" + self._printed(
            lambda _, name: f"\x1b[{colour[name]}m{name + '_1':<{width}}  |\x1b[0m ".encode(), lambda name, code: f"\x1b[{colour[name]}mshop_{name}_1 exited with code {abs(code)}\n\x1b[0m".encode())

    def grouped(self, *order, stamps=False):
        """One service after the other, as `logs` prints short-lived ones, or as somebody pastes them."""
        names = order or sorted({name for _, name, _ in self.lines})
        width = max(map(len, names)) + 2
        return b"".join(f"{name + '-1':<{width}}  | ".encode() + (stamp(at).encode() + b" " if stamps else b"") + line + b"\n"
                        for wanted in names for at, name, line in self.lines if name == wanted and isinstance(line, bytes))

    def only(self, service):
        return b"".join(line + b"\n" for _, name, line in self.lines if name == service and isinstance(line, bytes))


def stamp(at):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)) + f".{int(at % 1 * 1e9):09d}Z"


def reachable(host, port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((ADDRESSES.get(host, host), port)) == 0


def ask(path, method="GET", data=None, host="frontend", headers=None):
    request = urllib.request.Request(f"http://{host}" + path, method=method, data=urllib.parse.urlencode(data).encode() if data else None,
                                     headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError as error:
        return 0, str(error).encode()


def sql(*statements, database="shop"):
    words = [word for statement in statements for word in ("-c", statement)]
    subprocess.run(["runuser", "-u", "postgres", "--", "psql", "-qAtX", "-h", f"{HOME}/run", "-d", database, *words], check=True, cwd="/", stdout=subprocess.DEVNULL, env=SECRETS)


def migrations(revisions, folder="api"):
    """An Alembic project with these revisions: {revision: (down, body)}."""
    home = f"{HOME}/{folder}"
    shutil.rmtree(f"{home}/migrations", ignore_errors=True)
    if os.path.exists(f"{home}/alembic.ini"):
        os.remove(f"{home}/alembic.ini")
    os.makedirs(home, exist_ok=True)
    sh("alembic init -t generic migrations", folder)
    text = open(f"{home}/alembic.ini").read().replace("driver://user:pass@localhost/dbname", SECRETS["DATABASE_URL"])
    open(f"{home}/alembic.ini", "w").write(text)
    for revision, (down, body) in revisions.items():
        open(f"{home}/migrations/versions/{revision}_change.py", "w").write(
            f'"""A change."""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = "{revision}"\ndown_revision = {down!r}\n'
            f"branch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n    {body}\n\n\ndef downgrade():\n    pass\n")


def stamped_as(revision):
    return (f"CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) PRIMARY KEY)", "ALTER TABLE alembic_version OWNER TO app",
            f"INSERT INTO alembic_version VALUES ('{revision}')")


def buildkit(*steps):
    """What `docker build --progress=plain` makes of commands: (number, instruction, command, folder)."""
    printed = b"#0 building with \"default\" instance using docker driver\n\n#1 [internal] load build definition from Dockerfile\n#1 transferring dockerfile: 1.32kB done\n#1 DONE 0.0s\n\n"
    for number, instruction, command, folder in steps:
        printed += f"#{number} {instruction}\n".encode()
        began = time.time()
        child = subprocess.Popen(["bash", "-c", command], cwd=os.path.join(HOME, folder), env=SECRETS, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for line in child.stdout:
            printed += f"#{number} {time.time() - began:.3f} ".encode() + line
        took = time.time() - began
        if child.wait():
            short = instruction.split("] RUN ")[-1]
            return printed + (f"#{number} ERROR: process \"/bin/sh -c {short}\" did not complete successfully: exit code: {child.returncode}\n------\n > {instruction}:\n------\n"
                              f"ERROR: failed to solve: process \"/bin/sh -c {short}\" did not complete successfully: exit code: {child.returncode}\n").encode()
        printed += f"#{number} DONE {took:.1f}s\n\n".encode()
    return printed


def doubled(data):
    """A shipper that sends each line twice."""
    return b"".join(line + b"\n" + line + b"\n" for line in data.rstrip(b"\n").split(b"\n"))


def case(name, ids, source, decisive, root=None, wrap=lambda data: data):
    """A function that makes the log; the first id is the one to fix first. A decisive text that begins with `?` may be missing."""
    ids = ids.split()

    def keep(make):
        CASES["m-" + name] = dict(ids=ids, root=root or ids[0], source=source, decisive=[decisive] if isinstance(decisive, str) else decisive, make=make, wrap=wrap)
        return make
    return keep


def write(name, labels):
    data = labels["wrap"](labels["make"]())
    text = data.decode("utf-16-le" if data[:2] == b"\xff\xfe" else "utf-8", errors="surrogateescape")
    lines = lines_of(text, [wanted.removeprefix("?") for wanted in labels["decisive"] if not wanted.startswith("?") or wanted[1:] in text])
    for forbidden in ("/" + "work/", "/tmp/", "pyenv", "registry."):
        if forbidden in text:
            print(f"note: {name} holds {forbidden}")
    with open(f"{LOGS}/{name}.log", "wb") as file:
        file.write(data)
    with open(f"{LOGS}/{name}.toml", "w") as file:
        file.write(f"ids = {json.dumps(labels['ids'])}\nroot = {json.dumps(labels['root'])}\nlines = {lines}\nfrom = {json.dumps(labels['source'], ensure_ascii=False)}\n")
    print(f"{name}: {len(data)} bytes, {text.count(chr(10))} lines, decisive {lines}", flush=True)


exec(compile(open(f"{HERE}/multi/cases.py").read(), "cases.py", "exec"))


def inside():
    """Loopback, addresses and names of the stack's network; nothing outside of these namespaces sees them."""
    subprocess.run("ip link set lo up; " + "; ".join(f"ip addr add {address}/32 dev lo" for address in ADDRESSES.values()), shell=True, check=True)
    names = "127.0.0.1 localhost\n::1 localhost ip6-localhost\n" + "".join(f"{address} {name}\n" for name, address in ADDRESSES.items())
    open(f"{HOME}/run/hosts", "w").write(names)
    subprocess.run(["mount", "--bind", f"{HOME}/run/hosts", "/etc/hosts"], check=True)


if __name__ == "__main__":
    if os.environ.get("STACK") != "inside":
        os.execvpe("unshare", ["unshare", "-n", "-m", "-p", "-f", "--kill-child", "--mount-proc", "--propagation", "private", sys.executable, os.path.abspath(__file__), *sys.argv[1:]],
                   {**os.environ, "STACK": "inside"})
    inside()
    failed = 0
    for wanted in [name if name.startswith("m-") else "m-" + name for name in sys.argv[1:]] or CASES:
        try:
            write(wanted, CASES[wanted])
        except Exception as error:
            failed += 1
            print(f"FAILED {wanted}: {type(error).__name__}: {str(error)[:400]}", flush=True)
    sys.exit(failed > 0)
