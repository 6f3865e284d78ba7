cd api; H='-H Origin:\ http://localhost:5173'
DJ_DEBUG=1 python dj.py runserver --noreload 8000 > /dev/null 2>&1 & up localhost:8000/api/books/
curl -sv -o /dev/null localhost:8000/api/books/ -H 'Origin: http://localhost:5173' 2>&1 | grep '^[<>]' > $R/origin.djv; stop
cd ../node
FW=koa node api.mjs >/dev/null 2>&1 & up localhost:3000/health; curl -sv -o /dev/null localhost:3000/api/books -H 'Origin: http://localhost:5173' 2>&1 | grep '^[<>]' > $R/origin.koav; stop
FW=fastify node api.mjs >/dev/null 2>&1 & up localhost:3000/health; curl -sv -o /dev/null -X OPTIONS localhost:3000/api/books -H 'Origin: http://localhost:5173' -H 'Access-Control-Request-Method: PUT' 2>&1 | grep '^[<>]' > $R/origin.fastifyv; stop
FW=hono node api.mjs >/dev/null 2>&1 & up localhost:3000/health; http --ignore-stdin --print=Hh OPTIONS localhost:3000/api/books Origin:http://localhost:5173 Access-Control-Request-Method:PUT > $R/origin.honohttpie 2>&1; stop
node hpm.mjs > $R/net.hpm 2>&1 & up localhost:3000/x; for n in books loans; do curl -s -i localhost:3000/api/v1/$n > $R/net.hpmcurl; done; sleep .5; stop
cd ../next; ln -sfn ../node/node_modules node_modules; export NEXT_TELEMETRY_DISABLED=1 NEXT_DISABLE_SWC_WASM=1; timeout 60 next dev -p 3000 > $R/net.next 2>&1 & up localhost:3000/; for n in books auth/me; do curl -s -i -m 10 localhost:3000/api/v1/$n > $R/net.nextcurl; done; sleep 1; stop
