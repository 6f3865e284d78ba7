#!/bin/sh
# What clients and access logs say of a refused origin, a dead API, a redirect loop and a limit.
# Installs into a folder of its own (npm): express cors express-rate-limit morgan pino-http jsdom@20 newman.
# Needs node 20 and curl. Loopback only; ends what it started.
set -eu
dir=${1:-/srv/desk}
mkdir -p "$dir"
cd "$dir"
[ -d node_modules/express ] || npm install --silent --no-audit --no-fund \
  express cors express-rate-limit morgan pino-http jsdom@20 newman >/dev/null

cat >api.cjs <<'EOF'
const express = require('express'), cors = require('cors'), { rateLimit } = require('express-rate-limit')
const app = express()
app.use(process.argv[2] === 'pino' ? require('pino-http')() : require('morgan')('dev'))
app.get('/login', (req, res) => res.redirect('/login'))
app.get('/people', cors({ origin: 'https://app.example.org' }), (req, res) => res.json([]))
app.use(rateLimit({ windowMs: 60000, limit: 3, validate: false }))
app.post('/api/v1/plans', (req, res) => res.status(503).json({ error: 'busy' }))
app.get('/api/v1/auth/me', (req, res) => res.json({}))
app.listen(8640, '127.0.0.1')
EOF
cat >page.cjs <<'EOF'
const { JSDOM } = require('jsdom')
const page = new JSDOM('', { url: 'http://localhost:5173/', runScripts: 'outside-only' })
const call = new page.window.XMLHttpRequest()
call.open('GET', process.argv[2])
call.send()
setTimeout(() => process.exit(), 800)
EOF
echo '{"info":{"name":"portal","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"name":"home","request":{"method":"GET","url":"http://127.0.0.1:8640/login"}}]}' >portal.json

for logger in morgan pino; do
  node api.cjs "$logger" & api=$!
  sleep 2
  for try in 1 2 3 4; do curl -so /dev/null -X POST http://127.0.0.1:8640/api/v1/plans; done
  curl -so /dev/null http://127.0.0.1:8640/api/v1/auth/me
  if [ "$logger" = morgan ]; then
    node page.cjs http://127.0.0.1:8640/people || true   # Cross origin … forbidden
    npx newman run portal.json --color off || true       # stuck in a redirect loop
  fi
  sleep 1
  kill "$api"
  wait "$api" 2>/dev/null || true
done
node page.cjs http://127.0.0.1:8649/people || true       # nobody listens
