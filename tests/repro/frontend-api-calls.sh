#!/usr/bin/env bash
# A browser app whose API calls fail: backend down, container name in the browser, timeout, API address
# without its path, a proxy without its backend, and a 401 handler that redirects for ever.
#
# Needs: node 20 with npm, chromium (Debian package `chromium`), python3 with venv, curl, loopback; nginx for one part.
# Installs into $KB_REPRO_DIR: from npm vite axios react react-dom puppeteer-core express; from PyPI fastapi uvicorn.
# Env: KB_REPRO_DIR (default: a new temporary folder), KB_REPRO_PORT (five ports from it on, default 8000), CHROMIUM.
# The examples in kb/frontend were captured with KB_REPRO_DIR=/srv/portal.
set -eu
dir=${KB_REPRO_DIR:-$(mktemp -d)}
api=${KB_REPRO_PORT:-8000}
web=$((api + 1))
closed=$((api + 2))
chromium=$(command -v "${CHROMIUM:-chromium}")
mkdir -p "$dir/calls"
cd "$dir"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip -q --disable-pip-version-check install fastapi uvicorn
cd calls
[ -f package.json ] || npm init -y >/dev/null
[ -d node_modules/react-dom ] || npm install --silent vite axios react react-dom puppeteer-core express

cat > api.py <<'EOF'
import asyncio
from fastapi import FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])

@app.post("/api/v1/auth/login")
def login():
    return {"access_token": "x"}

@app.get("/api/v1/auth/me")
def me():
    raise HTTPException(401, "Not authenticated")

@app.get("/api/v1/slow")
async def slow():
    await asyncio.sleep(20)
EOF
cat > index.html <<'EOF'
<!doctype html><html><head><title>portal</title></head><body><div id="root"></div>
<script type="module" src="/main.js"></script></body></html>
EOF
cat > main.js <<'EOF'
import axios from 'axios'
import { createElement as h, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const api = axios.create({ baseURL: import.meta.env.VITE_API_URL, timeout: 3000 })
const cases = {
  me: () => api.get('/auth/me'),
  fetch: () => fetch(import.meta.env.VITE_API_URL + '/auth/me').then(r => r.json()),
  slow: () => api.get('/slow'),
  login: () => api.post('/auth/login', { username: 'admin' }),
  joined: () => axios.post(`${import.meta.env.VITE_API_URL}/auth/login`, { username: 'admin' }),
}
const name = location.search.slice(1)
if (cases[name]) cases[name]()
else {
  // The mistake: every 401 goes to /login, also on /login.
  api.interceptors.response.use(r => r, e => {
    if (e.response?.status === 401) window.location.href = '/login'
    return Promise.reject(e)
  })
  const Auth = () => {
    const [state, set] = useState({ isAuthenticated: false, isLoading: true })
    console.log('[AuthContext] render', state)
    useEffect(() => { api.get('/auth/me').catch(() => set({ isAuthenticated: false, isLoading: false })) }, [])
    return null
  }
  createRoot(document.getElementById('root')).render(h(Auth))
}
EOF
cat > browse.cjs <<'EOF'
const puppeteer = require('puppeteer-core')
;(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  let lines = 0
  const say = (...a) => { if (lines++ < 60) console.log(...a) }
  page.on('console', async m => {
    const values = await Promise.all(m.args().map(a => a.evaluate(v => typeof v === 'object' ? '{' + Object.entries(v).map(([k, x]) => k + ': ' + x).join(', ') + '}' : String(v)).catch(() => '')))
    say(values.length ? values.join(' ') : m.text(), m.location().url || '')
  })
  page.on('pageerror', e => say('Uncaught', e.stack))
  await page.goto(process.argv[2]).catch(e => console.log(e.stack))
  await new Promise(r => setTimeout(r, Number(process.argv[3] || 1500)))
  await browser.close().catch(() => {})
})()
EOF
cat > serve.cjs <<'EOF'
const express = require('express'), path = require('path')
const app = express()
app.use(express.static('dist'))
app.use((q, r, next) => q.method === 'GET' ? r.sendFile(path.resolve('dist', 'index.html')) : next())
app.listen(process.argv[2], '127.0.0.1')
EOF
browse() { CHROMIUM=$chromium timeout 60 node browse.cjs "http://localhost:$web/$1" "${2:-1500}" || true; }
up() { for _ in $(seq 60); do curl -s -o /dev/null "http://localhost:$1/" && return; sleep 0.2; done; return 1; }
pids=
trap 'kill $pids 2>/dev/null || true' EXIT
build() { VITE_API_URL=$1 npx vite build --logLevel error; }

node serve.cjs "$web" & pids="$pids $!"
mkdir -p dist; up "$web"

echo '## backend down'
build "http://localhost:$closed/api/v1"; browse '?me'; browse '?fetch'
echo '## the container name in the browser'
build "http://backend:8000/api/v1"; browse '?me'; browse '?fetch'

echo '## backend up'
"$dir/.venv/bin/uvicorn" api:app --port "$api" & pids="$pids $!"
up "$api"
build "http://localhost:$api/api/v1"
echo '## timeout'; browse '?slow' 5000
echo '## API address without /api/v1'
build "http://localhost:$api"; browse '?login'; browse '?fetch'
echo '## empty API address: the page answers instead of the API'
build ""; browse '?fetch'; browse '?login'
echo '## the variable was not there at build time'
npx vite build --logLevel error; browse '?joined'
echo '## 401 redirects to /login, on /login too'
build "http://localhost:$api/api/v1"; browse 'login' 1500

echo '## vite dev server, proxy target down'
cat > vite.config.mjs <<EOF
export default { server: { port: $((api + 3)), strictPort: true, proxy: { '/api': 'http://localhost:$closed', '/v2': 'http://backend:8000' } } }
EOF
node node_modules/vite/bin/vite.js --clearScreen false & vite=$!; pids="$pids $vite"
up $((api + 3))
curl -si "http://localhost:$((api + 3))/api/v1/auth/me"; echo
curl -si "http://localhost:$((api + 3))/v2/auth/me"; echo
kill $vite; wait $vite 2>/dev/null || true
rm vite.config.mjs

if command -v nginx >/dev/null; then
  echo '## nginx: backend down, backend slow'
  cat > nginx.conf <<EOF
daemon off; pid $dir/calls/nginx.pid; error_log stderr;
events {}
http { access_log /dev/stdout;
  server { listen 127.0.0.1:$((api + 4));
    location /api/ { proxy_pass http://127.0.0.1:$closed; }
    location /slow/ { proxy_pass http://127.0.0.1:$api/api/v1/slow; proxy_read_timeout 2s; } } }
EOF
  nginx -c "$dir/calls/nginx.conf" & pids="$pids $!"
  sleep 1
  curl -si "http://localhost:$((api + 4))/api/v1/auth/me"; curl -si "http://localhost:$((api + 4))/slow/"
  sed "s#127.0.0.1:$closed#backend:8000#" nginx.conf > nginx-name.conf
  nginx -t -c "$dir/calls/nginx-name.conf" || true
fi
