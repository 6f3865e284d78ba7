#!/usr/bin/env python3
"""Makes tests/healthy/NAME.log again: real logs in which nothing that `kb` has an entry for is wrong, and README.md with how each was made.

    tests/repro/incidents/multi/setup.sh          # once: /srv/stack
    tests/repro/healthy-more.py [NAME…]

Names that begin with `x-` are failures whose cause no entry is about; the others are runs that succeed. Everything happens in /srv/garden and
/srv/stack, in namespaces of its own (see incidents/multi.py). A tool that is missing is reported, and its logs are left as they are.

Needs root and, from Debian 12: cmake ansible-core shellcheck yamllint mariadb-server-core mariadb-client-core phpunit ruby-rspec ruby-minitest
tcpdump apache2-utils libxml2-utils sqlite3 busybox-static haproxy maven default-jdk golang-go gdb valgrind strace buildah docker-compose nginx
redis-server postgresql-15; cargo with nextest and clippy, terraform, kubectl; the Python and Node packages that `install` names.
"""

import os
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, f"{HERE}/incidents")
import multi  # noqa: E402
from multi import Stack, ask, doubled, github, journald, migrations  # noqa: E402, F401

OUT = f"{HERE}/../healthy"
HOME = "/srv/garden"
LIMIT = 150_000
LOGS = {}
PATH = f"{HOME}/venv/bin:{HOME}/node/node_modules/.bin:/usr/lib/postgresql/15/bin:{os.path.dirname(shutil.which('cargo') or '/usr/bin/cargo')}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"PATH": PATH, "HOME": HOME, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "CI": "1", "COLUMNS": "120", "MANPAGER": "cat",
               "GIT_PAGER": "cat", "NEXT_TELEMETRY_DISABLED": "1", "CARGO_HOME": f"{HOME}/cargo", "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", os.path.expanduser("~/.rustup")),
               "RUSTUP_TOOLCHAIN": os.environ.get("RUSTUP_TOOLCHAIN", "stable"), "GOCACHE": f"{HOME}/gocache", "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "USER": "app",
               "DATABASE_URL": multi.SECRETS["DATABASE_URL"], "REDIS_URL": multi.SECRETS["REDIS_URL"], "ANSIBLE_NOCOLOR": "1", "C_FORCE_ROOT": "1"}


def sh(command, cwd="", seconds=240, **variables):
    done = subprocess.run(["bash", "-c", command], cwd=os.path.join(HOME, cwd), env={**ENVIRONMENT, **variables}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=seconds)
    return done.stdout


def files(folder, **contents):
    """Files of a small project; `__` in a name is a dot and `_S_` a slash."""
    for name, text in contents.items():
        path = f"{HOME}/{folder}/{name.replace('_S_', '/').replace('__', '.')}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").write(text)


def log(name, how, make, cwd=""):
    """`make` is a command line, or a function that gives bytes."""
    LOGS[name] = (how, make if callable(make) else lambda: sh(make, cwd))


def with_db(command, cwd="", *statements):
    def make():
        with Stack() as stack:
            stack.db(*statements)
            return sh(command, cwd)
    return make


def write(name):
    how, make = LOGS[name]
    data = make()[:LIMIT]
    data = data[:data.rfind(b"\n") + 1] or data
    for forbidden in (b"/" + b"work/", b"pyenv", b"registry.", b"/root/"):
        if forbidden in data:
            print(f"note: {name} holds {forbidden.decode()}: {data[max(0, data.find(forbidden) - 60):data.find(forbidden) + 60]}")
    if not data.strip() or re.search(rb"bash: line \d+: [\w.-]+: command not found", data):
        return print(f"FAILED {name}: {data[:200]}", flush=True)
    open(f"{OUT}/{name}.log", "wb").write(data)
    print(f"{name}: {len(data)}", flush=True)


exec(compile(open(f"{HERE}/healthy-more-list.py").read(), "healthy-more-list.py", "exec"))


def table():
    rows = [f"| {name} | {how.replace('|', chr(92) + '|')} |" for name, (how, _) in sorted(LOGS.items()) if os.path.exists(f"{OUT}/{name}.log")]
    open(f"{OUT}/README.md", "w").write(
        "# Logs with nothing in them that `kb` knows\n\nReal output of real tools. Names without `x-` are runs that succeed, many of which speak of errors all the same; `x-` are failures\n"
        "by causes that no entry is about. The right answer to each is that nothing is known: a certain or likely match is a false positive.\n"
        "`tests/repro/healthy-more.py` makes them again. Logs are cut at 150 kB.\n\n| name | how it was made |\n|---|---|\n" + "\n".join(rows) + "\n")


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    os.makedirs(HOME, exist_ok=True)
    if os.environ.get("STACK") != "inside":
        os.execvpe("unshare", ["unshare", "-n", "-m", "-p", "-f", "--kill-child", "--mount-proc", "--propagation", "private", sys.executable, os.path.abspath(__file__), *sys.argv[1:]],
                   {**os.environ, "STACK": "inside"})
    multi.inside()
    for wanted in sys.argv[1:] or LOGS:
        try:
            write(wanted)
        except Exception as error:
            print(f"FAILED {wanted}: {type(error).__name__}: {str(error)[:300]}", flush=True)
    table()
