"""Pages whose calls fail, in Chromium, Firefox and WebKit: prints what each browser writes to its console.

Usage: frontend-browsers.py FOLDER. Needs the Debian packages chromium, firefox-esr, openssl; for WebKit python3-gi,
gir1.2-webkit2-4.1 and xvfb; node with the npm packages puppeteer-core, webpack, webpack-cli, css-loader@6 and
mini-css-extract-plugin@2 in the folder NODE_MODULES. PYTHON names a python with the PyPI package django. Ports 15741 (page), 15742 (page by https), 15743 (API), 15744 (nobody), 2828
(Firefox), loopback only.
"""
import http.server
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
os.chdir(folder)
NODE_MODULES = os.environ.get("NODE_MODULES", "./node_modules")
PAGE, API, NOBODY = "http://localhost:15741", "http://localhost:15743", "http://localhost:15744"

PAGES = {
    "fetch": f"fetch('{NOBODY}/api/v1/auth/me')",
    "fetch-cors": f"fetch('{API}/api/v1/people')",
    "fetch-cors-500": f"fetch('{API}/api/v1/crash')",
    "lazy": "import('/assets/report-irLHdXTi.js')",
    "insecure": "fetch('http://api.example.com/api/v1/auth/me')",
    "too-many": "for (let i = 0; i < 2; i++) await fetch('/api/v1/auth/me')",
    "undefined": "await fetch(`/${undefined}/api/v1/auth/login`, { method: 'POST' })",
    "loop": "for (let i = 0; i < 4; i++) { console.log(JSON.stringify({ isAuthenticated: false, isLoading: true })); await fetch('/api/v1/session') }",
    "chunk": "",
    "css-chunk": "",
}


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.split("?")[0]
        name = path.strip("/").removesuffix(".html")
        if name in PAGES:
            script = f"<script type=module>{PAGES[name]}</script>"
            if name in ("chunk", "css-chunk"):
                script = '<script src="/built/main.js"></script>' if name == "css-chunk" else '<script src="/slow/main.js"></script>'
            return self.answer(200, f"<!doctype html><link rel=icon href=data:,><title>{name}</title>{script}", "text/html")
        if path in ("/built/main.js", "/slow/main.js"):
            return self.answer(200, open(path[1:]).read(), "text/javascript")
        if path.startswith("/slow/"):
            time.sleep(4)
        self.answer({"/api/v1/auth/me": 429, "/api/v1/session": 401}.get(path, 404), "{}", "application/json")

    do_POST = do_GET

    def answer(self, status, body, kind):
        body = body.encode()
        try:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *_):
        pass


# An API that names no origin, and crashes on one path. Django, as it comes.
API_PROGRAM = """
import sys
from django.conf import settings
settings.configure(DEBUG=True, ALLOWED_HOSTS=["*"], SECRET_KEY="k" * 50, ROOT_URLCONF=__name__)
from django.core.management import execute_from_command_line
from django.http import JsonResponse
from django.urls import path

def people(request):
    return JsonResponse([], safe=False)

def crash(request):
    rows = None
    return JsonResponse({"total": len(rows)})

urlpatterns = [path("api/v1/people", people), path("api/v1/crash", crash)]
execute_from_command_line(["api.py", "runserver", "--noreload", "15743"])
"""


