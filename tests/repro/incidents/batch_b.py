#!/usr/bin/env python3
"""The second batch of labelled logs, b-NAME: the same problems by other routes. Like make.py, whose wrappers it uses.

    tests/repro/incidents/b/setup.sh          # once: /srv/ledger with its tools, servers and Docker daemon
    tests/repro/incidents/batch_b.py [NAME…]  # all incidents, or some
    tests/repro/incidents/b/setup.sh stop
"""

import base64
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import make
from make import cri, each_line, fold, github, gitlab, journald, json_file, powershell, quoted, run, then

HOME = make.HOME = "/srv/ledger"
make.CASES.clear()
PG = "host=127.0.0.1 port=16733 dbname=ledger user=app password=app-secret"
URL = "postgres://app:app-secret@127.0.0.1:16733/ledger"
WRONG, ABSENT = URL.replace("app-secret", "stale"), URL.replace("16733", "5432")
SA = "postgresql+{}://app:app-secret@127.0.0.1:16733/ledger"
PSQL = "psql -X -h 127.0.0.1 -p 16733"
SOCK = f"unix://{HOME}/docker/sock"
DOCKER = f"DOCKER_HOST={SOCK} /usr/bin/docker"
COMPOSE = f"DOCKER_HOST={SOCK} /usr/bin/docker-compose"
OLD = "../venv39/bin"


def case(name, *rest, **options):
    make.case("b-" + name, *rest, **options)


# --- wrappers ----------------------------------------------------------------------------------------------------------------------------


def compose(name, longest=None):
    return make.compose(name, longest)


def syslog(program, host="app-3"):
    """RFC 5424, as rsyslog forwards it."""
    return each_line(lambda t: f"<13>1 {t:%Y-%m-%dT%H:%M:%S.%f}+00:00 {host} {program} 2741 - - ")


def kubectl(pod, container):
    """kubectl logs --prefix --timestamps"""
    return each_line(lambda t: f"[pod/{pod}/{container}] {t:%Y-%m-%dT%H:%M:%S.%f}118Z ")


def pm2(name):
    return each_line(lambda t: f"0|{name}  | ")


