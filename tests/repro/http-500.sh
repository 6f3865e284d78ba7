#!/bin/sh
# The logs of kb/http/500-without-details.md: what frameworks answer in production when a handler raises.
# (FastAPI's are in http-services.py.) PYTHON names a python with the PyPI packages flask, django, requests;
# NODE_MODULES a folder with the npm packages express and axios; Debian package nginx; curl. Ports 15545-15548.
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}"
mkdir -p /srv/api && cd /srv/api || exit 1
ln -sfn "$NODE_MODULES" node_modules
printf 'from flask import Flask\napp = Flask(__name__)\n@app.route("/crash")\ndef crash():\n    return len(None)\n' >f500.py
"$PYTHON" -m flask --app f500 run --port 15545 >f.log 2>&1 & f=$!
cat >d500.py <<'P'
import sys
from django.conf import settings
from django.core.management import execute_from_command_line
from django.urls import path
settings.configure(DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="x")
urlpatterns = [path("crash", lambda request: len(None))]
execute_from_command_line(["d500", "runserver", "--noreload", "15546"])
P
"$PYTHON" d500.py >d.log 2>&1 & d=$!
printf 'const app = require("express")();\napp.get("/crash", () => { null.length });\napp.listen(15547);\n' >e500.js
NODE_ENV=production node e500.js >e.log 2>&1 & e=$!
printf 'daemon off; pid /srv/api/nginx.pid; events {}\nhttp { access_log off; server { listen 127.0.0.1:15548; location / { return 500; } } }\n' >n500.conf
nginx -e stderr -c /srv/api/n500.conf & n=$!
sleep 3
for port in 15545 15546 15547 15548; do echo "== $port"; curl -si http://localhost:$port/crash; echo; done
"$PYTHON" -c 'import requests; requests.get("http://localhost:15545/crash").raise_for_status()' 2>&1 | tail -n 1
node -e 'require("axios").get("http://localhost:15545/crash").catch(e => console.error(String(e)))' 2>&1
kill $f $d $e $n; wait 2>/dev/null
echo "== flask log"; cat f.log; echo "== django log"; cat d.log; echo "== express log"; cat e.log