def serve(port, handler, tls=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def bundle():
    for name, extra in (("built", ""), ("slow", "import('./report.js');")):
        with open("report.js", "w") as file:
            file.write("import './report.css'; export default 1;" if name == "built" else "export default 1;")
        open("report.css", "w").write("body { color: red }")
        open("main.js", "w").write("import('./report.js');")
        open("webpack.config.js", "w").write(f"""
const Css = require('mini-css-extract-plugin');
module.exports = {{ mode: 'production', entry: './main.js', devtool: false,
  output: {{ path: __dirname + '/{name}', publicPath: '/{name}/', chunkLoadTimeout: 1000, chunkFilename: '[id].[contenthash:8].js' }},
  plugins: [new Css({{ chunkFilename: '[id].[contenthash:8].css' }})],
  module: {{ rules: [{{ test: /css$/, use: [Css.loader, 'css-loader'] }}] }} }};""")
        subprocess.run(["node", "node_modules/webpack-cli/bin/cli.js"], check=True, stdout=subprocess.DEVNULL)


PUPPETEER = """
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const tab = await browser.newPage();
tab.on("console", message => console.log(message.text(), message.location().url ?? ""));
await tab.goto(process.argv[2], { waitUntil: "networkidle0" });
await browser.close();
"""


def puppeteer(url):
    with open("console.mjs", "w") as file:
        file.write(PUPPETEER)
    subprocess.run(["timeout", "30", "node", "console.mjs", url])


def chromium(url, seconds=5):
    run = subprocess.run(["timeout", str(seconds + 5), "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--ignore-certificate-errors",
                          "--enable-logging=stderr", f"--user-data-dir={folder}/chromium", f"--timeout={seconds * 1000}",
                          "--dump-dom", url], capture_output=True, text=True)
    for line in re.split(r"\n(?=\[)", run.stderr):
        if "CONSOLE" in line:
            print(line.strip())


class Firefox:
    """Firefox by its remote protocol: JSON with its length before it."""
    def __init__(self):
        profile = f"{folder}/firefox"
        os.makedirs(profile, exist_ok=True)
        self.process = subprocess.Popen(["firefox-esr", "--headless", "--marionette", "--remote-allow-system-access", "--profile", profile],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(60):
            time.sleep(0.5)
            try:
                self.socket = socket.create_connection(("127.0.0.1", 2828), timeout=30)
                break
            except OSError:
                continue
        self.file = self.socket.makefile("rb")
        self.read()
        self.call("WebDriver:NewSession", {"acceptInsecureCerts": True})

    def read(self):
        length = b""
        while (byte := self.file.read(1)) != b":":
            length += byte
        return json.loads(self.file.read(int(length)))

    def call(self, name, parameters):
        text = json.dumps([0, 1, name, parameters])
        self.socket.sendall(f"{len(text)}:{text}".encode())
        return self.read()[2:]

    def console(self, url, seconds=3):
        self.call("Marionette:SetContext", {"value": "chrome"})
        self.call("WebDriver:ExecuteScript", {"script": "Services.console.reset()", "args": []})
        self.call("Marionette:SetContext", {"value": "content"})
        self.call("WebDriver:Navigate", {"url": url})
        time.sleep(seconds)
        self.call("Marionette:SetContext", {"value": "chrome"})
        script = "return Services.console.getMessageArray().map(one => one.errorMessage || one.message).filter(one => !/chrome:|resource:/.test(one))"
        answer = self.call("WebDriver:ExecuteScript", {"script": script, "args": []})
        for line in (answer[1] or {}).get("value", []) if answer[0] is None else [answer[0]]:
            print(line)


def webkit(url):
    program = f"""
import gi
gi.require_version("Gtk", "3.0"); gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2
view = WebKit2.WebView()
view.get_settings().set_enable_write_console_messages_to_stdout(True)
view.load_uri("{url}")
GLib.timeout_add_seconds(4, Gtk.main_quit)
Gtk.main()
"""
    environment = dict(os.environ, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1", WEBKIT_DISABLE_COMPOSITING_MODE="1", GDK_BACKEND="x11", NO_AT_BRIDGE="1")
    run = subprocess.run(["timeout", "25", "xvfb-run", "-a", "/usr/bin/python3", "-c", program], capture_output=True, text=True, env=environment)
    print("\n".join(line for line in (run.stdout + run.stderr).splitlines() if "CONSOLE" in line))


subprocess.run("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem 2>/dev/null", shell=True, check=True)
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain("cert.pem", "key.pem")
if not os.path.exists("node_modules"):
    os.symlink(NODE_MODULES, "node_modules")
bundle()
serve(15741, Page)
serve(15742, Page, tls)
with open("api.py", "w") as file:
    file.write(API_PROGRAM)
api_log = open("api.log", "w+")
api = subprocess.Popen([os.environ.get("PYTHON", sys.executable), "-u", "api.py"], stdout=api_log, stderr=api_log)
time.sleep(2)
for name in ("too-many", "undefined", "loop", "fetch-cors-500"):
    print(f"== chromium through puppeteer, {name}", flush=True)
    puppeteer(f"{PAGE}/{name}")
for name in ("fetch", "css-chunk", "chunk"):
    print(f"== chromium, {name}", flush=True)
    chromium(f"{PAGE}/{name}")
print("== chromium, insecure", flush=True)
chromium("https://localhost:15742/insecure")
firefox = Firefox()
for name in ("fetch", "fetch-cors", "fetch-cors-500", "lazy"):
    print(f"== firefox, {name}", flush=True)
    firefox.console(f"{PAGE}/{name}")
firefox.process.terminate()
for name in ("fetch", "fetch-cors", "fetch-cors-500"):
    print(f"== webkit, {name}", flush=True)
    webkit(f"{PAGE}/{name}")
api.terminate()
print("== the API's log")
api_log.seek(0)
print(api_log.read())
