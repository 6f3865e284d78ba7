"""Shared by the cases_*.py: wrappers of tests/repro/incidents/make.py (INCIDENTS names its folder), a namespace, labels and lines."""
import os, re, signal, subprocess, sys, threading, time, json
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
RIG = os.environ.get("RIG", "kestrel")  # the name of the home below /srv and of the namespace
sys.path.insert(0, os.environ.get("INCIDENTS", os.path.join(HERE, "../..")))
from make import clock, cri, each_line, fold, github, gitlab, journald, json_file, powershell, quoted, then, compose  # noqa
OUT = os.path.join(HERE, "../logs")
HOME = f"/srv/{RIG}"
ENV = {"PATH": f"{HOME}/venv/bin:/usr/bin:/bin:/usr/local/bin:/usr/sbin:/sbin", "HOME": "/home/app", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1",
       "PYTHONDONTWRITEBYTECODE": "1", "USER": "app", "TERM": "xterm", "DOCKER_HOST": f"unix://{HOME}/docker/sock", "DOCKER_CONFIG": f"{HOME}/docker/client",
       "COMPOSE_ANSI": "never", "COMPOSE_PROGRESS": "plain", "DOCKER_BUILDKIT": "1"}
os.makedirs("/home/app", exist_ok=True)
NODE = {"PATH": f"{HOME}/node/node_modules/.bin:" + ENV["PATH"], "NO_COLOR": "1"}
NS = ["ip", "netns", "exec", RIG]


def put(path, text):
    path = os.path.join(HOME, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "w").write(text)
    if text.startswith("#!"):
        os.chmod(path, 0o755)


def run(command, cwd="app", timeout=120, **env):
    os.makedirs(f"{HOME}/{cwd}", exist_ok=True)
    return subprocess.run(NS + ["bash", "-c", command], cwd=f"{HOME}/{cwd}", env={**ENV, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout).stdout


class Server:
    """with Server('uvicorn app:app', 8000) as s: …; s.out is what it wrote."""
    def __init__(self, command, port=None, cwd="app", **env):
        self.command, self.port, self.cwd, self.env, self.out = command, port, cwd, env, b""

    def __enter__(self):
        self.p = subprocess.Popen(NS + ["bash", "-c", "exec " + self.command], cwd=f"{HOME}/{self.cwd}", env={**ENV, **self.env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        chunks = []
        def read():
            for line in iter(lambda: self.p.stdout.read1(65536), b""):
                chunks.append(line)
        self.chunks, self.t = chunks, threading.Thread(target=read, daemon=True)
        self.t.start()
        if self.port:
            run(f"for n in $(seq 200); do (exec 3<>/dev/tcp/127.0.0.1/{self.port}) 2>/dev/null && break; sleep 0.1; done")
        return self

    def __exit__(self, *a):
        time.sleep(0.4)
        for s in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.p.pid, s)
                self.p.wait(4)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass
        self.t.join(3)
        self.out = b"".join(self.chunks)


def docker_t(data):
    return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}381Z ")(data)


jenkins = each_line(lambda t: f"[{t:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z] ")


def azure(step):
    def wrap(data):
        head = f"##[section]Starting: {step}\n==============================================================================\nTask         : Command line\n==============================================================================\n".encode()
        return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}1Z ")(head + data.rstrip(b"\n") + b"\n##[error]Bash exited with code '1'.\n" + f"##[section]Finishing: {step}\n".encode())
    return wrap


def mk(name, ids, root, decisive, source, data, wrap=None):
    """Writes the log and its label; `decisive` are texts whose first lines are looked up (in the unwrapped text's order)."""
    try:
        if callable(data):
            data = data()
        if wrap:
            data = wrap(data)
        text = data.decode("utf-16-le", "replace") if data[:2] == b"\xff\xfe" or b"\0" in data[:40] else data.decode("utf-8", "replace")
        lines = []
        for d in [decisive] if isinstance(decisive, str) else decisive:
            hits = [n for n, l in enumerate(text.split("\n"), 1) if d in l]
            assert hits, f"no {d!r}"
            lines.append(hits[0])
        ids = [ids] if isinstance(ids, str) else ids
        root = root or ids[0]
        open(f"{OUT}/{name}.log", "wb").write(data)
        open(f"{OUT}/{name}.toml", "w").write(f"ids = {json.dumps(ids)}\nroot = {json.dumps(root)}\nlines = {sorted(set(lines))}\nfrom = {json.dumps(source, ensure_ascii=False)}\n")
        print("ok", name, len(text.split(chr(10))), sorted(set(lines)), flush=True)
    except Exception as e:
        print("FAILED", name, type(e).__name__, str(e)[:300], flush=True)
        if isinstance(data, bytes):
            print(data[-1800:].decode("utf-8", "replace"), flush=True)


def wanted(name):
    return not sys.argv[1:] or any(name.startswith(a) for a in sys.argv[1:])
