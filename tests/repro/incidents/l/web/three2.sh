cd node; T=x
# slots
node gate.mjs > $R/slots.express 2>&1 & up localhost:3000/health; node gate_client.mjs > $R/slots.client 2>&1; seq 4 | xargs -P 4 -I{} curl -s -i localhost:3000/api/reports/{} > $R/slots.curls; stop
FW=express node api.mjs >/dev/null 2>&1 & up localhost:3000/health; node bulk.mjs > $R/slots.cockatiel 2>&1; stop
node opo.mjs > $R/slots.opossum 2>&1
node slow.mjs & sleep .5; cd ../ngx; rm -f *.log; nginx -c /app/birch/ngx/nginx.conf & caddy run --config Caddyfile > $R/caddy.log 2>&1 & sleep 1.5
seq 6 | xargs -P 6 -I{} curl -s -o /dev/null http://localhost/api/reports/{}; cp slots.log $R/slots.nginx
curl -s -o /dev/null http://localhost/api/reports/1 & curl -s -o /dev/null http://localhost/api/reports/2 & sleep .1; curl -s -i http://localhost/api/reports/3 > $R/slots.nginxpage; sleep 1
siege -q -c 6 -r 1 http://127.0.0.1/api/reports/7 > /dev/null 2>&1; siege -v -c 6 -r 1 --no-parser http://127.0.0.1/api/reports/7 > $R/slots.siege 2>&1
for n in 1 2 3 4 5 6 7; do curl -s -o /dev/null "http://localhost/api/search?q=$n"; done; cp reqs.log $R/429.nginxreqs
wget -S -O- http://localhost/api/search > /dev/null 2>&1; wget -S -O- http://localhost/api/search >/dev/null 2>&1;wget -S -O- http://localhost/api/search > $R/429.wget 2>&1
for n in 1 2 3 4; do curl -s -i http://localhost/api/search > $R/429.nginxcurl; done
php -r 'for ($i = 0; $i < 6; $i++) file_get_contents("http://localhost/api/search?q=$i");' > $R/429.php 2>&1
ruby -rnet/http -e '8.times { |n| r = Net::HTTP.get_response(URI("http://localhost/api/search?q=#{n}")); r.value; puts n }' > $R/429.ruby 2>&1
python -c "
import urllib.request
for n in range(9): urllib.request.urlopen(f'http://localhost/api/search?q={n}')" > $R/429.urllib 2>&1
python -c "
import asyncio, aiohttp
async def main():
    async with aiohttp.ClientSession('http://localhost', raise_for_status=True) as s:
        for n in range(9): await s.get('/api/search', params={'q': str(n)})
asyncio.run(main())" > $R/429.aiohttp 2>&1
python -c "
import httpx
from tenacity import retry, stop_after_attempt
@retry(stop=stop_after_attempt(6))
def search(): httpx.get('http://localhost/api/search').raise_for_status()
for n in range(9): search()" > $R/429.tenacity 2>&1
: > reqs.log; wrk -t1 -c4 -d2 http://localhost/api/search > $R/429.wrk 2>&1; tail -14 reqs.log > $R/429.reqstail
npm i --registry http://localhost/api/search/ left-pad is-odd is-even --fetch-retries 1 > $R/429.npm 2>&1
seq 6 | xargs -P 6 -I{} curl -s -i localhost:8081/api/reports/{} > $R/slots.caddycurl
varnishd -F -a 127.0.0.1:6081 -f /app/birch/ngx/default.vcl -n /tmp/pieces-web/varnish > $R/varnish.out 2>&1 & sleep 3
varnishlog -n /tmp/pieces-web/varnish -g request -w /tmp/pieces-web/v.bin & varnishlog -n /tmp/pieces-web/varnish -g raw -i Backend_health > $R/health.varnishlog 2>&1 & sleep .7
seq 5 | xargs -P 5 -I{} curl -s -i localhost:6081/api/reports/{} > $R/slots.varnishcurl; sleep 1
varnishlog -n /tmp/pieces-web/varnish -r /tmp/pieces-web/v.bin > $R/slots.varnishlog 2>&1
cd ../api; uvicorn ready:app --port 8000 > $R/health.uvicorn 2>&1 & up localhost:8000/live; sleep 4
/usr/lib/nagios/plugins/check_http -H localhost -p 8000 -u /api/v1/health > $R/health.nagios 2>&1
curl -s -o /dev/null -w '%{http_code}\n' localhost:8080/live; curl -s -i localhost:6081/live > $R/health.varnishcurl
varnishadm -n /tmp/pieces-web/varnish backend.list -p > $R/health.backendlist 2>&1
http --ignore-stdin --print=hb localhost:8000/api/v1/health > $R/health.httpie 2>&1
cat > /tmp/pieces-web/monitrc <<'M'
set daemon 2
set log /tmp/pieces-web/monit.log
set pidfile /tmp/pieces-web/monit.pid
set idfile /tmp/pieces-web/monit.id
set statefile /tmp/pieces-web/monit.state
check host birch-api with address 127.0.0.1
  if failed port 8000 protocol http request "/api/v1/health" then alert
