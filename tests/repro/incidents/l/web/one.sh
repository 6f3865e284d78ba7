# auth: no admin on a fresh database; tokens that are no longer valid; login loops of servers
cd api; rm -f library.db dj.sqlite3
uvicorn main:app --port 8000 > $R/login.uvicorn 2>&1 & up localhost:8000/health
python seed_books.py > $R/login.seed 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider test_login.py > $R/login.pytest 2>&1
COLUMNS=80 pytest -q --tb=line -p no:cacheprovider test_login.py > $R/login.pytestline 2>&1
cat > ../newman.json <<'J'
{"info":{"name":"Birch library","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"name":"login","event":[{"listen":"test","script":{"exec":["pm.test('status is 200', () => pm.response.to.have.status(200));","pm.test('a token comes back', () => { const b = pm.response.json(); pm.expect(b, JSON.stringify(b)).to.have.property('access_token'); });"]}}],"request":{"method":"POST","url":"http://localhost:8000/api/v1/auth/login","body":{"mode":"urlencoded","urlencoded":[{"key":"username","value":"admin"},{"key":"password","value":"admin123"}]}}},
{"name":"shelf","event":[{"listen":"test","script":{"exec":["pm.test('status is 200', () => pm.response.to.have.status(200));"]}}],"request":{"method":"GET","url":"http://localhost:8000/api/v1/shelves/north"}}]}
J
newman run ../newman.json --color off > $R/login.newman 2>&1
curl -s localhost:8000/graphql -H 'Content-Type: application/json' -d '{"query":"mutation { login(username: \"admin\", password: \"admin123\") { token } }"}' | jq . > $R/login.graphql 2>&1
(cd ../node; cat > login.mjs <<'J'
import axios from 'axios';
const { data } = await axios.post('http://localhost:8000/api/v1/auth/login', new URLSearchParams({ username: 'admin', password: 'admin123' }));
console.log(data.access_token);
J
node login.mjs) > $R/login.axios 2>&1
python - > $R/login.aiohttp 2>&1 <<'P'
import asyncio, aiohttp
async def main():
    async with aiohttp.ClientSession(raise_for_status=True) as s:
        await s.post("http://localhost:8000/api/v1/auth/login", data={"username": "admin", "password": "admin123"})
