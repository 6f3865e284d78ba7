"""Browsers: Chromium 156 by Nightwatch 3 (a React 19 page with axios and TanStack Query) and by chrome-remote-interface (a Vue 3 page with Pinia and ky)."""

shutil.copytree(f"{HERE}/web", f"{HOME}/web", dirs_exist_ok=True)
for folder in ("node_modules", "dist"):
    os.makedirs(f"{HOME}/web/{folder}", exist_ok=True)
open(f"{HOME}/web/package.json", "w").write('{"name": "harbour-web", "private": true}')


def bundle():
    for source, kind in (("react.jsx", "react"), ("vue.js", "vue")):
        out = js(f"esbuild {source} --bundle --format=esm --minify-whitespace --outfile=dist/{kind}.js --log-level=error --jsx=transform --define:process.env.NODE_ENV='\"production\"'", "web")
        if out.strip():
            raise RuntimeError(out.decode())


def paged(kind, query, wait):
    port, command = {"react": (5173, "npx nightwatch --config nightwatch.conf.js"), "vue": (3000, "node console.mjs")}[kind]
    if not os.path.exists(f"{HOME}/web/dist/vue.js"):
        bundle()
    shutil.rmtree("/run/hb-nw", ignore_errors=True)
    shutil.rmtree("/run/hb-cdp", ignore_errors=True)
    ask = lambda: run(MODULES + command, "web", python=False, **{"PATH": NODE_PATH, "HOME": "/run", "NO_COLOR": "1", "FORCE_COLOR": "0", "PAGE": f"http://localhost:{port}/?{query}", "WAIT": str(wait)})
    return serving(NODE_SERVER + "page.mjs", port, [ask], "web", python=False, wrote=False, HOME="/run", PORT=str(port), PAGE_KIND=kind)


def page_and(kind, scene, server=None, names=None, at=8000, api="/api/v1", wait=3500, python=False, host="localhost", **env):
    query = f"scene={scene}&api=http://{host}:{at}{api}"
    if not server:
        return paged(kind, query, wait)
    seen = []
    log = serving(server, at, [lambda: seen.append(paged(kind, query, wait)) or b""], "web", python=python, HOME="/run", **env)
    return compose(names[0], max(names, key=len))(log) + compose(names[1], max(names, key=len))(seen[0]) if names else seen[0]


REACT = "Nightwatch 3 with Chromium 156 headless, a React 19 page with axios 1 and TanStack Query 5"
VUE = "chrome-remote-interface with Chromium 156 headless, each line of the console with its source, a Vue 3 page with Pinia 3 and ky 1"
BLOCKED = "has been blocked by CORS policy"
LITESTAR = "uvicorn litestar_app:app --host 0.0.0.0 --port 8000"
FASTIFY = NODE_SERVER + "auth_fastify.mjs"
case("nightwatch-origin-litestar", f"{ORIGIN} {NETWORK}", REACT + ": Litestar 2.25's CORSConfig allows the production's origin only, GitHub Actions", BLOCKED, lambda: page_and("react", "list", LITESTAR, python=True, ORIGIN="https://harbour.example.com"), github("npx nightwatch"))
case("cdp-origin-trailing-slash", f"{ORIGIN} {NETWORK}", VUE + ": cors 2 in Express 5 allows the origin with a slash at its end; the server's line too, one compose log", BLOCKED, lambda: page_and("vue", "list", NODE_SERVER + "slash.mjs", ("api-1", "console-1"), FRONTEND_URL="http://localhost:3000/"))
case("nightwatch-crash-fastapi", f"{MASKED} {NETWORK}", REACT + ": FastAPI 0.165's 500 has no CORS headers; a KeyError's traceback in uvicorn's log, one compose log", ["KeyError: 'length_m'", BLOCKED], lambda: page_and("react", "list", "uvicorn crash:app --host 0.0.0.0 --port 8000", ("backend-1", "e2e-1"), python=True))
case("cdp-crash-deno", f"{MASKED} {NETWORK}", VUE + ": Deno 2's Deno.serve answers an error with 500 and without headers; its TypeError in its log, one compose log", ["Cannot read properties of undefined (reading 'high')", BLOCKED], lambda: page_and("vue", "list", f"bash -c '{MODULES}NO_COLOR=1 DENO_DIR=/run/hb-deno DENO_NO_UPDATE_CHECK=1 exec deno run --no-config --node-modules-dir=none --allow-net crash_deno.ts'", ("backend-1", "console-1")))
case("nightwatch-redirect-flask", f"{REDIRECT} {NETWORK}", REACT + ": Flask 3.1 sends 307 from /api to /api/v1, only the new views have Flask-CORS's decorator; its access log too, one compose log", ['GET /api/berths HTTP/1.1" 307', BLOCKED], lambda: page_and("react", "list", "flask --app redirect_flask run -h 0.0.0.0 -p 8000", ("api-1", "e2e-1"), api="/api", python=True))
case("cdp-redirect-fastify", f"{REDIRECT} {NETWORK}", VUE + ": Fastify 5 sends 307 from /api to /api/v1 before @fastify/cors, a preflight; its JSON log too, one compose log", ['"statusCode":307', BLOCKED], lambda: page_and("vue", "list", NODE_SERVER + "redirect_fastify.mjs", ("api-1", "console-1"), api="/api"))


