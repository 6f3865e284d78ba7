"""Two loopback servers and a headless Chromium that calls one from a page of the other.

Usage: cors-chromium.py FOLDER [CASE]   (uvicorn, fastapi and the Debian package chromium are needed)
Prints Chromium's console and the backend's log for each case. Ports 15500 (page) and 15501 (API).
"""
import http.server
import os
import signal
import subprocess
import sys
import threading
import time

folder = sys.argv[1]
only = sys.argv[2] if len(sys.argv) > 2 else None
os.makedirs(folder, exist_ok=True)
os.chdir(folder)
PAGE, API = "http://localhost:15500", "http://localhost:15501"

BACKEND = '''
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, RedirectResponse

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=[{origins}], allow_credentials=True,
                   allow_methods=["GET", "POST"], allow_headers=["Content-Type"])

@app.get("/api/v1/people")
@app.post("/api/v1/people")
def people():
    return []

@app.get("/api/v1/crash")
@app.post("/api/v1/crash")
def crash():
    rows = None
    return {{"total": len(rows)}}

@app.get("/moved")
def moved():
    return RedirectResponse("http://127.0.0.1:15500/", 307)

@app.get("/star")
def star():
    return JSONResponse([], headers={{"Access-Control-Allow-Origin": "*"}})
'''
REDIRECT = '''

class Redirect:
    """Sends /api/x to /api/v1/x, outside the CORS middleware."""
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith("/api/") and not path.startswith("/api/v1/"):
            target = "{base}/api/v1/" + path[5:]
            return await RedirectResponse(target, 307)(scope, receive, send)
        await self.app(scope, receive, send)

app = Redirect(app)
'''


class Page(http.server.BaseHTTPRequestHandler):
    script = ""

    def do_GET(self):
        body = f"<!doctype html><title>t</title><script>{Page.script}</script>".encode()
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *a):
        pass


page = http.server.ThreadingHTTPServer(("127.0.0.1", 15500), Page)
threading.Thread(target=page.serve_forever, daemon=True).start()


def case(title, origins, script, redirect=False):
    if only and only != title:
        return
    source = BACKEND.format(origins=origins)
    if redirect:
        source += REDIRECT.format(base=API)
    open("main.py", "w").write(source)
    backend = subprocess.Popen([sys.executable, "-m", "uvicorn", "main:app", "--port", "15501"],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(3)
    Page.script = script
    out = subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
                          "--user-data-dir=/tmp/cors-profile", "--virtual-time-budget=4000", "--dump-dom", PAGE + "/"],
                         capture_output=True, text=True, timeout=60)
    print(f"== {title}: browser")
    print("\n".join(l for l in out.stderr.splitlines() if "CONSOLE" in l))
    backend.send_signal(signal.SIGINT)
    log, _ = backend.communicate(timeout=20)
    print(f"== {title}: backend")
    print(log)


get = "fetch('%s%s').catch(e => console.error(String(e)));"
good, other = repr(PAGE), repr("https://dashboard.example.com")
case("origin not in the list", other, get % (API, "/api/v1/people"))
case("origin not in the list, preflight", other,
     f"fetch('{API}/api/v1/people', {{method:'POST', headers:{{'Content-Type':'application/json'}}, body:'{{}}'}}).catch(e => console.error(String(e)));")
case("XMLHttpRequest", other, f"const x = new XMLHttpRequest(); x.open('GET', '{API}/api/v1/people'); x.onerror = () => console.error('Network Error'); x.send();")
case("star with credentials", other, f"fetch('{API}/star', {{credentials:'include'}}).catch(e => console.error(String(e)));")
case("header not allowed", good, f"fetch('{API}/api/v1/people', {{headers:{{'X-Tenant':'1'}}}}).catch(e => console.error(String(e)));")
case("method not allowed", good, f"fetch('{API}/api/v1/people', {{method:'PUT'}}).catch(e => console.error(String(e)));")
case("crash", good, get % (API, "/api/v1/crash"))
case("crash, XMLHttpRequest", good, f"const x = new XMLHttpRequest(); x.open('GET', '{API}/api/v1/crash'); x.onerror = () => console.error('Network Error'); x.send();")
case("redirect", good, get % (API, "/api/people"), redirect=True)
case("redirect, preflight", good, f"fetch('{API}/api/people', {{headers:{{'Content-Type':'application/json'}}}}).catch(e => console.error(String(e)));", redirect=True)
case("redirect, XMLHttpRequest", good, f"const x = new XMLHttpRequest(); x.open('GET', '{API}/api/people'); x.send();", redirect=True)
case("redirect elsewhere", good, get % (API, "/moved"))
case("backend down (near miss)", good, "fetch('http://localhost:15509/api/v1/people').catch(e => console.error(String(e)));")
