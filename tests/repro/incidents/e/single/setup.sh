#!/usr/bin/env bash
# Makes /srv/quay: Pythons 3.12 and 3.10 (PY312, PY310, copied), node modules, then server.sh. Needs root; Debian 12 with postgresql-15 redis-server php-cli
# php-pgsql php-illuminate-database iproute2 make zsh; nodejs 20 and npm. `setup.sh stop` ends the servers.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/quay
[ "${1:-}" != stop ] || exec "$here/server.sh" stop
mkdir -p $home/app $home/old $home/node $home/sql $home/run /app
cp -r "$here"/app/. $home/app/; cp -r "$here"/old/. $home/old/; cp -r "$here"/node/. $home/node/; cp -r "$here"/sql/. $home/sql/
for v in 3.12 3.10; do
    d=$home/py${v/./}
    p=PY${v/./}
    [ -d "$d" ] || { cp -a "${!p:-/opt/python$v}" "$d"; unshare -m bash -c "mount --bind $d /usr/local && python$v -m pip install -q -r $here/requirements-$v.txt"; }
done
# requirements-3.12.txt was installed in two steps: strawberry, kombu, graphql-core and libcst last
mkdir -p $home/py312/tools; printf '#!/bin/sh\nexec /usr/local/bin/python3.12 -m pipenv "$@"\n' >$home/py312/tools/pipenv; chmod +x $home/py312/tools/pipenv
[ -d $home/node/node_modules ] || (cd $home/node && npm install --no-audit --no-fund --silent --legacy-peer-deps)
"$here/server.sh"
