#!/bin/sh
# The logs of kb/redis/*.md: clients against a Redis with a password, with a wrong URL, and against nobody.
# Needs: Debian packages redis-server php-cli php-redis ruby-redis golang golang-gopkg-redis.v5-dev; node. PYTHON names a python with the
# PyPI packages redis, celery and limits; NODE_MODULES a folder with the npm packages redis and ioredis.
# Ports 15520 (Redis), 15521 (nobody), 15522 (Redis without a password); nobody may listen on 6379.
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}"
work=$(mktemp -d)
redis-server --port 15520 --requirepass secret-1 --dir "$work" --save '' >/dev/null &
server=$!
redis-server --port 15522 --dir "$work" --save '' >/dev/null &
open=$!
trap 'kill $server $open; rm -rf "$work"' EXIT
mkdir -p /srv/api && cd /srv/api || exit 1
ln -sfn "$NODE_MODULES" node_modules
sleep 1
py() { "$PYTHON" - "$@" 2>&1; }
ping='import sys, redis
redis.Redis.from_url(sys.argv[1]).ping()'
echo "== double password: python"; py redis://:secret-1@:secret-1@localhost:15520/0 <<P
$ping
P
echo "== double password, asyncio"; py redis://:secret-1@:secret-1@localhost:15520/0 <<'P'
import asyncio, sys
import redis.asyncio as redis
asyncio.run(redis.from_url(sys.argv[1]).ping())
P
echo "== double password: limits"; py redis://:secret-1@:secret-1@localhost:15520/0 <<'P'
import sys
from limits import parse, storage, strategies
s = storage.storage_from_string(sys.argv[1])
strategies.FixedWindowRateLimiter(s).hit(parse("3/minute"), "me")
P
echo "== double password: celery"; cat >tasks.py <<'P'
from celery import Celery
app = Celery("tasks", broker="redis://:secret-1@:secret-1@localhost:15520/0")
P
timeout 8 "$PYTHON" -m celery -A tasks worker -c 1 -P solo 2>&1 | tail -n 12
echo "== double password: node redis"; timeout 8 node -e 'const {createClient} = require("redis"); const c = createClient({url: "redis://:secret-1@:secret-1@localhost:15520/0"}); c.on("error", e => { console.error(e); process.exit(1) }); c.connect()' 2>&1 | head -n 20
echo "== double password: ioredis"; timeout 8 node -e 'const R = require("ioredis"); new R("redis://:secret-1@:secret-1@localhost:15520/0").on("error", e => { console.error(e); process.exit(1) })' 2>&1 | head -n 20
echo "== double password: redis-cli"; redis-cli -u redis://:secret-1@:secret-1@localhost:15520/0 ping 2>&1
echo "== wrong password: python"; py redis://:wrong@localhost:15520/0 <<P
$ping
P
echo "== no password: python"; py redis://localhost:15520/0 <<P
$ping
P
echo "== refused: python"; py redis://localhost:15521/0 <<P
$ping
P
echo "== refused: asyncio"; py redis://localhost:15521/0 <<'P'
import asyncio, sys
import redis.asyncio as redis
asyncio.run(redis.from_url(sys.argv[1]).ping())
P
echo "== host unknown: python"; py redis://redis:6379/0 <<P
$ping
P
echo "== refused: celery"; sed -i 's#redis://.*"#redis://localhost:15521/0"#' tasks.py
timeout 8 "$PYTHON" -m celery -A tasks worker -c 1 -P solo 2>&1 | tail -n 5
echo "== refused: node redis"; timeout 8 node -e 'const {createClient} = require("redis"); const c = createClient({url: "redis://localhost:15521"}); c.on("error", e => { console.error("Redis Client Error", e); process.exit(1) }); c.connect()' 2>&1 | head -n 30
echo "== refused: ioredis"; timeout 8 node -e 'const R = require("ioredis"); const c = new R(15521); setTimeout(() => process.exit(1), 900)' 2>&1 | head -n 20
echo "== refused: php"; php -r '$r = new Redis(); $r->connect("127.0.0.1", 15521);' 2>&1
echo "== refused: ruby"; ruby -e 'require "redis"; Redis.new(port: 15521).ping' 2>&1 | tail -n 4
echo "== refused: redis-cli"; redis-cli -p 15521 ping 2>&1
echo "== near miss: loading"; py <<'P'
import socket
try:
    socket.create_connection(("127.0.0.1", 15521))
except OSError as e:
    raise
P
echo "== double password, other URLs: ruby"
for url in rediss://:secret-1@:secret-1@localhost:15520/0 redis://app:secret-1@app:secret-1@localhost:15520/0 rediss://app:secret-1@app:secret-1@localhost:15520/0; do
    ruby -e 'require "redis"; Redis.new(url: ARGV[0]).ping' "$url" 2>&1 | head -n 3
done
echo "== no password: ruby, php"
ruby -e 'require "redis"; Redis.new(port: 15520).ping' 2>&1 | head -n 1
php -r '$r = new Redis(); $r->connect("127.0.0.1", 15520); $r->get("a");' 2>&1 | head -n 3
echo "== a password that is not wanted: redis-cli"; redis-cli -p 15522 -a secret-1 ping 2>&1
echo "== refused on the usual port: node redis"; timeout 8 node -e 'require("redis").createClient().connect()' 2>&1 | head -n 8
echo "== refused on the usual port: ruby, with what caused it"
ruby -e 'require "redis"; begin; Redis.new(host: "127.0.0.1").ping; rescue => error; puts error.full_message(highlight: false); end' 2>&1
echo "== refused on the usual port: go"
cat >ping.go <<'G'
package main

import (
	"log"

	"gopkg.in/redis.v5"
)

func main() {
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:6379"})
	if err := client.Ping().Err(); err != nil {
		log.Fatal(err)
	}
}
G
GO111MODULE=off GOPATH=/usr/share/gocode go run ping.go 2>&1
echo "== refused: celery sends a task"; py <<'P'
from celery import Celery
app = Celery("tasks", broker="redis://localhost:15521/0")

@app.task
def report():
    pass

report.apply_async(retry=False)
P
