chmod 755 /app/birch; mkdir -p apache; apache2 -d /usr/lib/apache2 -f /app/birch/apache/httpd.conf > $R/apache.out 2>&1; sleep 1; curl -s -i localhost:8088/api/shelves > $R/500.apache; kill $(cat apache/httpd.pid)
node node/slow.mjs 2>/dev/null & (cd node; exec node slow.mjs) & sleep .5
varnishd -F -a 127.0.0.1:6081 -f /app/birch/ngx/default.vcl -n /var/lib/birch-varnish > $R/varnish.out 2>&1 & sleep 5
varnishlog -n /var/lib/birch-varnish -g request > $R/slots.varnishlog 2>&1 & varnishlog -n /var/lib/birch-varnish -g raw -i Backend_health > $R/health.varnishlog 2>&1 & sleep 1
seq 5 | xargs -P 5 -I{} curl -s -i localhost:6081/api/reports/{} > $R/slots.varnishcurl; sleep 1
cd api; uvicorn ready:app --port 8000 > /dev/null 2>&1 & up localhost:8000/live; sleep 4
curl -s -i localhost:6081/live > $R/health.varnishcurl
varnishadm -n /var/lib/birch-varnish backend.list -p > $R/health.backendlist 2>&1
kill $(jobs -p); sleep 1; cat $R/varnish.out; rm -rf /var/lib/birch-varnish
