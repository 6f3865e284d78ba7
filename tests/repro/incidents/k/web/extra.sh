R=/tmp/pieces-web/raw
up() { for _ in $(seq 150); do curl -s -o /dev/null "$1" && return; sleep .1; done; echo "NOT UP $1" >&2; }
stop() { kill $(jobs -p); wait; } 2>/dev/null
page() { (cd web; exec vite) >/tmp/pieces-web/vite.out 2>&1 & up localhost:5173/; curl -s localhost:5173/src/main.jsx >/dev/null; sleep 1; }
look() { (cd web; timeout 40 node console.mjs); }
flask --app gate/loop_flask.py run -p 8000 > $R/loop3.server 2>&1 & up localhost:8000/
curl -sS -L -o /dev/null http://localhost:8000/harbours > $R/loop3.curl 2>&1
curl -sS -I http://localhost:8000/harbours > $R/loop3.head 2>&1; curl -sS -I http://localhost:8000/login >> $R/loop3.head 2>&1
python -c "
import requests
print(requests.get('http://localhost:8000/harbours').text)" > $R/loop3.requests 2>&1
wget -O /dev/null http://localhost:8000/harbours > $R/loop3.wget 2>&1
PAGE=http://localhost:8000/harbours WAIT=300 look > $R/loop3.console 2>&1; stop
export VITE_API_URL=http://localhost:8000 VITE_MODE=list
node gate/crash.mjs > $R/crash2.server 2>&1 & up localhost:8000/; page; look > $R/crash2.console 2>&1
curl -s -i localhost:8000/api/v1/sailings -H 'Origin: http://localhost:5173' > $R/crash2.curl; stop
export VITE_MODE=cascade
(cd gate; exec uvicorn cascade:app --port 8000) > $R/cascade2.server 2>&1 & sleep 3; page; WAIT=5000 look > $R/cascade2.console 2>&1; curl -s -i localhost:8000/api/v1/auth/me > $R/cascade2.curl; stop
