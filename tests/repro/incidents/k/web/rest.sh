R=/tmp/pieces-web/raw
up() { for _ in $(seq 150); do curl -s -o /dev/null "$1" && return; sleep .1; done; echo "NOT UP $1" >&2; }
stop() { kill $(jobs -p); wait; } 2>/dev/null
# --- 500
cd api; HANDLER=1 gunicorn -k uvicorn.workers.UvicornWorker app.main:app -b 127.0.0.1:8000 --access-logfile - > $R/e500.gunicorn 2>&1 & cd ..; up localhost:8000/docs
curl -s -i localhost:8000/api/v1/quotes/oban-mull > $R/e500.curl
hey -n 40 -c 4 localhost:8000/api/v1/quotes/oban-mull > /dev/null 2>&1; hey -n 40 -c 4 http://localhost:8000/api/v1/quotes/oban-mull > $R/e500.hey 2>&1
php -r 'echo json_decode(file_get_contents("http://localhost:8000/api/v1/quotes/oban-mull"))->fare;' > $R/e500.php 2>&1
ruby -rnet/http -e 'r = Net::HTTP.get_response(URI("http://localhost:8000/api/v1/quotes/oban-mull")); puts r.body; r.value' > $R/e500.ruby 2>&1
python -c "
import httpx
r = httpx.get('http://localhost:8000/api/v1/quotes/oban-mull'); print(r.status_code, r.text); r.raise_for_status()" > $R/e500.httpx 2>&1
stop
cd dj; python site1.py runserver --noreload 8000 > $R/e500.djserver 2>&1 & cd ..; up localhost:8000/x; curl -s -i 'localhost:8000/api/fares/?trip=mull' > $R/e500.dj; stop
cd api; gunicorn boom_flask:app -b 127.0.0.1:8000 --access-logfile - > $R/e500.flaskserver 2>&1 & cd ..; up localhost:8000/x; wget -S -O - localhost:8000/fares/mull > $R/e500.wget 2>&1; for n in 1 2 3 4 5; do curl -s -o /dev/null localhost:8000/fares/mull; done; stop
php -S 127.0.0.1:8000 -t php > $R/e500.phpserver 2>&1 & up localhost:8000/x; curl -s -i 'localhost:8000/?trip=mull' > $R/e500.phpcurl; stop
# --- health
export NEEDS=search=127.0.0.1:9200,mailer=127.0.0.1:1025
cd api; uvicorn ready:app --port 8000 > $R/health.server 2>&1 & cd ..; up localhost:8000/health/live
sed "s/9000/9001/; /tern2/d" hap/haproxy.cfg > hap/ready.cfg; python -m http.server 9001 >/dev/null 2>&1 & python -m http.server 8001 >/dev/null 2>&1 &
sleep 1; timeout 3 haproxy -f hap/ready.cfg > $R/health.haproxy 2>&1
curl -s -i localhost:8000/api/v1/health/ready > $R/health.curl
curl -f http://localhost:8000/api/v1/health/ready > $R/health.curlf 2>&1
wget --spider http://localhost:8000/api/v1/health/ready > $R/health.wget 2>&1
http --ignore-stdin --print=hb localhost:8000/api/v1/health/ready > $R/health.httpie 2>&1
python -c "
import urllib.request
urllib.request.urlopen('http://localhost:8000/api/v1/health/ready', timeout=3)" > $R/health.urllib 2>&1
ci/wait.sh > $R/ci.wait 2>&1
ANSIBLE_NOCOLOR=1 ANSIBLE_RETRY_FILES_ENABLED=0 HOME=/tmp/pieces-web ansible-playbook -i localhost, ci/deploy.yml > $R/ci.ansible 2>&1
stop
# --- CI: nobody becomes healthy
(cd web; timeout 40 wait-on -t 5000 -v http://localhost:8000/health) > $R/ci.waiton 2>&1
(cd web; timeout 40 start-server-test 'sleep 30' http://localhost:8000/health 'echo tests' & P=$!; sleep 12; kill $P) > $R/ci.sst 2>&1
(cd web; WAIT_ON_TIMEOUT=6000 timeout 40 start-server-and-test 'sleep 30' http://localhost:8000/health 'playwright test') > $R/ci.sst 2>&1
(cd web; WS='sleep 60' timeout 60 playwright test) > $R/ci.pw 2>&1
curl --retry 6 --retry-connrefused --retry-delay 1 -sS http://localhost:8000/health > $R/ci.curlretry 2>&1
curl --retry 6 --retry-connrefused --retry-delay 1 http://localhost:8000/health > $R/ci.curlretryv 2>&1
wait-for-it --strict -t 5 localhost:8000 -- true > $R/ci.waitforit 2>&1
