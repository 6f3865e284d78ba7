#!/bin/sh
# Access-log lines of a handler that answers 500 and says nothing: gin (Go), morgan's `dev` and `tiny` (Express).
# Needs: Debian's golang and golang-github-gin-gonic-gin-dev, node 20 with npm. Loopback only, ports 8091 and 8092.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >main.go <<'X'
package main

import "github.com/gin-gonic/gin"

func main() {
	gin.SetMode(gin.ReleaseMode)
	r := gin.Default()
	r.GET("/api/v1/projects", func(c *gin.Context) { c.Status(500) })
	r.Run("127.0.0.1:8091")
}
X
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$dir/cache" go build -o gin-api main.go
./gin-api & gin=$!
npm init -y >/dev/null
npm install --no-audit --no-fund --silent express@5 morgan@1 >/dev/null
cat >api.cjs <<'X'
const api = require('express')();
api.use(require('morgan')('dev'));
api.use(require('morgan')('tiny'));
api.get('/api/v1/projects', (request, answer) => answer.status(500).end());
api.listen(8092, '127.0.0.1');
X
node api.cjs & node=$!
sleep 2
curl -s http://127.0.0.1:8091/api/v1/projects http://127.0.0.1:8092/api/v1/projects || true
sleep 1
kill "$gin" "$node"
