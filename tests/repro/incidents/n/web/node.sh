cd /app/heron/node
T=$(node mint.mjs -20); O=$(node mint.mjs 900 the-key-of-before)
node api.mjs > $R/koa.log 2>&1 & up localhost:3000/health
curl -s -i localhost:3000/api/shelves -H 'Origin: http://localhost:5173' > $R/koa.e500; curl -s -i localhost:3000/api/me -H "Authorization: Bearer $T" > $R/koa.jwt; cp $R/koa.log $R/koa.jwtlog
curl -s -i localhost:3000/api/books -H 'Origin: http://localhost:5173' > $R/koa.origin; curl -s -v -o /dev/null -X OPTIONS localhost:3000/api/books -H 'Origin: http://localhost:5173' -H 'Access-Control-Request-Method: PUT' > $R/koa.preflight 2>&1
stop; LIMIT=3 node api.mjs > /dev/null 2>&1 & sleep 1; for n in 1 2 3 4 5; do curl -s -i localhost:3000/api/books > $R/koa.429; done
for c in ofetch wretch nf undici; do node $c.mjs http://localhost:3000/api/books > $R/429.$c 2>&1; done
stop
POINTS=12 node exp.mjs > $R/exp.log 2>&1 & up localhost:3001/health
curl -s -i localhost:3001/api/me -H "Authorization: Bearer $T" > $R/exp.jwt
for c in ofetch wretch undici; do node $c.mjs http://localhost:3001/api/me $T > $R/401.$c 2>&1; done
TOKEN=$T npx --no-install jest --rootDir jt --testEnvironment node > $R/exp.jest 2>&1 || true
NO_COLOR=1 curl -s -i localhost:3001/api/books > $R/exp.429; stop
for c in pool ptimeout ivm pisc spawnsync; do timeout 12 node $c.mjs > $R/script.$c 2>&1; done
node bottleneck.mjs > $R/slots.bottleneck 2>&1
node under.mjs > $R/slots.fastify 2>&1 & up localhost:3002/health; seq 4 | xargs -P 4 -I{} curl -s -i localhost:3002/reports/{} > $R/slots.fastifycurl; timeout 20 npx --no-install autocannon -c 4 -a 10 http://localhost:3002/reports/1 > $R/slots.autocannon 2>&1; stop
for c in ofetch wretch nf undici; do node $c.mjs http://localhost:3009/api/books > $R/net.$c 2>&1; done
