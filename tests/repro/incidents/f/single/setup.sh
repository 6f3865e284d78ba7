#!/usr/bin/env bash
# Makes /srv/kiln: Python 3.13 (PY313, copied), then server.sh. Pythons 3.12 and 3.10 and the older node_modules are those of batch e (its setup.sh; /srv/quay).
# Needs root; Debian 12 with postgresql-15 redis-server php-cli php-pgsql php-illuminate-database iproute2 make; nodejs 20 and npm. `setup.sh stop` ends the servers.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/kiln
[ "${1:-}" != stop ] || exec "$here/server.sh" stop
mkdir -p $home/app $home/node $home/node2 $home/e2e $home/sql $home/run /app
cp -r "$here"/app/. $home/app/; cp -r "$here"/node/. $home/node/; cp -r "$here"/node2/. $home/node2/; cp -r "$here"/sql/. $home/sql/; cp -r "$here"/e2e/. $home/e2e/; mkdir -p $home/node/node_modules
[ -d $home/py313 ] || { cp -a "${PY313:-/opt/python3.13}" $home/py313; unshare -m bash -c "mount --bind $home/py313 /usr/local && python3.13 -m pip install -q -r $here/requirements-3.13.txt"; }
[ -d $home/node2/node_modules ] || (cd $home/node2 && npm install --no-audit --no-fund --silent bull@4 jest@29 pg@8 redis@5)
[ -d $home/e2e/node_modules ] || (cd $home/e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --no-audit --no-fund --silent)
"$here/server.sh"
