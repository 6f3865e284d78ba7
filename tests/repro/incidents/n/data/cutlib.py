#!/usr/bin/env python3
"""piece(): cuts whole lines out of the raw outputs in /srv/pieces-data/raw or, for those made by ../../l/data/raw.sh and ../../l/data/docker.sh, /srv/pieces-data/raw."""
import json, os, re, subprocess, sys

RAW = os.environ.get("RAW", "/srv/pieces-data/raw")
LOGS = os.environ.get("LOGS") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "../logs")
seen, used = {}, {}
R = dict(dup="postgres/duplicate-key", col="postgres/undefined-column", tab="postgres/undefined-table", var="postgres/psql-variable-in-dollar-quote", pw="postgres/password-authentication-failed",
         ref="postgres/connection-refused-at-start", srv="postgres/connection-to-server-failed", amb="sqlalchemy/ambiguous-foreign-keys", meta="sqlalchemy/reserved-attribute-metadata",
         ver="sqlalchemy/continuum-version-table-name", mod="sqlalchemy/continuum-mod-columns", up="alembic/upgrade-head-fails", nh="alembic/not-at-head", lost="alembic/cant-locate-revision",
         anf="python/alembic-not-found", name="python/name-error-module-not-whitelisted", rd="redis/url-double-password", rr="redis/connection-refused", h503="http/health-check-503",
         script="docker/script-not-mounted", copy="docker/copy-source-not-found", multi="docker/multistage-missing-packages", dvar="docker/compose-variable-not-set", port="docker/port-already-allocated",
         magic="docker/cached-layer-missing-dependency")


# near doubles of other pieces that show the decisive line just as openly: not written
DROP = set("""pgx-dial-refused limits-last-line-refused pgx-no-entry-database dbi-connect-failed-user illuminate-no-password-match yoyo-apply-tail celery-backend-database-tail alembic-translate-host-tail
hikari-relation-position pandas-cursor-undefined-table psql-errverbose-limit make-migrate-lost-error autogenerate-stamp-check-lost docker-start-listen-tcp compose-logs-timestamps nightly-docker-logs exec-compile-numpy
uvicorn-run-forecast-tail nose-upload-error-end legacy-star-excluded sequel-detail-people psql-did-not-find-x dumpdata-cursor-hold waiting-for-warehouse-db""".split())


def find(lines, want, begin=0):
    if isinstance(want, int):
        return want - 1 if want > 0 else len(lines) + want
    want, nth = want if isinstance(want, tuple) else (want, 1)
    for i in range(begin, len(lines)):
        if re.search(want, lines[i]):
            nth -= 1
            if not nth:
                return i
    raise SystemExit(f"no {want!r}")


def piece(name, raw, start, end, ids, decisive, source, fold=None):
    if name in DROP:
        return
    data = open(f"{RAW}/{raw}.txt" if "cut1" not in sys.argv[0] else f"/srv/pieces-data/raw/{raw}.txt", encoding="utf-8", errors="surrogateescape", newline="").read()
    if fold:
        data = subprocess.run(["fold", "-w", str(fold)], input=data, text=True, stdout=subprocess.PIPE).stdout
    lines = data.rstrip("\n").split("\n")
    a = find(lines, start)
    b = a + int(end[1:]) - 1 if isinstance(end, str) and end.startswith("+") else find(lines, end, a)
    assert 0 <= a <= b < len(lines) and b - a < 42, (name, a, b, len(lines))
    assert name not in seen, name
    for x, y, other in used.get(raw, []) if not fold else []:
        assert b < x or a > y, f"{name} overlaps {other}"
    used.setdefault(raw, []).append((a, b, name))
    cut = lines[a:b + 1]
    hits = []
    for want in decisive if isinstance(decisive, list) else [decisive]:
        hits.append(next((i + 1 for i, line in enumerate(cut) if re.search(want, line)), None))
        assert hits[-1], (name, want, cut)
    seen[name] = ids
    bad = re.search(r"/work/|/tmp/|/root/", "\n".join(cut)); assert not bad, (name, bad)
    with open(f"{LOGS}/{name}.log", "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write("\n".join(cut) + "\n")
    names = [R[i] for i in ids.split()]
    with open(f"{LOGS}/{name}.toml", "w") as file:
        file.write(f"ids = {json.dumps(names)}\nroot = {json.dumps(names[0])}\nlines = {sorted(set(hits))}\nfrom = {json.dumps(source, ensure_ascii=False)}\n")