M
chmod 600 /tmp/pieces-web/monitrc; rm -f /tmp/pieces-web/monit.log; monit -I -c /tmp/pieces-web/monitrc > $R/health.monit 2>&1 & 
cat > /tmp/pieces-web/bb.yml <<'M'
modules:
  http_2xx: {prober: http, timeout: 3s, http: {preferred_ip_protocol: ip4}}
M
prometheus-blackbox-exporter --config.file=/tmp/pieces-web/bb.yml --web.listen-address=127.0.0.1:9115 >/dev/null 2>&1 & sleep 6; curl -s 'localhost:9115/probe?target=http://localhost:8000/api/v1/health&module=http_2xx&debug=true' > $R/health.blackbox
go version >/dev/null; printf 'package main\nimport ("fmt"; "net/http"; "os")\nfunc main() { r, err := http.Get("http://localhost:8000/api/v1/health"); if err != nil { fmt.Println(err); os.Exit(1) }; fmt.Println("healthcheck:", r.Status); os.Exit(1) }' > /tmp/pieces-web/hc.go; GO111MODULE=off GOCACHE=/tmp/pieces-web/gocache go run /tmp/pieces-web/hc.go > $R/health.go 2>&1
cp ../ngx/*.log $R/ 2>/dev/null
kill $(jobs -p); sleep 1
cd ../py; (GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=/tmp/pieces-web/gocache go build -o /tmp/pieces-web/chi chi.go) > /tmp/pieces-web/chi.out 2>&1; /tmp/pieces-web/chi > $R/slots.chi 2>&1 & sleep 1; seq 6 | xargs -P 6 -I{} curl -s -i localhost:8000/api/reports/{} > $R/slots.chicurl; stop
# 500 of small frameworks
cd ../api
FW=flask flask --app misc run -p 8000 > $R/500.flasklog 2>&1 & up localhost:8000/; curl -s -i localhost:8000/api/shelves > $R/500.flask
python -c "
import urllib.request; urllib.request.urlopen('http://localhost:8000/api/shelves')" > $R/500.urllib 2>&1; stop
FW=falcon gunicorn misc:app -b 127.0.0.1:8000 >/dev/null 2>&1 & up localhost:8000/; curl -s -i localhost:8000/api/shelves > $R/500.falcon; stop
FW=aiohttp python misc.py >/dev/null 2>&1 & up localhost:8000/; curl -s -i localhost:8000/api/shelves > $R/500.aiohttp; kill $!; stop
FW=sanic python misc.py >/dev/null 2>&1 & up localhost:8000/; curl -s -i localhost:8000/api/shelves > $R/500.sanic; http --ignore-stdin localhost:8000/api/shelves > $R/500.sanichttpie 2>&1; kill $!; stop
# 429 and cascade
flask --app limited run -p 8000 > $R/casc.flask 2>&1 & up localhost:8000/none; python - > $R/casc.client 2>&1 <<'P'
import requests, time
s = requests.Session()
for attempt in range(1, 10):
    r = s.post("http://localhost:8000/api/v1/plans"); print(f"POST /plans attempt {attempt}: {r.status_code}")
for n in range(4):
    r = s.get("http://localhost:8000/api/v1/auth/me"); print(f"GET /auth/me: {r.status_code}", {"isAuthenticated": False, "isLoading": True})
P
curl -s -i localhost:8000/api/books > $R/429.flaskcurl; stop
redis-server --port 6379 --save '' --dir /tmp/pieces-web >/dev/null 2>&1 & sleep .7; uvicorn limited_slow:app --port 8000 > $R/429.slowapi 2>&1 & up localhost:8000/health
for n in 1 2 3 4 5 6 7; do curl -s localhost:8000/api/v1/books > $R/429.slowbody; done; { redis-cli --scan; for k in $(redis-cli --scan); do redis-cli get $k; redis-cli ttl $k; done; } > $R/429.rediskeys; stop
cd ../node; FW=fastify LIMIT=8 node api.mjs > $R/casc.fastify 2>&1 & up localhost:3000/health; for n in 1 2 3 4 5 6 7 8 9; do curl -s -o /dev/null -X POST localhost:3000/api/v1/plans; done; for n in 1 2 3 4; do curl -s -o /dev/null localhost:3000/api/v1/auth/me; sleep .2; done; stop