def published(make):
    """The API's port is published, but the server in the container listens on its own 127.0.0.1."""
    dock("docker run -d --name harbour-api -p 8000:8000 python:3.12-slim python3 -m http.server -b 127.0.0.1 8000 >/dev/null; sleep 2", "app")
    try:
        return make()
    finally:
        dock("docker rm -f harbour-api >/dev/null", "app")


case("nightwatch-network-error", NETWORK, REACT + ": the API's port is published by docker 20.10, but the server in its container listens on 127.0.0.1 only, GitLab", ["net::ERR_", "Network Error"], lambda: published(lambda: page_and("react", "list")), gitlab)
case("cdp-network-error", NETWORK, VUE + ": nobody listens at the port of the API, docker logs -t", ["net::ERR_CONNECTION_REFUSED", "Failed to fetch"], lambda: page_and("vue", "list"), docker_t)
case("nightwatch-auth-loop", LOOP, REACT + ": an interceptor goes to /login at each 401 of Fastify 5, Jenkins with time stamps", ["[AuthContext]", "401 (Unauthorized)"], lambda: page_and("react", "loop", FASTIFY, LEVEL="silent"), jenkins)
case("cdp-auth-loop", LOOP, VUE + ": location.replace to /login at each 401 of Litestar 2.25; uvicorn's access log too, one compose log", ['GET /api/v1/auth/me HTTP/1.1" 401', "[auth store] { isAuthenticated"], lambda: page_and("vue", "loop", LITESTAR, ("api-1", "console-1"), python=True, ORIGIN="http://localhost:3000", DENY="1"))
case("nightwatch-cascade", f"{CASCADE} {LIMITED}", REACT + ": TanStack Query's retries use up @fastify/rate-limit's limit, then /auth/me gets 429 and isLoading stays true", ["429 (Too Many Requests)", "\\\"isLoading\\\":true", "/auth/me:\" \"Request failed with status code 429"], lambda: page_and("react", "cascade", FASTIFY, wait=9000, QUOTA="5", LEVEL="silent"))
case("cdp-cascade", f"{CASCADE} {LIMITED}", VUE + ": retries of a forecast use up Litestar 2.25's RateLimitConfig, then /auth/me gets 429 and isLoading stays true; uvicorn's access log too, one compose log", ["429 Too Many Requests", "isLoading: true"], lambda: page_and("vue", "cascade", LITESTAR, ("api-1", "console-1"), python=True, ORIGIN="http://localhost:3000", QUOTA="4"))
