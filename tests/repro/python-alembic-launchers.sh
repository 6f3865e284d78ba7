#!/bin/sh
# How programs that start `alembic` say that it is not there: examples of kb/python/alembic-not-found.md.
# Needs: Debian packages make, coreutils, fish, zsh, supervisor, crun, runc, busybox. UV names the program of the PyPI package uv (0.5.0 and
# 0.13.8 word it differently), POETRY that of poetry (left out where it is not there). crun needs root. Runs in /srv/app, or where APP says.
: "${UV:=uv}" "${POETRY:=poetry}" "${APP:=/srv/app}"
mkdir -p "$APP" && cd "$APP" || exit 1
printf 'migrate:\n\talembic upgrade head\n' >Makefile
echo "== make"; make migrate 2>&1
echo "== env"; env alembic upgrade head 2>&1
echo "== timeout"; timeout 5 alembic upgrade head 2>&1
echo "== nohup"; nohup alembic upgrade head 2>&1 </dev/null | cat
echo "== xargs"; echo head | xargs alembic upgrade 2>&1
echo "== zsh"; zsh -fc 'alembic upgrade head' 2>&1
echo "== zsh, a script"; printf 'echo migrating\nalembic upgrade head\n' >migrate.zsh; zsh -f migrate.zsh 2>&1
echo "== fish"; fish --no-config -c 'alembic upgrade head' 2>&1
echo "== python -m"; /usr/bin/python3 -m alembic upgrade head 2>&1
echo "== uv"
without=$(mktemp -d) # uv looks for .venv in the folders above
(cd "$without" && VIRTUAL_ENV= "$UV" run --offline --no-project alembic upgrade head 2>&1)
rmdir "$without"
if command -v "$POETRY" >/dev/null; then
    echo "== poetry"
    mkdir -p with-poetry
    printf '[tool.poetry]\nname = "app"\nversion = "1"\ndescription = ""\nauthors = []\npackage-mode = false\n[tool.poetry.dependencies]\npython = "^3.9"\n' \
        >with-poetry/pyproject.toml
    (cd with-poetry && "$POETRY" run alembic upgrade head 2>&1)
fi
echo "== crun"
mkdir -p bundle/rootfs/bin && cp /bin/busybox bundle/rootfs/bin/sh
(cd bundle && rm -f config.json && runc spec && sed -i 's/"terminal": true/"terminal": false/; s/"sh"$/"alembic", "upgrade", "head"/; s/"sh"/"alembic", "upgrade", "head"/' config.json)
unshare -mC sh -c 'umount -R /sys/fs/cgroup 2>/dev/null; mount -t cgroup2 none /sys/fs/cgroup; crun --cgroup-manager=disabled run -b bundle launchers' 2>&1
echo "== supervisor"
cat >supervisord.conf <<'C'
[supervisord]
nodaemon = true
logfile = /dev/null
pidfile = /srv/app/supervisord.pid
user = root
[program:migrate]
command = alembic upgrade head
C
timeout 4 supervisord -c supervisord.conf 2>&1