asyncio.run(main())
P
{ echo '$ curl -s localhost:8000/api/v1/auth/login -d username=admin -d password=admin123'; curl -s localhost:8000/api/v1/auth/login -d username=admin -d password=admin123; echo; echo '$ sqlite3 -box library.db "select count(*) from users"'; sqlite3 -box library.db "select count(*) from users"; } > $R/login.curltable 2>&1
curl -sS --fail-with-body -X POST localhost:8000/api/v1/auth/login -d 'username=admin&password=admin123' > $R/login.curlfail 2>&1
# tokens: PyJWT
T=$(python mint.py ishbel -20); O=$(SECRET_KEY=the-key-of-before-the-deploy-in-may python mint.py ishbel 900)
curl -s localhost:8000/graphql -H 'Content-Type: application/json' -H "Authorization: Bearer $O" -d '{"query":"{ me }"}' | jq . > $R/jwt.graphql
T=$T python - > $R/jwt.requests 2>&1 <<'P'
import os, requests
s = requests.Session(); s.headers["Authorization"] = "Bearer " + os.environ["T"]
r = s.get("http://localhost:8000/api/v1/loans"); print(r.status_code, r.headers["www-authenticate"], r.json()); r.raise_for_status()
P
wget -S -O- --header "Authorization: Bearer $T" http://localhost:8000/api/v1/auth/me > $R/jwt.wget 2>&1
curl -sv -o /dev/null localhost:8000/api/v1/auth/me -H "Authorization: Bearer $T" 2> $R/jwt.curlv
curl -s localhost:8000/api/v1/loans -H "Authorization: Bearer $T" >/dev/null
stop
STRICT=1 uvicorn main:app --port 8000 > $R/jwt.strict 2>&1 & up localhost:8000/health
curl -s localhost:8000/api/v1/auth/me -H "Authorization: Bearer $O" > /dev/null; curl -s localhost:8000/api/v1/loans -H "Authorization: Bearer $T" >/dev/null; stop
STRICT=1 COLUMNS=100 timeout 20 fastapi dev main.py --port 8000 > $R/jwt.fastapi 2>&1
STRICT=1 hypercorn -b 127.0.0.1:8000 main:app > $R/jwt.hypercorn 2>&1 & up localhost:8000/health; curl -s localhost:8000/api/v1/auth/me -H "Authorization: Bearer $T" > /dev/null; stop
# flask-jwt-extended, litestar
flask --app flask_jwt run -p 5000 > $R/jwt.flask 2>&1 & up localhost:5000/
F=$(curl -s -X POST localhost:5000/login | jq -r .access_token); curl -s -o /dev/null localhost:5000/me -H "Authorization: Bearer $F"; sleep 3; curl -s -i localhost:5000/me -H "Authorization: Bearer $F" > $R/jwt.flaskcurl; stop
litestar --app litestar_app:app run -p 8000 -d > $R/jwt.litestar 2>&1 & up localhost:8000/schema
curl -s -i localhost:8000/me -H "Authorization: Bearer $T" > $R/jwt.litestarcurl; stop
uvicorn litestar_app:app --port 8000 > $R/jwt.litestar2 2>&1 & up localhost:8000/schema
curl -s -i localhost:8000/me -H "Authorization: Bearer $T" > $R/jwt.litestarcurl2
for n in 1 2 3 4 5 6 7 8; do curl -s -i localhost:8000/open > $R/lim.litestarcurl; done; curl -s -i localhost:8000/broken > $R/e500.litestar; stop
# Django's admin on a fresh database; CORS; a middleware that sends everybody to /login/
python dj.py migrate > $R/dj.migrate 2>&1
DJ_DEBUG=1 python dj.py runserver --noreload 8000 > $R/dj.server 2>&1 & up localhost:8000/api/books/
rm -f jar; C=$(curl -s -c jar localhost:8000/admin/login/ | grep -o 'csrfmiddlewaretoken" value="[^"]*' | head -1 | sed 's/.*"//')
curl -s -b jar -c jar localhost:8000/admin/login/ -d "csrfmiddlewaretoken=$C&username=admin&password=admin123" > $R/dj.adminpage
python dj.py changepassword admin > $R/dj.changepassword 2>&1
curl -s -i localhost:8000/api/books/ -H 'Origin: http://localhost:5173' > $R/origin.djcurl
curl -s -i -X OPTIONS localhost:8000/api/books/ -H 'Origin: http://localhost:5173' -H 'Access-Control-Request-Method: PUT' > $R/origin.djoptions; stop
DJ_LOOP=1 DJ_DEBUG=1 python dj.py runserver --noreload 8000 > $R/loop.dj 2>&1 & up localhost:8000/zzz
curl -sS -L --max-redirs 8 -o /dev/null -w '%{http_code} %{num_redirects} redirects %{url_effective}\n' localhost:8000/ > $R/loop.curl 2>&1
python -c "
import requests
requests.get('http://localhost:8000/accounts/')" > $R/loop.requests 2>&1
python -c "
import httpx
httpx.Client(follow_redirects=True, max_redirects=5).get('http://localhost:8000/accounts/')" > $R/loop.httpx 2>&1
python -c "
import asyncio, aiohttp
async def main():
    async with aiohttp.ClientSession() as s:
        print((await s.get('http://localhost:8000/accounts/')).status)
asyncio.run(main())" > $R/loop.aiohttp 2>&1
cat > ../node/loop.mjs <<'J'
import axios from 'axios'; import got from 'got';
await got('http://localhost:8000/accounts/').catch(e => console.log(e));
console.log('--------');
await axios.get('http://localhost:8000/accounts/').catch(e => console.log(e));
console.log('--------');
await fetch('http://localhost:8000/accounts/');
J
node ../node/loop.mjs > $R/loop.node 2>&1
php -r 'file_get_contents("http://localhost:8000/accounts/");' > $R/loop.php 2>&1
ruby -ropen-uri -e 'URI.open("http://localhost:8000/accounts/").read' > $R/loop.ruby 2>&1
echo 'package main
import ("fmt"; "net/http")
func main() { _, err := http.Get("http://localhost:8000/accounts/"); fmt.Println("smoke test:", err) }' > /tmp/pieces-web/loop.go; GO111MODULE=off GOCACHE=/tmp/pieces-web/gocache go run /tmp/pieces-web/loop.go > $R/loop.go 2>&1
chromium --headless --no-sandbox --disable-gpu --dump-dom http://localhost:8000/accounts/ > $R/loop.dumpdom 2>/tmp/pieces-web/x
stop
