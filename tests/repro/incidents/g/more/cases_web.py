"""Browsers: Chromium 156 by Playwright for Python in pytest (an Angular page) and by Selenium 4.4 for Ruby in Capybara (a jQuery page); Firefox by WebDriver BiDi."""

shutil.copytree(f"{HERE}/web", f"{HOME}/web", dirs_exist_ok=True)
for folder in ("node_modules", "dist", "htdocs/api/v1"):
    os.makedirs(f"{HOME}/web/{folder}", exist_ok=True)
open(f"{HOME}/web/htdocs/api/v1/lockers", "w").write('[{"id": 1}]')


def bundle():
    if not os.path.exists(f"{HOME}/web/dist/main.js"):
        out = js("""esbuild main.ts --bundle --format=esm --outfile=dist/main.js --log-level=error --tsconfig-raw='{"compilerOptions":{"experimentalDecorators":true,"useDefineForClassFields":false}}'""", "web")
        if out.strip():
            raise RuntimeError(out.decode())


def paged(kind, port, command, python, **variables):
    """The page, and this command meanwhile."""
    bundle()
    if kind == "fx":
        ask = lambda: run(MODULES + command, "web", python=False, **{"PATH": NODE_PATH, "HOME": "/run", **variables})
    else:
        ask = lambda: run(command, "web", python=python, **{"HOME": "/run", "PATH": "/usr/local/bin:/usr/bin:/bin", **variables})
    return serving(NODE_SERVER + "page.js", port, [ask], "web", python=False, wrote=False, HOME="/run", PORT=str(port), PAGE_KIND=kind)


TOOLS = {"angular": (4200, "python -m pytest -q -p no:cacheprovider -p no:playwright test_page.py", True), "jquery": (8080, "rspec --no-color depot_spec.rb", False), "fx": (4200, "node fx.mjs", False)}


def page_and(kind, query, server=None, at=8000, names=None, wait=None, server_python=False, **env):
    port, command, python = TOOLS[kind]
    variables = {"PAGE": f"http://localhost:{port}/?{query}", **({"WAIT": str(wait)} if wait else {})}
    if not server:
        return paged(kind, port, command, python, **variables)
    seen = []
    log = serving(server, at, [lambda: seen.append(paged(kind, port, command, python, **variables)) or b""], "web", python=server_python, HOME="/run", **env)
    return compose(names[0], max(names, key=len))(log) + compose(names[1], max(names, key=len))(seen[0]) if names else seen[0]


