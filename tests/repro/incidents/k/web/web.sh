R=/tmp/pieces-web/raw
up() { for _ in $(seq 150); do curl -s -o /dev/null "$1" && return; sleep .1; done; echo "NOT UP $1" >&2; }
stop() { kill $(jobs -p); wait; } 2>/dev/null
page() { (cd web; exec vite) >/tmp/pieces-web/vite.out 2>&1 & up localhost:5173/; curl -s localhost:5173/src/main.jsx >/dev/null; sleep 1; }
look() { (cd web; timeout 40 node console.mjs); }
spec() { (cd web; timeout 60 playwright test "$@"); }
(cd web; VITE_X=1 timeout 8 vite >/dev/null 2>&1 & sleep 2; curl -s localhost:5173/ >/dev/null; curl -s localhost:5173/src/main.jsx >/dev/null; timeout 20 node console.mjs >/dev/null 2>&1; wait)
cd /app/tern
# A: origin not allowed
export VITE_API_URL=http://localhost:8000 VITE_MODE=fetch
cd api; ORIGINS=http://localhost:3000,https://tern.example uvicorn app.main:app --port 8000 > $R/origin.server 2>&1 & cd ..; up localhost:8000/docs
VITE_WAY=/api/v1/harbours page; NET=1 look > $R/origin.console 2>&1; NET=1 BROWSER=firefox look > $R/origin.firefox 2>&1
spec list > $R/origin.pw 2>&1
kill %2; sleep .5; VITE_BEARER=e30.e30.e30 VITE_WAY=/api/v1/harbours page; NET=1 look > $R/origin.preflight 2>&1
curl -s -i -X OPTIONS localhost:8000/api/v1/harbours -H 'Origin: http://localhost:5173' -H 'Access-Control-Request-Method: GET' -H 'Access-Control-Request-Headers: authorization' > $R/origin.curl
stop
flask --app gate/flask_cors_app.py run -p 8000 > $R/origin.flask 2>&1 & up localhost:8000/; page; NET=1 look > $R/origin.flaskconsole 2>&1; stop
(cd go; GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=/tmp/pieces-web/gocache go build -o /tmp/pieces-web/corsapp corsapp.go); /tmp/pieces-web/corsapp > $R/origin.go 2>&1 & up localhost:8000/; VITE_BEARER=x page; NET=1 look > $R/origin.goconsole 2>&1; stop
CORSFN=1 node gate/api_auth.mjs > $R/origin.express 2>&1 & up localhost:8000/; page; NET=1 look > $R/origin.expressconsole 2>&1; stop
rackup -q -p 8000 -s puma rb/cors.ru > $R/origin.rack 2>&1 & up localhost:8000/; page; look > $R/origin.rackconsole 2>&1
curl -s -i localhost:8000/api/v1/sailings -H 'Origin: http://localhost:5173' > $R/origin.rackcurl; stop
# B: crash masked
cd api; ORIGINS=http://localhost:5173 uvicorn app.main:app --port 8000 > $R/crash.server 2>&1 & cd ..; up localhost:8000/docs
VITE_WAY=/api/v1/quotes/oban-mull page; NET=1 look > $R/crash.console 2>&1
{ for way in harbours quotes/oban-mull; do curl -s -i localhost:8000/api/v1/$way -H 'Origin: http://localhost:5173'; echo; echo; done; } > $R/crash.curl
kill %2; sleep .5; VITE_MODE=axios VITE_WAY=/api/v1/quotes/oban-mull page; look > $R/crash.axios 2>&1; stop
cd dj; DJ_CORS=http://localhost:5173 python site1.py runserver --noreload 8000 > $R/crash.dj 2>&1 & cd ..; up localhost:8000/x
VITE_WAY='/api/sailings' page; look > $R/redirect.djconsole 2>&1; stop; cp $R/crash.dj $R/redirect.dj
# C: redirect
cd api; ORIGINS=http://localhost:5173 REDIRECT=1 uvicorn app.main:app --port 8000 > $R/redirect.server 2>&1 & cd ..; up localhost:8000/docs
VITE_WAY=/api/harbours page; NET=1 look > $R/redirect.console 2>&1; kill %2; sleep .5; VITE_BEARER=x VITE_WAY=/api/sailings page; NET=1 look > $R/redirect.preflight 2>&1
curl -s -i -L localhost:8000/api/harbours -H 'Origin: http://localhost:5173' > $R/redirect.curl; NET=1 BROWSER=firefox look > $R/redirect.firefox 2>&1; stop
# D: network
VITE_MODE=axios page; NET=1 look > $R/net.axios 2>&1; stop
VITE_API_URL=http://backend:8000 page; NET=1 look > $R/net.name 2>&1; stop
page; BROWSER=firefox NET=1 look > $R/net.firefox 2>&1; spec list > $R/net.pw 2>&1; stop
python -c "
import socket,time
s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1',8000)); s.listen(50); time.sleep(60)" & VITE_MODE=axios VITE_TIMEOUT=1500 page; NET=1 look > $R/net.timeout 2>&1; kill -9 %1; stop
VITE_API_URL= PROXY=http://localhost:8000 VITE_MODE=axios page; NET=1 look > $R/net.proxyconsole 2>&1; cp /tmp/pieces-web/vite.out $R/net.vite; stop
# E: loop
export VITE_MODE=loop VITE_API_URL=
rm -f ngx/web*.log; node gate/api_auth.mjs > $R/loop.express 2>&1 & up localhost:8000/; page; nginx -c /app/tern/ngx/web.conf & sleep 1
PAGE=http://localhost/login STAMP=1 WAIT=7000 look > $R/loop.console 2>&1; grep -v 'vite\|deps\|src/\|@react\|node_modules' ngx/webaccess.log > $R/loop.access
spec tern > $R/loop.pw 2>&1; stop
node gate/api_auth.mjs > $R/loop2.express 2>&1 & up localhost:8000/; VITE_API_URL=http://localhost:8000 page; spec tern > $R/loop2.pw 2>&1; REP=line spec tern > $R/loop2.line 2>&1; PAGE=http://localhost:5173/login BROWSER=firefox WAIT=5000 look > $R/loop.firefox 2>&1; stop
# F: cascade
export VITE_MODE=cascade VITE_API_URL=http://localhost:8000
LIMIT=10 MORGAN=short node gate/api_auth.mjs > $R/cascade.express 2>&1 & up localhost:8000/; page; STAMP=1 WAIT=5000 look > $R/cascade.console 2>&1; NET=1 WAIT=4000 BROWSER=firefox look > $R/cascade.firefox 2>&1; stop
