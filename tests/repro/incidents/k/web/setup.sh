#!/bin/sh
# What the scripts beside this need: /app/tern with a venv and node_modules, and Debian's nginx, haproxy, redis-server, ruby-sinatra, puma,
# ruby-rack-cors, ruby-rack-attack, ruby-jwt, golang-go, golang-github-rs-cors-dev, golang-github-golang-jwt-jwt-dev, php-cli, chromium,
# firefox-esr, apache2-utils, siege, hey, wait-for-it, ansible, sqlite3, docker.io; Python 3.11, Node 20.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p /app/tern /tmp/pieces-web/raw
cp -r "$here/app/." /app/tern/
cd /app/tern
python3.11 -m venv .venv
.venv/bin/pip install -q -r requirements.txt
cd web && npm install --no-audit --no-fund
ln -sfn ../web/node_modules ../node/node_modules
ln -sfn ../web/node_modules ../gate/node_modules