def gocors():
    subprocess.run(["go", "build", "-o", f"{HOME}/web/api", f"{HOME}/web/api.go"], check=True, cwd=f"{HOME}/web", env={**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": f"{HOME}/gocache"})
    return "./api"


RACK = "rackup -E production -s puma -o 0.0.0.0 -p 3000 config.ru"
RPATH = dict(PATH="/usr/bin:/bin")
AT5000, AT3000, AT8081 = (f"api=http://localhost:{p}/api/v1" for p in (5000, 3000, 8081))
ANGULAR, JQUERY, FIREFOX = "Playwright for Python in pytest 9 with Chromium 156 headless, an Angular page", "RSpec 3 with Capybara 3.36 and Selenium 4.4 for Ruby, Chromium 156 headless, a jQuery 3 page", "puppeteer-core 24 over WebDriver BiDi with Firefox ESR headless, an Angular page"
BLOCKED = "has been blocked by CORS policy"
case("angular-network-error", NETWORK, ANGULAR + ": nobody listens at the port of the API, GitHub Actions", ["net::ERR_CONNECTION_REFUSED", "0 Unknown Error"], lambda: page_and("angular", "scene=list&" + AT5000), github("pytest tests/e2e"))
case("angular-origin-flask", f"{ORIGIN} {NETWORK}", ANGULAR + ": Flask-CORS 6 allows the production's origin only", BLOCKED, lambda: page_and("angular", "scene=list&" + AT5000, "flask --app flask_cors_app run -p 5000", 5000, server_python=True))
case("angular-crash-rack-cors", f"{MASKED} {NETWORK}", ANGULAR + ": Sinatra 3 under puma 5 raises through rack-cors, so its 500 has no headers; both logs, one compose log", ["NoMethodError", BLOCKED], lambda: page_and("angular", "scene=list&" + AT3000, RACK, 3000, ("api-1", "e2e-1"), **RPATH))
case("angular-redirect-go", f"{REDIRECT} {NETWORK}", ANGULAR + ": Go 1.19 sends 307 from /api to /api/v1 outside of rs/cors; both logs, one compose log", ["/api/lockers 307", BLOCKED], lambda: page_and("angular", "scene=list&api=http://localhost:8081/api", gocors(), 8081, ("gateway-1", "e2e-1"), ORIGIN="http://localhost:4200"))
case("angular-auth-loop", LOOP, ANGULAR + ": an HttpInterceptor goes to /login at each 401 of Sinatra 3, GitLab", ["AuthService state", "401 (Unauthorized)"], lambda: page_and("angular", "scene=loop&" + AT3000, RACK, 3000, **RPATH), gitlab)
case("angular-cascade", f"{CASCADE} {LIMITED}", ANGULAR + ": RxJS's retry of a plan uses up rack-attack's limit in Sinatra 3, then /auth/me gets 429 and isLoading stays true; both logs, one compose log", ["429 (Too Many Requests)", "isLoading: true"], lambda: page_and("angular", "scene=cascade&" + AT3000, RACK, 3000, ("api-1", "e2e-1"), QUOTA="5", **RPATH))
case("capybara-origin-go", ORIGIN, JQUERY + ": Go 1.19 with rs/cors allows another origin, Jenkins with time stamps", BLOCKED, lambda: page_and("jquery", "scene=list&" + AT8081, gocors(), 8081, ORIGIN="https://depot.example.com"), each_line(lambda t: f"[{t:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z] "))
case("capybara-crash-node", MASKED, JQUERY + ": a server of Node 20's http answers an error with 500 and without headers; its TypeError in its log, one compose log", ["TypeError: Cannot read properties of null (reading 'map')", BLOCKED], lambda: page_and("jquery", "scene=list&" + AT8081, NODE_SERVER + "crash.mjs", 8081, ("backend-1", "browser-1")))
case("capybara-redirect-apache", REDIRECT, JQUERY + ": Apache 2.4's mod_rewrite sends 307 from /api to /api/v1, a preflight; its access log too, one compose log", [" 307 ", BLOCKED], lambda: page_and("jquery", "scene=list&api=http://localhost:8081/api", "bash -c 'mkdir -p /run/gb-apache; apache2 -D FOREGROUND -f /app/apache.conf | cat'", 8081, ("proxy-1", "browser-1"), PATH="/usr/sbin:/usr/bin:/bin"))
case("capybara-network-error", NETWORK, JQUERY + ": nobody listens at the port of the API", "net::ERR_CONNECTION_REFUSED", lambda: page_and("jquery", "scene=list&" + AT8081))
case("capybara-auth-loop", LOOP, JQUERY + ": each 401 of Go 1.19's net/http sends it to /login; both logs, one compose log", ["/api/v1/auth/me 401", "auth: {"], lambda: page_and("jquery", "scene=loop&" + AT8081, gocors(), 8081, ("backend-1", "browser-1"), ORIGIN="http://localhost:8080"))
case("capybara-cascade", f"{CASCADE} {LIMITED}", JQUERY + ": retries of a plan use up the limit of Go 1.19 with x/time/rate, then /auth/me gets 429 and isLoading stays true, docker logs -t", ["429 (Too Many Requests)", "isLoading: true"], lambda: page_and("jquery", "scene=cascade&" + AT8081, gocors(), 8081, QUOTA="1", ORIGIN="http://localhost:8080"), docker_t)
case("bidi-auth-loop", LOOP, FIREFOX + ": an HttpInterceptor goes to /login at each 401 of Sinatra 3", ["401 GET http://localhost:3000/api/v1/auth/me", "AuthService state"], lambda: page_and("fx", "scene=loop&" + AT3000, RACK, 3000, **RPATH))
case("bidi-cascade", f"{CASCADE} {LIMITED}", FIREFOX + ": RxJS's retry of a plan uses up rack-attack's limit in Sinatra 3, then /auth/me gets 429 and isLoading stays true", ["429 POST", "isLoading: true"], lambda: page_and("fx", "scene=cascade&" + AT3000, RACK, 3000, QUOTA="5", **RPATH))
case("bidi-network-error", NETWORK, FIREFOX + ": nobody listens at the port of the API, journald", ["NS_ERROR_CONNECTION_REFUSED", "0 Unknown Error"], lambda: page_and("fx", "scene=list&" + AT5000), journald("e2e", 3120, "wharf-vm-1"))
TOOLS["htmx"] = TOOLS["robot"] = (8080, "robot --console verbose --consolecolors off --output NONE --log NONE --report NONE board.robot", True)
ROBOT = "Robot Framework 7 with SeleniumLibrary 6, Chromium 156 headless"


def roboted(kind, query, server, names=None, **env):
    TOOLS["jquery"], before = TOOLS["robot"], TOOLS["jquery"]
    try:
        return page_and(kind, query, server, 8081, names, wait=3, **env)
    finally:
        TOOLS["jquery"] = before


case("robot-origin-aiohttp", ORIGIN, ROBOT + ", an htmx 2 page: aiohttp 3 allows another origin; its access log too, one compose log", BLOCKED, lambda: roboted("htmx", "x=1&" + AT8081, "python aio_origin.py", ("api-1", "robot-1"), server_python=True))
case("robot-crash-tornado", MASKED, ROBOT + ", an htmx 2 page: Tornado 6 fails before it sets its CORS headers; a ValueError's traceback in its log, one compose log", ["ValueError: invalid literal for int() with base 10: ''", BLOCKED], lambda: roboted("htmx", "x=1&" + AT8081, "python tornado_crash.py", ("api-1", "robot-1"), server_python=True))
case("robot-redirect-haproxy", REDIRECT, ROBOT + ", an htmx 2 page: HAProxy 2.6 sends 307 from /api to /api/v1, a preflight; GitLab", BLOCKED, lambda: roboted("htmx", "x=1&api=http://localhost:8081/api", "haproxy -f haproxy.cfg", PATH="/usr/sbin:/usr/bin:/bin"), gitlab)
case("robot-cascade-nginx", f"{CASCADE} {LIMITED}", ROBOT + ", a jQuery 3 page: retries of a plan use up nginx 1.22's limit_req, then /auth/me gets 429 and isLoading stays true; its access log too, one compose log", ["limiting requests, excess", " 429 ", "isLoading: true"], lambda: roboted("jquery", "scene=cascade&" + AT8081, "nginx -c /app/nginx.conf", ("gateway-1", "robot-1"), PATH="/usr/sbin:/usr/bin:/bin"))
FX = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource"
case("bidi-origin-rack-cors", f"{ORIGIN} {NETWORK}", FIREFOX + ": Sinatra 3 with rack-cors allows another origin; its access log too, one compose log", FX, lambda: page_and("fx", "scene=list&" + AT3000, RACK, 3000, ("api-1", "e2e-1"), ORIGIN="https://lockers.example.com", **RPATH))
case("bidi-crash-mojolicious", f"{MASKED} {NETWORK}", FIREFOX + ": Perl 5.36's Mojolicious 9 dies before it has sent its CORS headers; its log, one compose log", ["Can't call method \"lockers\" on unblessed reference", FX], lambda: page_and("fx", "scene=list&" + AT8081, "perl mojo.pl daemon -l http://*:8081", 8081, ("backend-1", "e2e-1"), **RPATH))
case("bidi-redirect-lighttpd", f"{REDIRECT} {NETWORK}", FIREFOX + ": lighttpd 1.4 sends 307 from /api to /api/v1, a preflight; its access log too, one compose log", [" 307 ", FX], lambda: page_and("fx", "scene=list&api=http://localhost:8081/api", "bash -c 'lighttpd -D -f lighttpd.conf 2>&1 | cat'", 8081, ("proxy-1", "e2e-1"), PATH="/usr/sbin:/usr/bin:/bin"))
case("robot-auth-loop", LOOP, ROBOT + ", a jQuery 3 page: each 401 of Sanic 25 sends it to /login; both logs, one compose log", ["401", "isLoading: true"], lambda: roboted("jquery", "scene=loop&" + AT8081, "sanic sanic_auth:app --host=0.0.0.0 --port=8081 --single-process --no-motd --access-logs", ("api-1", "robot-1"), server_python=True))
case("robot-network-error", NETWORK, ROBOT + ", an htmx 2 page: nobody listens at the port of the API, docker json-file", "net::ERR_CONNECTION_REFUSED", lambda: roboted("htmx", "x=1&" + AT8081, None), json_file)
