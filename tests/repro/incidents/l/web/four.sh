cp node/node_modules/axios/dist/axios.min.js node/node_modules/superagent/dist/superagent.min.js web/
cd web; look() { timeout 60 python look.py "$@"; }
clog() { timeout $2 chromium --headless=new --no-sandbox --disable-gpu --user-data-dir=$(mktemp -d) --enable-logging=stderr --remote-debugging-port=0 "http://localhost:5173$1" 2>&1 | grep --line-buffered CONSOLE; }
(cd ../node; exec node web.mjs) > $R/web.server 2>&1 & up localhost:5173/
# nobody listens
look '/?mode=axios&url=http://localhost:8000/api/v1/books' 2 $R/net.axios
look '/?mode=superagent&url=http://localhost:8000/api/v1/books' 2 $R/net.superagent
look '/?mode=xhr&url=http://localhost:8000/api/v1/books' 2 $R/net.xhr
clog '/?mode=fetch&url=http://backend:8000/api/v1/books' 6 > $R/net.clog
# origin
cd ../api; ORIGINS=http://localhost:3000 uvicorn main:app --port 8000 > $R/origin.uvicorn 2>&1 & up localhost:8000/health; cd ../web
look '/?mode=fetch&url=http://localhost:8000/api/v1/books' 2 $R/origin.sel
look '/?mode=axios&url=http://localhost:8000/api/v1/books&token=x' 2 $R/origin.selpre
clog '/?mode=xhr&url=http://localhost:8000/api/v1/books' 6 > $R/origin.clog; kill %2; sleep .7
# a crash behind a proxy that adds the headers to good answers only
cd ../api; uvicorn main:app --port 8000 > $R/crash.uvicorn 2>&1 & up localhost:8000/health; nginx -c /app/birch/ngx/nginx.conf & sleep 1; cd ../web
for w in books shelves/north; do curl -s -I -X GET http://localhost/api/v1/$w; done > $R/crash.heads; for w in books shelves/north; do curl -sv -o /dev/null http://localhost/api/v1/$w -H 'Origin: http://localhost:5173' 2>&1 | grep '^[<>]'; done > $R/crash.curlv
look '/?mode=fetch&url=http://localhost/api/v1/shelves/north' 2 $R/crash.sel; cp ../ngx/access.log $R/crash.access
clog '/?mode=axios&url=http://localhost/api/v1/shelves/north' 6 > $R/crash.clog; kill %2 %3; kill $(cat ../ngx/nginx.pid); sleep .7
# redirects without headers
(cd ../node; FW=express REDIRECT=1 ORIGIN=http://localhost:5173 exec node api.mjs) > $R/redir.express 2>&1 & up localhost:3000/health
look '/?mode=fetch&url=http://localhost:3000/api/books' 2 $R/redir.sel; look '/?mode=axios&url=http://localhost:3000/api/books&token=x' 2 $R/redir.selpre
curl -s -i -X OPTIONS localhost:3000/api/books -H 'Origin: http://localhost:5173' -H 'Access-Control-Request-Method: GET' > $R/redir.options
curl -sv -L -o /dev/null localhost:3000/api/books -H 'Origin: http://localhost:5173' 2>&1 | grep '^[<>*]' > $R/redir.curlv
(cd ../py; GO111MODULE=off GOCACHE=/tmp/pieces-web/gocache go build -o /tmp/pieces-web/mux mux.go); /tmp/pieces-web/mux > $R/redir.go 2>&1 & up localhost:8000/
clog '/?mode=axios&url=http://localhost:8000/api/books&token=x' 6 > $R/redir.goclog; look '/?mode=fetch&url=http://localhost:8000/api/books' 2 $R/redir.gosel
curl -s -i -L localhost:8000/api/books -H 'Origin: http://localhost:5173' > $R/redir.gocurl
# loop
: > $R/web.server; look '/?mode=loop' 6 $R/loop.sel; cp $R/web.server $R/loop.morgan; clog '/?mode=loop' 7 > $R/loop.clog
kill %1; sleep .5; kill $(jobs -p); sleep .5
(cd ../node; LIMIT=8 exec node web.mjs) > $R/casc.morgan 2>&1 & up localhost:5173/; look '/?mode=cascade' 3 $R/casc.sel; kill $!; sleep .5
(cd ../node; LIMIT=8 exec node web.mjs) > $R/casc.morgan2 2>&1 & up localhost:5173/; clog '/?mode=cascade' 6 > $R/casc.clog; kill $!
