R=/tmp/pieces-web/raw
up() { for _ in $(seq 100); do curl -s -o /dev/null "$1" && return; sleep .1; done; echo "NOT UP $1" >&2; }
export SECRET_KEY=one-fixed-key-for-the-tables-of-the-ferry
# --- no admin on a fresh database
cd /app/tern/api; rm -f tern.db
LOUD=1 uvicorn app.main:app --port 8000 > $R/login.server 2>&1 & up localhost:8000/docs
{ for n in 1 2 3; do curl -s -i -X POST localhost:8000/api/v1/auth/login -d 'username=admin&password=AdminPassword123!'; echo; done; } > $R/login.curl 2>&1
{ python -c "
import requests
r = requests.post('http://localhost:8000/api/v1/auth/login', data={'username': 'admin', 'password': 'admin'})
r.raise_for_status()
"; echo '$ sqlite3 tern.db "SELECT id, username FROM users;"'; sqlite3 tern.db "SELECT id, username FROM users;"; echo '$ sqlite3 tern.db "SELECT count(*) FROM users;"'; sqlite3 tern.db "SELECT count(*) FROM users;"; } > $R/login.requests 2>&1
http --ignore-stdin --check-status -f POST localhost:8000/api/v1/auth/login username=admin password=admin --print=hb > $R/login.httpie 2>&1
kill %1; wait 2>/dev/null
rm -f tern.db
REFUSAL="Incorrect username or password" SQL_ECHO=debug uvicorn app.main:app --port 8000 > $R/login2.server 2>&1 & up localhost:8000/docs
curl -s -i -X POST localhost:8000/api/v1/auth/login -d 'username=admin@tern.example&password=changeme' > $R/login2.curl 2>&1
kill %1; wait 2>/dev/null
# --- tokens
ACCESS_TOKEN_SECONDS=6 uvicorn app.main:app --port 8000 > $R/jwt.server 2>&1 & up localhost:8000/docs
T=$(python mint.py mairi 4); O=$(SECRET_KEY=another-key python mint.py mairi 900)
for n in 1 2 3 4 5 6 7 8 9 10 11; do curl -s -o /dev/null localhost:8000/api/v1/auth/me -H "Authorization: Bearer $T"; sleep .6; done
curl -s -i localhost:8000/api/v1/auth/me -H "Authorization: Bearer $T" > $R/jwt.curl 2>&1
kill %1; wait 2>/dev/null
cd /app/tern/api; LOUD=1 uvicorn app.main:app --port 8000 > $R/jwt2.server 2>&1 & up localhost:8000/docs
for n in 1 2 3; do curl -s -o /dev/null localhost:8000/api/v1/auth/me -H "Authorization: Bearer $O"; done
kill %1; wait 2>/dev/null
# --- DRF
cd /app/tern/dj; rm -f db.sqlite3; python site1.py migrate > $R/dj.migrate 2>&1
python site1.py runserver --noreload 8000 > $R/dj.server 2>&1 & up localhost:8000/api/sailings/
curl -s -i -X POST localhost:8000/api/token/ -H 'Content-Type: application/json' -d '{"username":"admin","password":"admin"}' > $R/dj.login 2>&1
http --ignore-stdin --print=hb POST localhost:8000/api/token/ username=admin password=admin > $R/dj.loginhttpie 2>&1
python site1.py shell -c "
from django.contrib.auth.models import User
User.objects.create_user('mairi', password='pw-of-mairi')" >/dev/null 2>&1
kill %1; wait 2>/dev/null
DJ_LIFE=2 python site1.py runserver --noreload 8000 > $R/djjwt.server 2>&1 & up localhost:8000/api/sailings/
T=$(curl -s -X POST localhost:8000/api/token/ -H 'Content-Type: application/json' -d '{"username":"mairi","password":"pw-of-mairi"}' | python -c 'import json,sys; print(json.load(sys.stdin)["access"])')
curl -s -o /dev/null localhost:8000/api/me/ -H "Authorization: Bearer $T"; sleep 3
for n in 1 2 3; do curl -s -o /dev/null localhost:8000/api/me/ -H "Authorization: Bearer $T"; done
http --ignore-stdin --print=hb localhost:8000/api/me/ "Authorization: Bearer $T" > $R/djjwt.httpie 2>&1
kill %1; wait 2>/dev/null
# --- node
cd /app/tern/node
K=$(node mint.mjs $SECRET_KEY -30); B=$(node mint.mjs another-key 900)
node auth.mjs > $R/node.server 2>&1 & up localhost:3000/
curl -s -i localhost:3000/api/me -H "Authorization: Bearer $K" > $R/node.curl 2>&1
API=http://localhost:3000 TOKEN=$K node me_axios.mjs > $R/node.axios 2>&1
kill %1; wait 2>/dev/null
PLAIN=1 node auth.mjs > $R/node2.server 2>&1 & up localhost:3000/
API=http://localhost:3000 TOKEN=$B node me_got.mjs > $R/node2.got 2>&1
curl -s -i localhost:3000/api/me -H "Authorization: Bearer $B" > $R/node2.curl 2>&1
kill %1; wait 2>/dev/null
# --- ruby, go
cd /app/tern/rb; unset GEM_HOME; RAISE=1 ruby me.rb -s puma > $R/rb.server 2>&1 & up localhost:4567/
curl -s -i localhost:4567/api/me -H "Authorization: Bearer $K" > $R/rb.curl 2>&1
kill %1; wait 2>/dev/null
cd /app/tern/go; GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=/tmp/pieces-web/gocache go build -o /tmp/pieces-web/me me.go && { /tmp/pieces-web/me > $R/go.server 2>&1 & up localhost:8080/
curl -s -i localhost:8080/api/me -H "Authorization: Bearer $B" > $R/go.curl 2>&1
curl -s -i localhost:8080/api/me -H "Authorization: Bearer $K" >> $R/go.curl 2>&1
kill %1; }; wait 2>/dev/null
