#!/usr/bin/env python3
"""c-NAME: single-problem logs by other routes. `setup.sh`, then `lib.py [NAME…]`; `setup.sh stop`. Wrappers come from tests/repro/incidents/make.py."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
sys.dont_write_bytecode = True
import make  # noqa: E402
from make import clock, cri, each_line, fold, github, gitlab, journald, json_file, powershell, quoted, then  # noqa: E402, F401

HOME = make.HOME = "/srv/harbor"
make.CASES.clear()
make.LOGS = os.environ.get("LOGS") or os.path.join(HERE, "../../../logs")
NS = ["ip", "netns", "exec", "harbor"]
ENV = {"PATH": f"{HOME}/venv312/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": HOME, "LANG": "C.UTF-8",
       "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "USER": "deploy", "NO_COLOR": ""}
del ENV["NO_COLOR"]
URL = "postgresql://harbor:harbor-pw@db:5432/harbor"
STALE = URL.replace("harbor-pw", "last-years-pw")
ABSENT = URL.replace("@db", "@postgres")
OLD = f"{HOME}/venv37/bin"
DOUBLE_URL = "redis://:local_pass@:local_pass@redis:6379/0"


def run(command, cwd="app", **variables):
    done = subprocess.run(NS + ["bash", "-c", command], cwd=os.path.join(HOME, cwd), env={**ENV, **variables}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=170)
    return done.stdout


def case(name, *rest, **options):
    make.case("c-" + name, *rest, **options)


def compose(name, longest=None):
    return make.compose(name, longest)


def compose_v1(name, width=16, color=36):
    return lambda data: b"".join(f"\x1b[{color}m{name:<{width}} |\x1b[0m ".encode() + line + b"\n" for line in data.rstrip(b"\n").split(b"\n"))


def syslog3164(program, pid, host="quay-1"):
    return each_line(lambda t: f"<14>{t:%b} {t.day:>2} {t:%H:%M:%S} {host} {program}[{pid}]: ")


def kubectl(pod, container):
    return each_line(lambda t: f"[pod/{pod}/{container}] ")


def docker_t(data):
    """docker logs -t"""
    return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}381Z ")(data)


def circleci(data):
    return b"#!/bin/bash -eo pipefail\n./ci/job.sh\n\n" + data.rstrip(b"\n") + b"\n\nExited with code exit status 1\n"


def jenkins(data):
    """Jenkins with the Timestamper plug-in."""
    return each_line(lambda t: f"[{t:%Y-%m-%dT%H:%M:%S}.{t.microsecond // 1000:03d}Z] ")(b"+ ./ci/job.sh\n" + data.rstrip(b"\n") + b"\nscript returned exit code 1")


def azure(data):
    return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}3Z ")(b"##[section]Starting: Run script\n" + data.rstrip(b"\n") + b"\n##[error]Bash exited with code '1'.\n##[section]Finishing: Run script")


def heroku(dyno):
    return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}+00:00 app[{dyno}]: ")


def cloudwatch(data):
    times = clock()
    out = b""
    import json
    for line in data.rstrip(b"\n").split(b"\n"):
        out += json.dumps({"timestamp": int(next(times).timestamp() * 1000), "message": line.decode(), "logStreamName": "ecs/harbor/5f0c1d"}).encode() + b"\n"
    return out


def crlf(data):
    return data.replace(b"\n", b"\r\n")


def slack(data):
    return b"hey, anyone seen this since this morning?\n\n```\n" + data.rstrip(b"\n") + b"\n```\nthanks!\n"


def sql(statements, database="harbor"):
    subprocess.run(["runuser", "-u", "postgres", "--", "psql", "-qX", "-h", f"{HOME}/run", "-d", database, "-c", statements], check=True, cwd="/",
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def waits_for(host, port):
    return f"for n in $(seq 100); do (exec 3<>/dev/tcp/{host}/{port}) 2>/dev/null && break; sleep 0.1; done; "


def serving(server, port, commands, cwd="app", seen=True, wrote=True, host="127.0.0.1", **variables):
    """What these commands saw, and what the server wrote meanwhile."""
    process = subprocess.Popen(NS + ["bash", "-c", "exec " + server], cwd=f"{HOME}/{cwd}", env={**ENV, **variables}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               stdin=subprocess.DEVNULL, start_new_session=True)
    chunks = []
    reader = threading.Thread(target=lambda: chunks.append(process.stdout.read()))
    reader.start()
    run(waits_for(host, port))
    saw = b"".join(run(command, cwd) if isinstance(command, str) else command() for command in commands)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGTERM)
    reader.join(timeout=15)
    return (b"".join(chunks) if wrote else b"") + (saw if seen else b"")


def server_log(kind, *commands):
    """What PostgreSQL wrote to its stderr log ('log'), 'csv' or 'json' while the commands ran."""
    path = f"{HOME}/pglog/postgresql.{kind}"
    start = os.path.getsize(path)
    for command in commands:
        run(command)
    time.sleep(0.5)
    with open(path, "rb") as file:
        file.seek(start)
        return file.read()


def project(name, files):
    home = f"{HOME}/{name}"
    shutil.rmtree(home, ignore_errors=True)
    os.makedirs(home)
    for path, text in files.items():
        os.makedirs(os.path.dirname(f"{home}/{path}"), exist_ok=True)
        with open(f"{home}/{path}", "w") as file:
            file.write(text)
    return name


def alembic(name, revisions, url="postgresql+psycopg2://harbor:harbor-pw@db/harbor", binary="alembic", template="generic", folder="migrations", **files):
    """A fresh project with these revisions: {revision: (down, body)}."""
    home = f"{HOME}/{name}"
    shutil.rmtree(home, ignore_errors=True)
    os.mkdir(home)
    run(f"{binary} init -t {template} {folder}; sed -i 's#^sqlalchemy.url = .*#sqlalchemy.url = {url}#' alembic.ini", name)
    write_revisions(f"{home}/{folder}/versions", revisions)
    return name


def write_revisions(folder, revisions):
    for revision, (down, body) in revisions.items():
        with open(f"{folder}/{revision}_change.py", "w") as file:
            file.write(f'"""A change."""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = "{revision}"\ndown_revision = {down!r}\n'
                       f"branch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n    {body}\n\n\ndef downgrade():\n    pass\n")


def at(revision, work):
    sql(f"CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) PRIMARY KEY); TRUNCATE alembic_version;"
        f"ALTER TABLE alembic_version OWNER TO harbor; INSERT INTO alembic_version VALUES ('{revision}')")
    try:
        return work()
    finally:
        sql("DROP TABLE IF EXISTS alembic_version")


def without_libmagic(command, cwd="app"):
    return run(f"exec ../other/no_libmagic.sh bash -c '{command}'", cwd)


def busy(port, work):
    """Something else listens at the port on all addresses of the namespace."""
    other = subprocess.Popen(NS + ["python3", "-c", f"import socket, time; s = socket.socket(); s.setsockopt(1, 2, 1); s.bind(('0.0.0.0', {port})); s.listen(); time.sleep(100)"])
    try:
        time.sleep(0.7)
        return work()
    finally:
        other.terminate()
        other.wait()


COLUMN, TABLE, KEY = "postgres/undefined-column", "postgres/undefined-table", "postgres/duplicate-key"
PASSWORD, REFUSED, SERVER = "postgres/password-authentication-failed", "postgres/connection-refused-at-start", "postgres/connection-to-server-failed"
REDIS, DOUBLE = "redis/connection-refused", "redis/url-double-password"
FOREIGN, RESERVED = "sqlalchemy/ambiguous-foreign-keys", "sqlalchemy/reserved-attribute-metadata"
VERSION_TABLE, VERSION_MOD = "sqlalchemy/continuum-version-table-name", "sqlalchemy/continuum-mod-columns"
LOST, FAILS, NOT_HEAD, NO_ALEMBIC = "alembic/cant-locate-revision", "alembic/upgrade-head-fails", "alembic/not-at-head", "python/alembic-not-found"
STRATEGY, ENUM, LIBMAGIC = "ratelimit/invalid-strategy", "graphql/strawberry-object-is-not-an-enum", "docker/cached-layer-missing-dependency"
JWT, LOGIN, HEALTH, PLAIN500 = "auth/jwt-could-not-validate", "auth/invalid-credentials-no-admin", "http/health-check-503", "http/500-without-details"
ORIGIN, MASKED, REDIRECT = "cors/origin-not-allowed", "cors/backend-crash-masked", "cors/redirect-drops-headers"
CASCADE, LOOP, NETWORK = "ratelimit/cascade-locks-frontend", "frontend/auth-redirect-loop", "frontend/network-error-hangs"
LIMITED, CONCURRENCY, UNHEALTHY = "gateway/429-rate-limited", "gateway/503-concurrency-limit", "ci/backend-not-healthy"
SCRIPT, MULTISTAGE, COPY, PORT, VARIABLE = ("docker/script-not-mounted", "docker/multistage-missing-packages", "docker/copy-source-not-found",
                                            "docker/port-already-allocated", "docker/compose-variable-not-set")
SECRET, TIMEOUT, NAME, DOLLAR = "config/secret-key-changethis", "app/script-timeout", "python/name-error-module-not-whitelisted", "postgres/psql-variable-in-dollar-quote"

for part in sorted(os.listdir(HERE)):
    if part.startswith("cases") and part.endswith(".py"):
        exec(compile(open(os.path.join(HERE, part)).read(), part, "exec"))

if __name__ == "__main__":
    wanted = []
    for name in sys.argv[1:]:
        wanted += [c for c in make.CASES if c == name or c == "c-" + name or (name.endswith("*") and c.startswith("c-" + name[:-1]))]
    if sys.argv[1:2] == ["--missing"]:
        wanted = [c for c in make.CASES if not os.path.exists(f"{make.LOGS}/{c}.toml")]
    failed = 0
    for name in wanted or (make.CASES if not sys.argv[1:] else []):
        try:
            make.write(name, make.CASES[name])
        except Exception as error:
            failed += 1
            print(f"FAILED {name}: {type(error).__name__}: {str(error)[:300]}", flush=True)
            if os.environ.get("SHOW"):
                try:
                    sys.stdout.write(make.CASES[name]["wrap"](make.CASES[name]["make"]()).decode("utf-8", "replace")[-6000:] + "\n")
                except Exception as again:
                    print("again:", again)
    sys.exit(failed > 0)
