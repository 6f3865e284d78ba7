#!/usr/bin/env bash
# Makes /srv/ha and starts its servers (server.sh). Needs root and Debian 12 with postgresql-15 redis-server iproute2 iptables busybox ruby ruby-activerecord ruby-pg nodejs 20;
# read only from other batches: Python 3.13 (/srv/ga/py313, batch g's setup.sh), Python 3.12 (/srv/quay/py312, batch e's; PY312=) and node_modules (/srv/ga/node/node_modules; MODULES=).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/ha
[ "${1:-}" != stop ] || exec "$here/server.sh" stop
mkdir -p $home/app $home/node/node_modules $home/ruby $home/sql $home/run /app
for d in app node ruby; do cp -r "$here/$d/." "$home/$d/"; done
"$here/server.sh"
