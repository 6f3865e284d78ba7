#!/usr/bin/env bash
# Makes /srv/ga: Python 3.13 (PY313, copied), node_modules, the Go programs, then server.sh. Python 3.12 is that of batch e (/srv/quay). Needs root; Debian 12 with
# postgresql-15 redis-server iproute2 iptables make rake fish tini sqitch pgloader ansible libwww-perl libdbix-class-perl libdbd-pg-perl php-cli php-pgsql phpunit
# prometheus-postgres-exporter prometheus-redis-exporter golang-go golang-github-jmoiron-sqlx-dev golang-github-jackc-pgx-v4-dev golang-github-jinzhu-gorm-dev
# golang-github-rs-zerolog-dev golang-github-sirupsen-logrus-dev golang-github-stretchr-testify-dev golang-gopkg-redis.v5-dev; Terraform 1.4 or later; nodejs 20 and npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/ga
[ "${1:-}" != stop ] || exec "$here/server.sh" stop
mkdir -p $home/app $home/node $home/sql $home/go $home/perl $home/php $home/site $home/run /app
for d in app node sql go perl php site; do cp -r "$here/$d/." "$home/$d/"; done
[ -d $home/py313 ] || { cp -a "${PY313:-/opt/python3.13}" $home/py313; unshare -m bash -c "mount --bind $home/py313 /usr/local && python3.13 -m pip install -q -r $here/requirements-3.13.txt"; }
[ -d $home/node/node_modules ] || (cd $home/node && npm install --no-audit --no-fund --silent)
cd $home/go
export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$home/gocache
for p in catalog gateway members start cart; do go build -trimpath -o $p $p.go; done
go test -c -trimpath -o orders.test orders_test.go
"$here/server.sh"
