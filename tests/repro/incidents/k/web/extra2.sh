R=/tmp/pieces-web/raw
up() { for _ in $(seq 150); do curl -s -o /dev/null "$1" && return; sleep .1; done; echo "NOT UP $1" >&2; }
stop() { kill $(jobs -p); wait; } 2>/dev/null
page() { (cd web; exec vite) >/tmp/pieces-web/vite.out 2>&1 & up localhost:5173/; curl -s localhost:5173/src/main.jsx >/dev/null; sleep 1; }
look() { (cd web; timeout 40 node console.mjs); }
cd dj; DJ_LATE=1 DJ_CORS=http://localhost:5173 python site1.py runserver --noreload 8000 > $R/redirect2.dj 2>&1 & cd ..; up localhost:8000/x
VITE_API_URL=http://localhost:8000 VITE_MODE=list VITE_WAY=/api/sailings page; NET=1 look > $R/redirect2.console 2>&1
curl -s -I -H 'Origin: http://localhost:5173' localhost:8000/api/sailings > $R/redirect2.curl; stop
rm -f ngx/web*.log; cd api; ORIGINS=http://localhost:5173 uvicorn app.main:app --port 8000 > $R/redirect3.server 2>&1 & cd ..; up localhost:8000/docs
nginx -c /app/tern/ngx/web.conf & VITE_API_URL=http://localhost VITE_MODE=fetch VITE_BEARER=x VITE_WAY=/api/harbours page; NET=1 look > $R/redirect3.console 2>&1
curl -s -i -X OPTIONS http://localhost/api/harbours -H 'Origin: http://localhost:5173' -H 'Access-Control-Request-Method: GET' > $R/redirect3.curl; cp ngx/webaccess.log $R/redirect3.access; stop
