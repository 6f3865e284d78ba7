#!/usr/bin/env python3
"""Makes tests/logs/NAME.log and NAME.toml: real output of real tools, labelled with what explains it.

    tests/repro/incidents/setup.sh         # once: /srv/orders with its tools, and the servers
    tests/repro/incidents/make.py [NAME…]  # all incidents, or some
    tests/repro/incidents/setup.sh stop

Each incident is one command whose output is kept as it is, or put through a wrapper that does what a log shipper, a CI runner or a terminal
does to it. `decisive` is the text that a reader would point at; its line numbers are looked up in the finished file.
"""

import datetime
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import textwrap
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
LOGS = os.path.join(HERE, "../../logs")
HOME = "/srv/orders"
PG = "host=127.0.0.1 port=15633 dbname=shop user=app password=app-secret"
URL = "postgres://app:app-secret@127.0.0.1:15633/shop?sslmode=disable"
WRONG = URL.replace("app-secret", "old-secret")
SA = "postgresql+{}://app:app-secret@127.0.0.1:15633/shop"
CASES = {}


def run(command, cwd="app", **variables):
    """Standard output and error of a shell command, as one stream."""
    environment = {"PATH": f"{HOME}/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": HOME, "LANG": "C.UTF-8",
                   "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "USER": "app", **variables}
    done = subprocess.run(["bash", "-c", command], cwd=os.path.join(HOME, cwd), env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=150)
    return done.stdout


# --- wrappers ----------------------------------------------------------------------------------------------------------------------------


def clock(step=0.0173):
    now = datetime.datetime.now(datetime.timezone.utc)
    while True:
        yield now
        now += datetime.timedelta(seconds=step)


def each_line(prefix):
    def wrap(data):
        times = clock()
        return b"".join(prefix(next(times)).encode() + line + b"\n" for line in data.rstrip(b"\n").split(b"\n"))
    return wrap


def journald(unit, pid, host="web-2"):
    return each_line(lambda t: f"{t:%b %d %H:%M:%S} {host} {unit}[{pid}]: ")


def compose(name, longest=None):
    return each_line(lambda t: f"{name:<{len(longest or name) + 1}}| ")


cri = each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}431Z stderr F ")
gha_lines = each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}7Z ")


def github(step):
    """A job's raw log as GitHub Actions keeps it."""
    def wrap(data):
        data = data.replace(b"::error::", b"##[error]")
        head = f"##[group]Run {step}\n\x1b[36;1m{step}\x1b[0m\nshell: /usr/bin/bash -e {{0}}\n##[endgroup]\n".encode()
        return gha_lines(head + data.rstrip(b"\n") + b"\n##[error]Process completed with exit code 1.\n")
    return wrap


def gitlab(data):
    return b"\x1b[0KRunning with gitlab-runner 17.5.0\x1b[0;m\n\x1b[32;1m$ ./ci/test.sh\x1b[0;m\n" + data + b"\x1b[31;1mERROR: Job failed: exit code 1\x1b[0;m\n"


def json_file(data):
    times = clock()
    return b"".join(json.dumps({"log": line.decode() + "\n", "stream": "stderr", "time": f"{next(times):%Y-%m-%dT%H:%M:%S.%f}112Z"}).encode() + b"\n"
                    for line in data.rstrip(b"\n").split(b"\n"))


def powershell(data):
    return subprocess.run(["iconv", "-f", "UTF-8", "-t", "UTF-16LE"], input=b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), stdout=subprocess.PIPE, check=True).stdout


def fold(width):
    return lambda data: subprocess.run(["fold", "-w", str(width)], input=data, stdout=subprocess.PIPE, check=True).stdout


def quoted(data):
    return each_line(lambda t: "> ")(data)


def then(*wrappers):
    def wrap(data):
        for wrapper in wrappers:
            data = wrapper(data)
        return data
    return wrap


# --- what the incidents need -------------------------------------------------------------------------------------------------------------


def alembic(name, revisions, url=SA.format("psycopg2"), template="generic"):
    """A fresh project with these revisions: {revision: (down, body)}."""
    home = f"{HOME}/{name}"
    shutil.rmtree(home, ignore_errors=True)
    os.mkdir(home)
    run(f"alembic init -t {template} migrations", cwd=name)
    path = f"{home}/alembic.ini"
    text = open(path).read()
    open(path, "w").write(re.sub(r"(?m)^sqlalchemy.url = .*", f"sqlalchemy.url = {url}", text))
    for revision, (down, body) in revisions.items():
        open(f"{home}/migrations/versions/{revision}_change.py", "w").write(
            f'"""A change."""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = "{revision}"\ndown_revision = {down!r}\n'
            f"branch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n    {body}\n\n\ndef downgrade():\n    pass\n")
    return name


