"""The frontend at http://localhost:3000: `pages.py SCENE API`, then it shows what a browser writes to its console (BROWSER=firefox or chromium)."""
import http.server
import os
import subprocess
import sys
import tempfile
import threading

scene, api = sys.argv[1:3]
axios = open("/srv/harbor/node/node_modules/axios/dist/axios.min.js").read().split("//# sourceMapping")[0]
scenes = {
    "fetch": f"console.log('berth map: loading'); fetch('{api}').then(r => r.json()).then(d => console.log('berth map:', d.length)).catch(e => console.error('berth map: ' + e))",
    "put": f"console.log('saving berth Q-02'); fetch('{api}', {{method: 'PUT', headers: {{'content-type': 'application/json'}}, body: '{{}}'}}).catch(e => console.error('save failed: ' + e))",
    "auth": f"fetch('{api}', {{headers: {{Authorization: 'Bearer eyJ'}}}}).then(r => r.json()).catch(e => console.error('AuthContext: ' + e))",
    "axios": f"axios.get('{api}', {{timeout: 3000}}).catch(e => {{ console.error('Uncaught (in promise) ' + e); console.error(JSON.stringify(e.toJSON()).slice(0, 300)) }})",
    "plain": f"console.log('loading vessels'); fetch('{api}').catch(e => console.error('vessels: ' + e))",
    "cascade": f"""const state = {{isAuthenticated: false, isLoading: true}};
(async () => {{
  for (let n = 1; n <= 9; n++) {{ const r = await fetch('{api}/api/plan', {{method: 'POST'}}); console.log('plan: try ' + n + ' -> ' + r.status + ' ' + r.statusText) }}
  for (let n = 1; n <= 4; n++) {{ const r = await fetch('{api}/api/auth/me'); if (r.ok) state.isLoading = false; console.warn('AuthContext: /api/auth/me -> ' + r.status + ' ' + r.statusText + ', ' + JSON.stringify(state)) }}
}})()""",
    "loop": f"""const n = +(new URLSearchParams(location.search).get('n') || 0);
console.log('AuthContext ' + JSON.stringify({{isAuthenticated: false, isLoading: true}}) + ' at ' + location.pathname);
fetch('{api}').then(r => {{ if (r.status === 401 && n < 7) {{ console.warn('api.ts: 401 from /api/v1/auth/me, window.location.href = /login'); location.href = '/login?n=' + (n + 1) }} }})""",
}


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        script = self.path.startswith("/assets/")
        body = (scenes[scene] if script else f"<!doctype html><meta charset=utf-8><title>Harbor</title><link rel=icon href='data:,'><script>{axios if scene == 'axios' else ''}</script><script src='/assets/main-7be21f.js'></script>").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if script else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *rest):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 3000), Page)
threading.Thread(target=server.serve_forever, daemon=True).start()
seconds = os.environ.get("WAIT", "5")
if os.environ.get("BROWSER", "firefox") == "firefox":
    subprocess.run(["/usr/bin/python3", "firefox.py", "http://localhost:3000/", seconds])
else:
    profile = tempfile.mkdtemp(dir="/srv/harbor/run")
    process = subprocess.Popen(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=" + profile, "--no-first-run", "--disable-background-networking",
                                "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0", "http://localhost:3000/"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    threading.Timer(float(seconds) + 4, process.terminate).start()
    for line in process.stdout:
        if b"CONSOLE" in line:
            sys.stdout.buffer.write(line)
    sys.stdout.flush()
    import shutil
    shutil.rmtree(profile, ignore_errors=True)
os._exit(0)
