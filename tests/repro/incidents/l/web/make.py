#!/usr/bin/env python3
"""Cuts the pieces of this batch out of what one.sh … six.sh wrote to RAW.

    ./setup.sh                                   # once: /app/birch with its venv and node_modules
    for s in one one2 two two2 three four five; do ./ns.sh $PWD/$s.sh; done; ./six.sh
    ./make.py OUT/logs

A piece is one or more ranges of whole lines: (raw file, first, last); first and last are line numbers (negative from the end) or patterns.
"""
import datetime
import os
import re
import subprocess
import sys

RAW = "/tmp/pieces-web/raw"
OUT = sys.argv[1]
PIECES = []


def piece(name, cuts, ids, decisive, made, wrap=None, root=None):
    PIECES.append((name, cuts if isinstance(cuts, list) else [cuts], ids.split(), root, [decisive] if isinstance(decisive, str) else decisive, made, wrap))


def lines_of(cut):
    name, first, last = cut
    lines = open(f"{RAW}/{name}", "rb").read().replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")

    def index(where, after=0):
        if isinstance(where, int):
            return where - 1 if where > 0 else len(lines) + where
        for n in range(after, len(lines)):
            if re.search(where.encode(), lines[n]):
                return n
        raise LookupError(f"{name}: no {where}")
    a = index(first)
    b = a if last == "=" else index(last, a + 1)
    return lines[a:b + 1]


def each(prefix, step=0.0173):
    def wrap(data):
        now = datetime.datetime.now(datetime.timezone.utc)
        out = b""
        for line in data.rstrip(b"\n").split(b"\n"):
            out += prefix(now).encode() + line + b"\n"
            now += datetime.timedelta(seconds=step)
        return out
    return wrap


compose = lambda name: each(lambda t: f"{name} | ")
journald = lambda unit, pid: each(lambda t: f"{t:%b %d %H:%M:%S} app-1 {unit}[{pid}]: ")
cri = each(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}217Z stderr F ")
gha = each(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}4Z ")
quoted = each(lambda t: "> ")
fold = lambda width: lambda data: subprocess.run(["fold", "-w", str(width)], input=data, stdout=subprocess.PIPE, check=True).stdout
utf16 = lambda data: b"\xff\xfe" + data.replace(b"\n", b"\r\n").decode().encode("utf-16-le")

exec(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pieces.py")).read())

os.makedirs(OUT, exist_ok=True)
bad = 0
for name, cuts, ids, root, decisive, made, wrap in PIECES:
    try:
        data = b"".join(line + b"\n" for cut in cuts for line in lines_of(cut))
    except (LookupError, OSError) as e:
        print("CUT", name, e); bad += 1
        continue
    shown = wrap(data) if wrap else data
    text = shown.decode("utf-16") if shown[:2] == b"\xff\xfe" else shown.decode(errors="replace")
    rows = text.split("\n")
    lines = []
    for pattern in decisive:
        if isinstance(pattern, int):  # the other lines over which a wrap spreads the text
            lines.append(pattern)
            continue
        hits = [n for n, row in enumerate(rows, 1) if re.search(pattern, re.sub(r"^(> |\S+ \| |.*?stderr F |\S+Z )", "", row)) or re.search(pattern, row)]
        if not hits:
            print("NO DECISIVE", name, pattern); bad += 1
        else:
            lines.append(hits[0])
    for hidden in ("/root/", "/tmp/", "/work/"):
        if hidden in text:
            print("PATH", name, hidden); bad += 1
    if len(rows) > 42:
        print("LONG", name, len(rows)); bad += 1
    open(f"{OUT}/{name}.log", "wb").write(shown)
    quote = lambda s: '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'
    open(f"{OUT}/{name}.toml", "w").write(f"ids = [{', '.join(map(quote, ids))}]\nroot = {quote(root or ids[0])}\nlines = {sorted(set(lines))}\nfrom = {quote(made)}\n")
print(len(PIECES), "pieces", bad, "complaints", len({p[0] for p in PIECES}))