def stamped_gitlab(data):
    """GitLab 17 with time stamps on each line."""
    return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}Z 01E ")(b"section_start:1795243200:step_script\r\x1b[0K\x1b[32;1m$ ./ci/run.sh\x1b[0;m\n" + data
                                                                  + b"\x1b[31;1mERROR: Job failed: exit code 1\x1b[0;m\n")


def buildkit(step):
    times = itertools.count(0.41, 0.013)
    return lambda data: b"".join(f"#{step} {next(times):.3f} ".encode() + line + b"\n" for line in data.rstrip(b"\n").split(b"\n"))


def issue(data):
    """Pasted into a bug report."""
    return b"### What happened\n\nIt stopped after the last deploy. Output:\n\n```console\n" + data.rstrip(b"\n") + b"\n```\n\n- [x] I searched for similar issues\n"


def console(width):
    """A PowerShell redirect: wrapped at the console's width, UTF-16."""
    return then(fold(width), powershell)


def html_pre(data):
    """A CI's web page saved as it is."""
    text = data.decode().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;").replace('"', "&quot;")
    return ("<!DOCTYPE html><html><head><title>Console output</title></head><body><h1>Console Output</h1><pre class=\"console-output\">" + text + "</pre></body></html>\n").encode()


# --- what the incidents need -------------------------------------------------------------------------------------------------------------


def sql(statements):
    subprocess.run(["runuser", "-u", "postgres", "--", "psql", "-qX", "-h", f"{HOME}/run", "-p", "16733", "-d", "ledger", "-c", statements], check=True,
                   cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


make.sql = sql


def serving(server, port, commands, cwd="app", seen=True, wrote=True, **variables):
    """What these commands saw, and what the server wrote meanwhile."""
    environment = {"PATH": f"{HOME}/venv/bin:/usr/sbin:/usr/bin:/bin:/sbin", "HOME": HOME, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", **variables}
    process = subprocess.Popen(["bash", "-c", "exec " + server], cwd=f"{HOME}/{cwd}", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True)
    chunks = []
    import threading
    reader = threading.Thread(target=lambda: chunks.append(process.stdout.read()))
    reader.start()
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    saw = b"".join(run(command, cwd) if isinstance(command, str) else command() for command in commands)
    time.sleep(0.4)
    os.killpg(process.pid, signal.SIGTERM)
    reader.join(timeout=15)
    return (b"".join(chunks) if wrote else b"") + (saw if seen else b"")


def page(scene, path, server=None, port=16740, both=False, wrap=lambda data: data, **variables):
    """A browser's console, and what the backend wrote."""
    api = f"http://127.0.0.1:{port}{path}"
    settings = " ".join(f"{key}={value}" for key, value in variables.items())
    command = lambda: wrap(run(f"{settings} node page.js {scene} '{api}'", "node"))
    if server is None:
        return command()
    cwd = "node" if "node " in server else "app"
    if not both:
        return serving(server, port, [command], cwd, wrote=False)
    console_text = []
    log = serving(server, port, [lambda: console_text.append(command()) or b""], cwd)
    return both(log) + console_text[0]


def server_log(*commands):
    path = f"{HOME}/pg.log"
    start = os.path.getsize(path)
    for command in commands:
        run(command)
    time.sleep(0.4)
    with open(path, "rb") as file:
        file.seek(start)
        return file.read()


def project(name, files):
    home = f"{HOME}/{name}"
    shutil.rmtree(home, ignore_errors=True)
    for path, text in files.items():
        os.makedirs(os.path.dirname(f"{home}/{path}"), exist_ok=True)
        with open(f"{home}/{path}", "w") as file:
            file.write(text)
    return name


def alembic(name, revisions, driver="psycopg2", binary="alembic"):
    home = f"{HOME}/{name}"
    shutil.rmtree(home, ignore_errors=True)
    os.mkdir(home)
    run(f"{binary} init migrations", cwd=name)
    run(f"sed -i 's#^sqlalchemy.url = .*#sqlalchemy.url = {SA.format(driver)}#' alembic.ini", cwd=name)
    write_revisions(f"{home}/migrations/versions", revisions)
    return name


def write_revisions(folder, revisions):
    for revision, (down, body) in revisions.items():
        with open(f"{folder}/{revision}_change.py", "w") as file:
            file.write(f'"""A change."""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = "{revision}"\ndown_revision = {down!r}\n'
                       f"branch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n    {body}\n\n\ndef downgrade():\n    pass\n")


def flask_migrations(revisions, binary="../venv/bin/flask"):
    shutil.rmtree(f"{HOME}/app/migrations", ignore_errors=True)
    run(f"FLASK_APP=migrate_app {binary} db init")
    write_revisions(f"{HOME}/app/migrations/versions", revisions)


def at(revision, work):
    make.stamped(revision)
    try:
        return work()
    finally:
        make.unstamped()


def busy(port, work):
    """Something else listens at the port on all addresses."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("0.0.0.0", port))
        other.listen()
        return work()


def without_libmagic(command):
    return run("unshare -m sh -c 'for f in /usr/lib/x86_64-linux-gnu/libmagic.so.1*; do mount --bind /dev/null \"$(realpath $f)\" 2>/dev/null; done; " + command + "'")


exec(compile(open(os.path.join(make.HERE, "b/incidents.py")).read(), "b/incidents.py", "exec"))

if __name__ == "__main__":
    failed = 0
    for wanted in sys.argv[1:] or make.CASES:
        wanted = wanted if wanted.startswith("b-") else "b-" + wanted
        try:
            make.write(wanted, make.CASES[wanted])
        except Exception as error:
            failed += 1
            print(f"FAILED {wanted}: {type(error).__name__}: {str(error)[:300]}", flush=True)
    sys.exit(failed > 0)
