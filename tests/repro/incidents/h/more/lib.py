#!/usr/bin/env python3
"""h-NAME (share b): single-problem logs. `setup.sh`, then `lib.py [NAME… | --missing | --relabel]`; wrappers come from tests/repro/incidents/make.py."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.environ.get("INCIDENTS", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")))
sys.dont_write_bytecode = True
import make  # noqa: E402
from make import clock, cri, each_line, fold, github, gitlab, journald, json_file, powershell, quoted, then  # noqa: E402, F401

HOME = make.HOME = "/srv/hb"
make.CASES.clear()
make.LOGS = os.path.join(HERE, "../logs")
ENV = {"PATH": "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/home/app", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1",
       "PYTHONDONTWRITEBYTECODE": "1", "USER": "app", "TERM": "xterm"}
PW = "clinic-dev"
URL = f"postgresql://clinic:{PW}@db:5432/clinic"
STALE = URL.replace(PW, "old-dev")
ABSENT = URL.replace("@db", "@postgres")
DOUBLE_URL = "redis://:s3cret-local@:s3cret-local@redis:6379/0"


def outside(command, cwd, python, at="/app"):
    mounts = f"mount --bind {HOME}/py312 /usr/local && " if python else ""
    if at.startswith("/home"):
        mounts += f"mount -t tmpfs none /home && mkdir -p {at} && "
    if at == "/home/deploy":
        mounts += f"mkdir -p /run/postgresql && mount --bind {HOME}/run /run/postgresql && "
    return ["ip", "netns", "exec", os.environ.get("NS", "cove"), "unshare", "-m", "bash", "-c", f"{mounts}mount --bind {HOME}/{cwd} {at} && cd {at} && exec bash -c \"$1\"", "-", command]


def run(command, cwd="app", python=True, at="/app", timeout=170, **variables):
    """What a command in a container-like place (/app; Python at /usr/local) prints."""
    done = subprocess.run(outside(command, cwd, python, at), env={**ENV, **variables}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
    return done.stdout


def node(command, cwd="node", **variables):
    return run(command, cwd, python=False, **{"PATH": NODE_PATH, **variables})


NODE_PATH = f"/app/node_modules/.bin:{os.path.dirname(os.path.realpath(shutil.which('node')))}:/app/node_modules/.bin:/usr/sbin:/usr/bin:/sbin:/bin"


def terminal(commands, cwd="app", python=True, at="/app", prompt="$ ", wait=None, columns=120, **variables):
    """A session in an interactive bash: the prompt, what was typed, what came. A command may be (text, [(what to wait for, what to type)…])."""
    me, other = pty.openpty()
    import fcntl, struct, termios
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    shell = "bind 'set enable-bracketed-paste off' 2>/dev/null; PS1='" + prompt.replace("'", "") + "'; unset PROMPT_COMMAND"
    with open(f"{HOME}/run/bashrc", "w") as file:
        file.write(shell + "\n")
    process = subprocess.Popen(outside(f"exec bash --rcfile {HOME}/run/bashrc -i", cwd, python, at), env={**ENV, **({} if python else {"PATH": NODE_PATH}), **variables},
                               stdin=other, stdout=other, stderr=other, start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(other)
    seen = b""

    def until(text, seconds=90):
        nonlocal seen
        end, start = time.time() + seconds, len(seen)
        while time.time() < end:
            if select.select([me], [], [], 0.4)[0]:
                try:
                    seen += os.read(me, 65536)
                except OSError:
                    return
            elif seen[start:].endswith(text.encode()) or (text != prompt and text.encode() in seen[start:]):
                return
        raise TimeoutError(f"no {text!r} in {seen[-800:]!r}")
    until(prompt)
    for command in commands:
        text, answers = command if isinstance(command, tuple) else (command, [])
        os.write(me, text.encode() + b"\n")
        for expected, answer in answers:
            until(expected)
            os.write(me, answer.encode() + (b"" if answer.endswith("\x03") else b"\n"))
        until(prompt)
    os.write(me, b"exit\n")
    try:
        os.close(me)
    except OSError:
        pass
    process.terminate()
    process.wait()
    seen = seen.replace(b"\r\n", b"\n").replace(b"\r", b"")
    return seen[:seen.rfind(b"\n") + 1] if seen.endswith(prompt.encode()) else seen


def serving(server, port, commands, cwd="app", python=True, seen=True, wrote=True, host="127.0.0.1", pause=0.5, **variables):
    process = subprocess.Popen(outside("exec " + server, cwd, python), env={**ENV, **({} if python else {"PATH": NODE_PATH}), **variables}, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)
    chunks = []
    reader = threading.Thread(target=lambda: chunks.append(process.stdout.read()))
    reader.start()
    run(f"for n in $(seq 300); do (exec 3<>/dev/tcp/{host}/{port}) 2>/dev/null && break; sleep 0.1; done")
    try:
        saw = b"".join(run(c, cwd) if isinstance(c, str) else c() for c in commands)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    time.sleep(pause)
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    reader.join(timeout=15)
    return (b"".join(chunks) if wrote else b"") + (saw if seen else b"")


def case(name, *rest, **options):
    make.case("h-" + name, *rest, **options)


def compose(name, longest=None):
    return make.compose(name, longest)


def docker_t(data):
    return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}381Z ")(data)


def kube_stdout(data):
    """A container's log file on a node (containerd): partial lines do not occur here."""
    return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}218Z stdout F ")(data)


