#!/bin/sh
# A refused login, token and a rate limit in more test runners and clients.
# Needs: node 20 with npm. Installs in a folder of its own: ava, uvu, tape, pactum, frisby, mocha. Loopback only.
set -eu
dir=$(mktemp -d); cd "$dir"
cat >srv.cjs <<'EOF'
require('http').createServer((q, r) => {
  const j = (c, b) => { r.writeHead(c, {'Content-Type': 'application/json'}); r.end(JSON.stringify(b)); };
  if (q.url.includes('/auth/login')) return j(401, {detail: 'Invalid credentials'});
  if (q.url.includes('/users/me')) return j(401, {detail: 'Could not validate credentials'});
  j(429, {error: 'Rate limit exceeded: 5 per 1 minute'});
}).listen(18455, '127.0.0.1');
EOF
node srv.cjs & pid=$!
trap 'kill $pid; rm -rf "$dir"' EXIT
npm init -y >/dev/null; npm i --no-audit --no-fund ava uvu tape pactum frisby mocha >/dev/null
body="const u='http://127.0.0.1:18455/api/v1'; const s=async (p,m='GET')=>(await fetch(u+p,{method:m})).status;"
{ echo "import test from 'ava'; $body"; for p in /auth/login /users/me /orders; do echo "test('$p', async t => t.is(await s('$p'), 200));"; done; } >api.test.mjs
npx ava api.test.mjs || true
{ echo "import {test} from 'uvu'; import * as assert from 'uvu/assert'; $body"; for p in /auth/login /users/me /orders; do echo "test('$p', async () => assert.is(await s('$p'), 200));"; done; echo 'test.run();'; } >uvu.mjs
node uvu.mjs || true
{ echo "import test from 'tape'; $body"; for p in /auth/login /users/me /orders; do echo "test('$p', async t => t.equal(await s('$p'), 200));"; done; } >tape.mjs
node tape.mjs || true
{ echo "const {spec}=require('pactum'), frisby=require('frisby'), u='http://127.0.0.1:18455/api/v1';"; for p in /auth/login /users/me /orders; do echo "it('$p', () => spec().get(u+'$p').expectStatus(200)); it('frisby $p', () => frisby.get(u+'$p').expect('status', 200));"; done; } >pactum.test.cjs
npx mocha pactum.test.cjs || true
