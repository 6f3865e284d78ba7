#!/bin/bash
# ns.sh SCRIPT…: runs a bash script in a network namespace of its own (loopback only), processes started in it end with it.
exec unshare -n --pid --fork --mount-proc --kill-child bash -c 'ip link set lo up; export PATH=/app/tern/.venv/bin:/app/tern/web/node_modules/.bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin HOME=/app/tern LANG=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 NO_UPDATE_NOTIFIER=1; cd /app/tern; source "$0"' "$@"
