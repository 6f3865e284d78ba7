cd api; rm -f dj.sqlite3
COLUMNS=80 pytest -q -p no:cacheprovider test_login.py > $R/login.pytest 2>&1
COLUMNS=80 pytest -q --tb=line -p no:cacheprovider test_login.py > $R/login.pytestline 2>&1
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