def slack(question):
    return lambda data: question.encode() + b"\n```\n" + data.rstrip(b"\n") + b"\n```\n"


def mail(data):
    return b"On Fri, 20 Nov 2026 at 18:02, Maya wrote:\n>\n" + b"".join(b"> " + line + b"\n" for line in data.rstrip(b"\n").split(b"\n"))


def ci_step(step, before=b""):
    return lambda data: github(step)(before + data)


def journal_export(unit):
    """journalctl -o export"""
    def wrap(data):
        times = clock()
        return b"".join(f"__REALTIME_TIMESTAMP={int(next(times).timestamp() * 1e6)}\nPRIORITY=6\nSYSLOG_IDENTIFIER={unit}\n_SYSTEMD_UNIT={unit}.service\n_HOSTNAME=cove-vm-1\nMESSAGE=".encode() + line + b"\n\n" for line in data.rstrip(b"\n").split(b"\n"))
    return wrap


def journal_json(unit):
    import json
    def wrap(data):
        times = clock()
        return b"".join(json.dumps({"__REALTIME_TIMESTAMP": str(int(next(times).timestamp() * 1e6)), "_SYSTEMD_UNIT": unit + ".service", "PRIORITY": "6", "SYSLOG_IDENTIFIER": unit, "MESSAGE": line.decode()}).encode() + b"\n" for line in data.rstrip(b"\n").split(b"\n"))
    return wrap


def azure(step):
    """Azure Pipelines: a time stamp before each line."""
    def wrap(data):
        head = f"##[section]Starting: {step}\n==============================================================================\nTask         : Command line\n==============================================================================\n".encode()
        return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}1Z ")(head + data.rstrip(b"\n") + b"\n##[error]Bash exited with code '1'.\n" + f"##[section]Finishing: {step}\n".encode())
    return wrap


def project(name, files, base=None):
    home = f"{HOME}/{name}"
    shutil.rmtree(home, ignore_errors=True)
    os.makedirs(home)
    for path, text in files.items():
        os.makedirs(os.path.dirname(f"{home}/{path}"), exist_ok=True)
        with open(f"{home}/{path}", "w") as file:
            file.write(text)
        if text.startswith("#!"):
            os.chmod(f"{home}/{path}", 0o755)
    return name


def project_copy(name, files):
    """The app with these files too."""
    shutil.rmtree(f"{HOME}/{name}", ignore_errors=True)
    shutil.copytree(f"{HOME}/app", f"{HOME}/{name}")
    for path, text in files.items():
        open(f"{HOME}/{name}/{path}", "w").write(text)
    return name


LAST = {}
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
        wanted += [c for c in make.CASES if c == name or c == "h-" + name or (name.endswith("*") and c.startswith("h-" + name[:-1]))]
    if sys.argv[1:2] == ["--missing"]:
        wanted = [c for c in make.CASES if not os.path.exists(f"{make.LOGS}/{c}.toml")]
    relabel = "--relabel" in sys.argv  # labels and lines anew from the logs that are there
    if relabel:
        wanted = [c for c in make.CASES if os.path.exists(f"{make.LOGS}/{c}.log")]
    failed = 0
    for name in wanted or (make.CASES if not sys.argv[1:] else []):
        try:
            labels, LAST["data"] = make.CASES[name], b""
            if relabel:
                data = open(f"{make.LOGS}/{name}.log", "rb").read()
                make.write(name, {**labels, "make": lambda: data, "wrap": lambda d: d})
                continue
            make.write(name, {**labels, "make": lambda: LAST.setdefault("data", b"") and b"" or LAST.update(data=labels["make"]()) or LAST["data"]})
        except Exception as error:
            failed += 1
            print(f"FAILED {name}: {type(error).__name__}: {str(error)[:300]}", flush=True)
            sys.stdout.write(LAST.get("data", b"")[-2500:].decode("utf-8", "replace") + "\n")
    sys.exit(failed > 0)
