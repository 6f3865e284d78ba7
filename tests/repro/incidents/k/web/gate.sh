R=/tmp/pieces-web/raw
up() { for _ in $(seq 100); do curl -s -o /dev/null "$1" && return; sleep .1; done; echo "NOT UP $1" >&2; }
stop() { kill $(jobs -p); wait; } 2>/dev/null
rm -f ngx/*.log
# nginx: limit_req and limit_conn
python gate/slow.py >/dev/null 2>&1 & nginx -c /app/tern/ngx/nginx.conf > $R/ngx.out 2>&1 & up localhost:80/ ; up localhost:9000/
: > ngx/access.log; : > ngx/error.log
export SLOW=0.02
hey -n 60 -c 6 http://localhost/api/tides/oban > $R/ngx429.hey 2>&1
cp ngx/error.log $R/ngx429.error; cp ngx/access.log $R/ngx429.access; : > ngx/access.log; : > ngx/error.log
locust -f gate/locustfile.py --headless -u 12 -r 12 -t 5s -H http://localhost --only-summary > $R/ngx429.locust 2>&1
: > ngx/access.log; : > ngx/error.log
hey -n 24 -c 8 -t 5 http://localhost/api/charts/7 > $R/ngx503.hey 2>&1
for n in 1 2 3 4 5; do curl -s -i http://localhost/api/charts/$n > /tmp/pieces-web/c$n & done; sleep 1.5
cat $(grep -l 503 /tmp/pieces-web/c? | head -1) > $R/ngx503.curl
cp ngx/error.log $R/ngx503.error; cp ngx/access.log $R/ngx503.access
# haproxy: queue full
haproxy -f hap/haproxy.cfg > $R/hap503.log 2>&1 & sleep 1
curl -s localhost:8080/ >/dev/null
ab -n 12 -c 6 http://127.0.0.1:8080/api/charts/1 > $R/hap503.ab 2>&1
siege -c 6 -r 2 http://127.0.0.1:8080/api/charts/2 > $R/hap503.siege 2>&1
curl -s -i localhost:8080/api/charts/9 >/dev/null
kill %3; wait %3
haproxy -f hap/deny.cfg > $R/hap429.log 2>&1 & sleep .6
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13; do curl -s -i localhost:8080/api/tides/$n > $R/hap429.curl; done
stop
# the gateway with slots
CONCURRENT_DEBUG=1 uvicorn --app-dir gate gateway:app --port 8000 > $R/slots.server 2>&1 & up localhost:8000/docs
cat > /tmp/pieces-web/slots.py <<'P'
import asyncio, httpx
async def main():
    async with httpx.AsyncClient(base_url="http://localhost:8000", headers={"X-Client-Id": "harbour-app"}) as c:
        async def one(n):
            r = await c.get(f"/api/vessels/{n}"); r.raise_for_status(); return r.json()
        done = await asyncio.gather(*(one(n) for n in range(6)), return_exceptions=True)
        for d in done: print(type(d).__name__, d)
asyncio.run(main())
P
python /tmp/pieces-web/slots.py > $R/slots.httpx 2>&1
seq 6 | xargs -P 6 -I{} curl -s -o /dev/null -w '%{http_code} %{time_total}s %{url}\n' localhost:8000/api/vessels/{} > $R/slots.xargs 2>&1
seq 5 | xargs -P 5 -I{} curl -s -i -o /tmp/pieces-web/s{} localhost:8000/api/vessels/{}; cat $(grep -l ' 503' /tmp/pieces-web/s? | head -1) > $R/slots.curl
stop
uvicorn --app-dir gate gateway:app --port 8000 --limit-concurrency 4 > $R/uvlimit.server 2>&1 & up localhost:8000/docs
autocannon -c 8 -d 2 --renderStatusCodes --no-progress http://localhost:8000/api/vessels > $R/uvlimit.autocannon 2>&1
seq 8 | xargs -P 8 -I{} curl -s -i localhost:8000/api/vessels/{} > $R/uvlimit.curl
stop
# slowapi 429
uvicorn --app-dir gate limited:app --port 8000 > $R/slowapi.server 2>&1 & up localhost:8000/api/v1/free
python gate/tenacious.py > $R/slowapi.urllib3 2>&1
curl -s -i localhost:8000/api/v1/tides > $R/slowapi.curl 2>&1
stop
# DRF throttle
cd dj; DJ_THROTTLE=1 python site1.py runserver --noreload 8000 > $R/djthr.server 2>&1 & up localhost:8000/nothing
for n in 1 2 3 4 5 6 7; do curl -s -i localhost:8000/api/sailings/ > $R/djthr.curl; done; stop; cd ..
# rack-attack
rackup -q -p 9292 -s puma gate/rack_attack.ru > $R/rack.server 2>&1 & up localhost:9292/none
for n in 1 2 3 4 5 6 7; do curl -s -i localhost:9292/api/tides > $R/rack.curl; done
ruby -ropen-uri -e 'puts URI.open("http://localhost:9292/api/tides").read' > $R/rack.openuri 2>&1
stop
# express-rate-limit, nest
cd node; node erl.mjs > $R/erl.server 2>&1 & up localhost:3000/none
node ky429.mjs > $R/erl.ky 2>&1; curl -s -i localhost:3000/api/tides > $R/erl.curl; stop
THROTTLE=1 node nest.cjs > $R/nest.server 2>&1 & up localhost:3000/none
for n in 1 2 3 4 5 6; do curl -s -i localhost:3000/api/tides > $R/nest.curl429; done
API=http://localhost:3000 WAY=/api/tides node me_axios.mjs > $R/nest.axios429 2>&1; stop
# nest: 500 and health
node nest.cjs > $R/nest.server500 2>&1 & up localhost:3000/none
curl -s -i localhost:3000/api/fares > $R/nest.curl500
curl -s -i localhost:3000/api/health > $R/nest.health
API=http://localhost:3000 WAY=/api/fares node me_axios.mjs > $R/nest.axios500 2>&1
stop; cd ..
