"""Helpers: run in the namespace, wrap, label, write."""
import datetime, json, os, re, signal, subprocess, sys, threading, time
HERE = os.path.dirname(os.path.abspath(__file__))
LOGS = os.path.join(HERE, "../logs")
HOME = "/srv/orchard"
PW = "apple-tree"
URL = f"postgresql://orchard:{PW}@db:5432/orchard"
ABSENT = URL.replace("@db", "@postgres")  # an address where nothing listens
WRONG = URL.replace(PW, "old-tree")
DOUBLE = "redis://:local_pass@:local_pass@redis:6379/0"
REDIS = "redis://:local_pass@redis:6379/0"
NOREDIS = "redis://worker:6379/0"
ENV = {"PATH": f"{HOME}/venv/bin:{HOME}/node/node_modules/.bin:{os.path.dirname(os.path.realpath('/usr/bin/node'))}:/usr/lib/postgresql/15/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
       "HOME": "/home/app", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "USER": "app", "NODE_PATH": f"{HOME}/node/node_modules",
       "DATABASE_URL": URL, "REDIS_URL": REDIS, "TERM": "dumb", "CI": "1", "PM2_HOME": "/srv/orchard/.pm2", "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": "/srv/orchard/go"}
os.makedirs("/home/app", exist_ok=True)
NS = ["ip", "netns", "exec", "ib"]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")); sys.dont_write_bytecode = True
from make import cri, each_line, clock, github, gitlab, journald, json_file, powershell, fold, compose, lines_of, then


