#!/bin/sh
# The logs of kb/http/*.md, kb/ratelimit/invalid-strategy.md and the limiter's part of kb/redis: see http-services.py.
# Installs PyPI fastapi, uvicorn, slowapi and redis into a venv; needs curl. Port 15510.
set -e
mkdir -p /srv/api
rm -rf /srv/api/.venv
python3 -m venv /srv/api/.venv
/srv/api/.venv/bin/pip -q install fastapi uvicorn slowapi redis
/srv/api/.venv/bin/python "$(dirname "$0")/http-services.py" /srv/api