def sql(statements):
    subprocess.run(["runuser", "-u", "postgres", "--", "psql", "-qX", "-h", f"{HOME}/run", "-p", "15633", "-d", "shop", "-c", statements], check=True,
                   cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stamped(revision):
    sql(f"CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) PRIMARY KEY); TRUNCATE alembic_version;"
        f"ALTER TABLE alembic_version OWNER TO app; INSERT INTO alembic_version VALUES ('{revision}')")


def unstamped():
    sql("DROP TABLE IF EXISTS alembic_version")


def server_log(*commands):
    """What the PostgreSQL server wrote while the commands ran."""
    path = f"{HOME}/pg.log"
    start = os.path.getsize(path)
    for command in commands:
        run(command)
    time.sleep(0.3)
    with open(path, "rb") as file:
        file.seek(start)
        return file.read()


def served(module, requests, client=True, port=15642, **variables):
    """uvicorn with this module and these curl commands: what curl saw, or what the server wrote."""
    environment = {"PATH": f"{HOME}/venv/bin:/usr/bin:/bin", "HOME": HOME, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", **variables}
    server = subprocess.Popen([f"{HOME}/venv/bin/uvicorn", f"{module}:app", "--port", str(port)], cwd=f"{HOME}/app", env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    seen = b"".join(run(request) for request in requests)
    server.terminate()
    wrote = server.communicate(timeout=20)[0]
    return seen if client else wrote


def browser(scene, backend_too=False):
    """Chromium's console, and what the backend wrote meanwhile."""
    backend = subprocess.Popen([f"{HOME}/venv/bin/python", "dashboards.py", "15640"], cwd=f"{HOME}/app", env={"PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"},
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    time.sleep(3)
    console = run(f"node browser.js {scene}", cwd="node")
    backend.terminate()
    wrote = backend.communicate(timeout=20)[0]
    return compose("backend-1", "frontend-1")(wrote) + compose("frontend-1")(console) if backend_too else console


def case(name, ids, source, decisive, make, wrap=lambda data: data, root=None, needs_free=()):
    ids = ids.split()
    CASES[name] = dict(ids=ids, root=root or ids[0], source=source, decisive=[decisive] if isinstance(decisive, str) else decisive, make=make, wrap=wrap,
                       needs_free=needs_free)


def lines_of(text, decisive):
    """The 1-based lines on which the first occurrence of each decisive text lies; a hard wrap may stand anywhere in it."""
    flat, line_of, line = [], [], 1
    for character in text:
        if character == "\n":
            line += 1
        elif character not in "\r":
            flat.append(character)
            line_of.append(line)
    flat = "".join(flat)
    found = []
    for wanted in decisive:
        at = flat.find(wanted)
        if at < 0:
            raise LookupError(f"not in the log: {wanted}")
        found += range(line_of[at], line_of[at + len(wanted) - 1] + 1)
    return sorted(set(found))


def write(name, labels):
    for port in labels["needs_free"]:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                print(f"skipped {name}: port {port} is in use")
                return
    data = labels["wrap"](labels["make"]())
    text = data.decode("utf-16-le" if data[:2] == b"\xff\xfe" else "utf-8", errors="surrogateescape")
    lines = lines_of(text, labels["decisive"])
    for forbidden in ("/" + "work/", "/tmp/", "pyenv"):
        if forbidden in text:
            print(f"note: {name} holds {forbidden}")
    with open(f"{LOGS}/{name}.log", "wb") as file:
        file.write(data)
    with open(f"{LOGS}/{name}.toml", "w") as file:
        file.write(f"ids = {json.dumps(labels['ids'])}\nroot = {json.dumps(labels['root'])}\nlines = {lines}\nfrom = {json.dumps(labels['source'])}\n")
    print(f"{name}: {len(data)} bytes, lines {lines}")


exec(compile(open(f"{HERE}/incidents.py").read(), "incidents.py", "exec"))

if __name__ == "__main__":
    os.makedirs(LOGS, exist_ok=True)
    failed = 0
    for wanted in sys.argv[1:] or CASES:
        try:
            write(wanted, CASES[wanted])
        except Exception as error:
            failed += 1
            print(f"FAILED {wanted}: {type(error).__name__}: {str(error)[:300]}")
    sys.exit(failed > 0)