def run(cmd, cwd="app", timeout=120, **env):
    os.makedirs(f"{HOME}/{cwd}", exist_ok=True)
    p = subprocess.Popen(NS + ["bash", "-c", cmd], cwd=f"{HOME}/{cwd}", env={**ENV, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        out = p.communicate(timeout=timeout)[0]
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGTERM); time.sleep(1)
        try: os.killpg(p.pid, signal.SIGKILL)
        except ProcessLookupError: pass
        out = p.communicate()[0]
    return out


def file(path, text, mode=None):
    path = f"{HOME}/{path}"; os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f: f.write(text)
    if mode: os.chmod(path, mode)


def sql(*statements):
    out = run("psql -qX -v ON_ERROR_STOP=1 \"$DATABASE_URL\" " + " ".join("-c '" + s.replace("'", "'\\''") + "'" for s in statements))
    if out.strip(): print("sql:", out.decode()[:300])


def tai64n(data):  # real multilog stamps
    return subprocess.run(["tai64n"], input=data, stdout=subprocess.PIPE, check=True).stdout


def drone(step):
    def wrap(data):
        return b"".join(b"[%s:%d] %s\n" % (step.encode(), n, l) for n, l in enumerate(data.rstrip(b"\n").split(b"\n")))
    return wrap


def bitbucket(cmd):
    def wrap(data):
        return b"Images used:\n    build : docker.io/library/python:3.11\n+ umask 000\n+ " + cmd.encode() + b"\n" + data.rstrip(b"\n") + b"\n\nSearching for files matching artifact pattern .bitbucket/pipelines/generated/pipeline/pipes/**\n"
    return wrap


def teamcity(step):
    def wrap(data):
        t = clock(0.02)
        return b"".join(f"[{next(t):%H:%M:%S}]{'W' if b'rror' in l else ' '}:\t [Step 2/4: {step}] ".encode() + l + b"\n" for l in data.rstrip(b"\n").split(b"\n"))
    return wrap


def travis(cmd):
    def wrap(data):
        return b"travis_fold:start:script\r\x1b[0K$ " + cmd.encode() + b"\n" + data.rstrip(b"\n") + b"\n\x1b[31;1mThe command \"" + cmd.encode() + b"\" exited with 1.\x1b[0m\n\nDone. Your build exited with 1.\n"
    return wrap


def kube(pod, container):
    return each_line(lambda t: f"[pod/{pod}/{container}] ")


def gelf(host, container):
    def wrap(data):
        t = clock()
        return b"".join(json.dumps({"version": "1.1", "host": host, "short_message": l.decode(), "timestamp": round(next(t).timestamp(), 3), "level": 3, "_container_name": container}).encode() + b"\n" for l in data.rstrip(b"\n").split(b"\n") if l.strip())
    return wrap


def logfmt(app):
    def wrap(data):
        t = clock()
        return b"".join(f'ts={next(t):%Y-%m-%dT%H:%M:%S.%fZ} app={app} level=info msg={json.dumps(l.decode())}\n'.encode() for l in data.rstrip(b"\n").split(b"\n"))
    return wrap


class Stack:
    def __init__(self): self.lines, self.kids, self.lock = [], [], threading.Lock()
    def __enter__(self): return self
    def __exit__(self, *_): self.stop()

    def start(self, service, cmd, cwd="app", restarts=0, delay=0.6, **env):
        def keep():
            for n in range(restarts + 1):
                p = subprocess.Popen(NS + ["bash", "-c", cmd], cwd=f"{HOME}/{cwd}", env={**ENV, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
                self.kids.append(p)
                for l in p.stdout:
                    with self.lock: self.lines.append((time.time(), service, l.rstrip(b"\n")))
                rc = p.wait()
                if getattr(self, "stopping", False): return
                with self.lock: self.lines.append((time.time(), service, rc))
                if n < restarts: time.sleep(delay)
        os.makedirs(f"{HOME}/{cwd}", exist_ok=True)
        t = threading.Thread(target=keep, daemon=True); t.start(); return t

    def stop(self):
        self.stopping = True
        for sig in (signal.SIGTERM, signal.SIGKILL):
            for p in self.kids:
                if p.poll() is None:
                    try: os.killpg(p.pid, sig)
                    except ProcessLookupError: pass
            time.sleep(0.8)

    def out(self, style="v2", order=None):
        names = [s for _, s, _ in self.lines]; w = max(map(len, names)) + 2
        seq = self.lines
        if style in ("grouped", "grouped-t"):
            seq = [x for s in (order or sorted(set(names))) for x in self.lines if x[1] == s]
        got = []
        for t, s, l in seq:
            when = datetime.datetime.fromtimestamp(t, datetime.timezone.utc)
            if isinstance(l, int):
                if style == "v2": got.append(f"{s}-1 exited with code {l}".encode())
                elif style == "foreman": got.append(f"{when:%H:%M:%S} {s+'.1':<{w}} | exited with code {l}".encode())
                continue
            p = {"v2": f"{s+'-1':<{w}} | ", "grouped": f"{s+'-1':<{w}} | ", "grouped-t": f"{s+'-1':<{w}} | {when:%Y-%m-%dT%H:%M:%S.%f}118Z ", "t": f"{s+'-1':<{w}} | {when:%Y-%m-%dT%H:%M:%S.%f}118Z ",
                 "foreman": f"{when:%H:%M:%S} {s+'.1':<{w}} | ", "kube": f"[pod/{s}-7c9d5b8f4-x2k{len(s)}q/{s}] ", "swarm": f"orchard_{s}.1.k3v9{len(s)}x@node-1    | ", "journal": f"{when:%b %d %H:%M:%S} app-1 {s}[{1200+len(s)*7}]: ", "plain": ""}[style]
            got.append(p.encode() + l)
        return b"\n".join(got) + b"\n"


def save(name, ids, decisive, source, data, root=None):
    ids = ids.split() if isinstance(ids, str) else ids
    decisive = [decisive] if isinstance(decisive, str) else decisive
    try:
        text = data.decode("utf-16-le" if data[:2] == b"\xff\xfe" else "utf-8", errors="surrogateescape")
        decisive = [d if d in text.replace('\n', '').replace('\r', '') else d.replace('"', '\\"') for d in decisive]
        lines = lines_of(text, decisive)
    except Exception as e:
        print(f"FAILED {name}: {e}\n---\n{data.decode(errors='replace')[-1500:]}\n---"); return
    open(f"{LOGS}/{name}.log", "wb").write(data)
    open(f"{LOGS}/{name}.toml", "w").write(f"ids = {json.dumps(ids)}\nroot = {json.dumps(root or ids[0])}\nlines = {lines}\nfrom = {json.dumps(source)}\n")
    print(f"{name}: {len(data)} bytes, {text.count(chr(10))} lines, at {lines}: {[text.split(chr(10))[i-1][:130] for i in lines[:3]]}")
