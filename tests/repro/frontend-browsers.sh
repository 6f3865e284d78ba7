#!/bin/sh
# What Chromium, Firefox and WebKit write to their consoles when calls of a page fail: examples of kb/cors/*.md, kb/frontend/*.md
# and kb/ratelimit/cascade-locks-frontend.md. What it needs stands in frontend-browsers.py; this installs what comes from npm and PyPI
# into APP (default /srv/portal/browsers). Ports 15741 to 15744 and 2828, loopback only.
: "${APP:=/srv/portal/browsers}"
here=$(dirname "$(readlink -f "$0")")
mkdir -p "$APP" && cd "$APP" || exit 1
[ -x .venv/bin/python ] || { python3 -m venv .venv && .venv/bin/pip -q install django; }
[ -d node_modules/webpack ] || npm install --silent --no-audit --no-fund puppeteer-core webpack@5 webpack-cli css-loader@6 mini-css-extract-plugin@2
PYTHON="$APP/.venv/bin/python" NODE_MODULES="$APP/node_modules" python3 "$here/frontend-browsers.py" "$APP"
