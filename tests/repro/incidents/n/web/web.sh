cd /app/heron/web
T=$(cd ../node; node mint.mjs -20)
node node_modules/vite/bin/vite.js > $R/vite.log 2>&1 &
run() { (cd ../node; env "$@" node exp.mjs > $R/web.$NAME.log 2>&1 & echo $! > /tmp/pieces-web/exp.pid); up localhost:3001/health; }
look() { timeout 40 node look.mjs "$@"; }
up localhost:5173/
NAME=origin; run ORIGIN=https://heron.example; look "http://localhost:5173/query?retry=2" 4000 > $R/web.origin.query 2>&1; look "http://localhost:5173/swr" 2500 > $R/web.origin.swr 2>&1; look "http://localhost:5173/ofetch?token=$T" 2000 > $R/web.origin.ofetch 2>&1; kill $(cat /tmp/pieces-web/exp.pid)
look "http://localhost:5173/query?retry=3" 3000 > $R/web.net.query 2>&1; look "http://localhost:5173/ofetch" 2000 > $R/web.net.ofetch 2>&1; look "http://localhost:5173/apollo" 2000 > $R/web.net.apollo 2>&1
NAME=crash; run ORIGIN=http://localhost:5173; look "http://localhost:5173/query?path=/api/shelves" 2000 > $R/web.crash.query 2>&1; look "http://localhost:5173/dashboard" 1500 > $R/web.loop.dash 2>&1;  look "http://localhost:5173/a" 3000 > $R/web.loop.nav 2>&1; kill $(cat /tmp/pieces-web/exp.pid)
