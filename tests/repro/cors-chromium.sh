#!/bin/sh
# The logs of kb/cors/*.md: real Chromium console lines.
# Installs: PyPI fastapi, uvicorn (in a venv); needs the Debian package chromium. Ports 15500, 15501.
set -e
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install fastapi uvicorn
"$work/venv/bin/python" "$(dirname "$0")/cors-chromium.py" /srv/cors
