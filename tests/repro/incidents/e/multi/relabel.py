#!/usr/bin/env python3
"""Writes the labels of all logs that are there again from cases_*.py, and says what is missing, too long or too big."""
import json, os, sys
sys.argv = ["x"]
import em_rig as r

for name, c in r.CASES.items():
    path = f"{r.LOGS}/{name}.log"
    if not os.path.exists(path):
        print("missing", name)
        continue
    data = open(path, "rb").read()
    text = data.decode("utf-16-le" if data[:2] == b"\xff\xfe" else "utf-8", errors="surrogateescape")
    lines = r.lines_of(text, c["decisive"])
    open(path[:-3] + "toml", "w").write(f"ids = {json.dumps(c['ids'])}\nroot = {json.dumps(c['root'])}\nlines = {lines}\nfrom = {json.dumps(c['source'], ensure_ascii=False)}\n")
    for bad in ("/" + "work/", "/tmp/", "/root/", "pypi", "npmjs", "pythonhosted", "localhost:"):
        if bad in text:
            print("holds", bad, name)
    if len(data) > 307200:
        print("big", name, len(data))
for f in os.listdir(r.LOGS):
    if f.rsplit(".", 1)[0] not in r.CASES:
        print("stray", f)
