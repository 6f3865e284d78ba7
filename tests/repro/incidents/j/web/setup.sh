#!/usr/bin/env bash
# Makes /srv/linden for cases_*.py: a venv of Debian's Python 3.11, node modules, the network namespace `linden`, a Docker daemon (20.10) in it with
# compose 2.40 and small local images (dockup.sh, which takes the file systems of /srv/kestrel: incidents/i/web/setup.sh first). Then: python3 cases_docker.py
# [NAME…], cases_py.py, cases_web.py. lib.py is incidents/i/web/lib.py with another home; no_libmagic.sh hides libmagic.
# Needs root; Debian's docker.io chromium busybox make; docker CLI 28.2; node 20 and npm. `setup.sh stop` ends the daemon and the namespace.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ "${1:-}" = stop ]; then
    [ ! -s /srv/linden/docker/pid ] || kill "$(cat /srv/linden/docker/pid)"
    sleep 3
    ip netns delete linden; rm -rf /etc/netns/linden
    exit
fi
mkdir -p /srv/linden/{app,node,web,run} && cd /srv/linden
[ -x venv/bin/python ] || { /usr/bin/python3.11 -m venv venv && venv/bin/pip install -q 'fastapi[standard]' uvicorn gunicorn httpx requests flask flask-cors flask-limiter 'django==5.2.*' djangorestframework django-cors-headers python-magic celery pydantic-settings 'python-jose[cryptography]' pytest playwright pytest-playwright sqlmodel alembic hypercorn python-multipart; }
[ -d node/node_modules ] || (cd node && echo '{"name":"linden","private":true,"version":"2.1.0","type":"commonjs"}' >package.json &&
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-audit --no-fund --legacy-peer-deps express@5 cors axios vitest jest supertest puppeteer-core @playwright/test express-rate-limit pm2 ts-node typescript koa morgan newman @nestjs/core @nestjs/common reflect-metadata rxjs react react-dom vite)
cp "$here/no_libmagic.sh" /srv/linden/; chmod +x /srv/linden/no_libmagic.sh
bash "$here/dockup.sh"
