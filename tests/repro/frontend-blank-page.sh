#!/usr/bin/env bash
# A single page app that stays blank after a deploy: the browser holds an old index.html whose
# hashed files are gone, the server answers every unknown path with index.html, a lazily loaded
# route is missing, the API address was not set at build time, or the app was built for a subfolder.
#
# Needs: node 20 with npm, chromium (Debian package `chromium`), python3, curl, loopback.
# Installs from npm into $KB_REPRO_DIR/spa: vite webpack webpack-cli express puppeteer-core
# Env: KB_REPRO_DIR (default: a new temporary folder), KB_REPRO_PORT (default 8080), CHROMIUM.
# The examples in kb/frontend were captured with KB_REPRO_DIR=/srv/portal.
set -eu
dir=${KB_REPRO_DIR:-$(mktemp -d)}
port=${KB_REPRO_PORT:-8080}
chromium=$(command -v "${CHROMIUM:-chromium}")
mkdir -p "$dir/spa/src"
cd "$dir/spa"
[ -f package.json ] || npm init -y >/dev/null
[ -d node_modules/vite ] && [ -d node_modules/webpack ] && [ -d node_modules/puppeteer-core ] || npm install --silent vite webpack webpack-cli express puppeteer-core

cat > index.html <<'EOF'
<!doctype html><html><head><title>portal</title></head><body><div id="root"></div>
<script type="module" src="/src/main.js"></script></body></html>
EOF
cat > src/main.js <<'EOF'
const base = new URL(import.meta.env.VITE_API_URL || location.origin)
document.getElementById('root').textContent = 'portal ' + base.host
if (location.hash === '#report') import('./report.js').then(m => m.default())
EOF
echo "export default () => { document.title = 'report' }" > src/report.js
# A web server as many are configured: every path that is no file gets index.html.
cat > serve.cjs <<'EOF'
const express = require('express'), path = require('path')
const [, , root, port, fallback] = process.argv
const app = express()
app.use(express.static(root))
if (fallback === 'spa') app.use((q, r) => r.sendFile(path.resolve(root, 'index.html')))
app.listen(port, '127.0.0.1')
EOF
serve() { node serve.cjs "$1" "$port" "$2" & pid=$!; for _ in $(seq 50); do curl -s "http://localhost:$port/" >/dev/null && break; sleep 0.1; done; }
stop() { kill $pid; wait $pid 2>/dev/null || true; }
# Prints what the developer tools show in their console.
cat > browse.cjs <<'EOF'
const puppeteer = require('puppeteer-core')
;(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  page.on('console', m => console.log(m.text(), m.location().url || ''))
  page.on('pageerror', e => console.log('Uncaught', e.stack))
  await page.goto(process.argv[2]).catch(e => console.log(e.stack))
  await new Promise(r => setTimeout(r, 1500))
  await browser.close()
})()
EOF
browse() { CHROMIUM=$chromium timeout 60 node browse.cjs "$1"; }

npx vite build --logLevel error
rm -rf deployed && cp -r dist deployed

echo '## old index.html, unknown paths answered with index.html'
sed -i 's/index-[A-Za-z0-9_-]*\.js/index-B7hQk2xV.js/' deployed/index.html
serve deployed spa; browse "http://localhost:$port/"
curl -sI "http://localhost:$port/assets/index-B7hQk2xV.js"; stop

echo '## old index.html, unknown paths answered with 404'
serve deployed none; browse "http://localhost:$port/"; stop

echo '## the lazily loaded route is gone'
rm -rf deployed && cp -r dist deployed && rm deployed/assets/report-*.js
serve deployed none; browse "http://localhost:$port/#report"; stop
serve deployed spa; browse "http://localhost:$port/#report"; stop

echo '## built with an API address that is no URL'
VITE_API_URL=api.example.com npx vite build --logLevel error
serve dist spa; browse "http://localhost:$port/"; stop

echo '## built for / but served under /portal/'
npx vite build --logLevel error
rm -rf sub && mkdir sub && cp -r dist sub/portal
serve sub none; browse "http://localhost:$port/portal/"; stop

echo '## webpack: a chunk is gone'
mkdir -p wsrc && cat > wsrc/index.mjs <<'EOF'
import(/* webpackChunkName: "report" */ './report.mjs').then(m => m.default())
EOF
echo "export default () => { document.title = 'report' }" > wsrc/report.mjs
npx webpack --mode production --entry ./wsrc/index.mjs -o wdist --output-filename main.js --output-chunk-filename '[name].[contenthash:8].js' --output-public-path / >/dev/null
printf '<!doctype html><div id="root"></div><script src="/main.js"></script>' > wdist/index.html
rm -f wdist/report.*.js
serve wdist none; browse "http://localhost:$port/"; stop
serve wdist spa; browse "http://localhost:$port/"; stop

echo '## nginx: what its error log says of the missing file (when nginx is installed)'
if command -v nginx >/dev/null; then
  sed -i 's/index-[A-Za-z0-9_-]*\.js/index-B7hQk2xV.js/' deployed/index.html
  cat > nginx.conf <<EOF
daemon off; pid $dir/spa/nginx.pid; error_log stderr;
events {}
http { include /etc/nginx/mime.types; access_log /dev/stdout;
  server { listen 127.0.0.1:$port; root $dir/spa/deployed; } }
EOF
  nginx -c "$dir/spa/nginx.conf" & pid=$!
  sleep 1; browse "http://localhost:$port/"; stop
fi
