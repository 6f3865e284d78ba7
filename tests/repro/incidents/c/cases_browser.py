"""Firefox ESR 153 and Chromium consoles."""

FF = "Firefox ESR 153 headless (its browser console's form)"


def page(scene, api, server=None, both=None, cwd="node", **variables):
    settings = " ".join(f"{k}={v}" for k, v in variables.items())
    seen = []
    command = lambda: seen.append(run(f"{settings} /usr/bin/python3 pages.py {scene} {api}", "other")) or b""
    if server is None:
        command()
        return seen[0]
    log = serving(server, 8000, [command], cwd, host="127.0.0.1")
    return both[0](log) + both[1](seen[0]) if both else seen[0]


BOTH = (compose("backend-1", "frontend-1"), compose("frontend-1"))
case("firefox-origin", ORIGIN, FF + ", fetch; Koa 3 that allows another origin", "Cross-Origin Request Blocked", lambda: page("fetch", "http://localhost:8000/api/v1/berths", "node cors_koa.js origin"))
case("firefox-origin-put", ORIGIN, FF + ", a PUT whose preflight gets no headers from Express 4, PowerShell redirect", "Cross-Origin Request Blocked", lambda: page("put", "http://localhost:8000/api/v1/berths/2", "node cors_none.js"), then(fold(120), powershell) if False else powershell)
case("firefox-crash-column", f"{COLUMN} {MASKED}", FF + " and uvicorn 0.29's log with psycopg2 2.9, one compose log", ["column \"draught_m\" does not exist", "Cross-Origin Request Blocked"],
     lambda: page("plain", "http://localhost:8000/api/v1/vessels", "uvicorn cors_sanic:app --port 8000", BOTH, "app"))
case("firefox-crash-masked", f"{MASKED}", FF + " and the access lines of Koa 3 that say 500: no traceback anywhere", ["Cross-Origin Request Blocked"], lambda: page("fetch", "http://localhost:8000/api/v1/berths", "node cors_koa.js crash", BOTH))
case("firefox-redirect", REDIRECT, FF + ", Koa 3 that sends 307 from /api to /api/v1 without headers, one compose log", ["Cross-Origin Request Blocked"], lambda: page("fetch", "http://localhost:8000/api/berths", "node cors_koa.js moved", BOTH))
case("firefox-nginx-redirect-auth", REDIRECT, FF + ", nginx 1.22 that sends 307 from /api to /api/v1, a request with a token", ["Cross-Origin Request Blocked"], lambda: page("auth", "http://localhost:8000/api/auth/me", "nginx -c /srv/harbor/other/cors_nginx.conf", BOTH, "other"))
case("firefox-network-axios", NETWORK, FF + ", axios 0.21, nobody listens", "Network Error", lambda: page("axios", "http://localhost:3000".replace("3000", "3999") + "/api/v1/calls"))
case("firefox-cascade", f"{CASCADE} {LIMITED} {LOOP}", FF + " against Koa 3 that answers 429 after five requests, both logs", "AuthContext: /api/auth/me -> 429 Too Many Requests", lambda: page("cascade", "http://localhost:8000", "node cors_koa.js limit", BOTH))
case("firefox-auth-loop", LOOP, FF + ", a page that goes to /login at each 401, Koa 3", '\\"isAuthenticated\\":false', lambda: page("loop", "http://localhost:8000/api/v1/auth/me", "node cors_koa.js auth", BOTH, WAIT=9))
case("chromium-koa-origin-put", ORIGIN, "Chromium 156 headless, a PUT's preflight that Express 4 answers without headers, journald", "has been blocked by CORS policy", lambda: page("put", "http://localhost:8000/api/v1/berths/2", "node cors_none.js", BROWSER="chromium"), journald("chromium", 4112, "kiosk-3"))
case("chromium-koa-cascade", f"{CASCADE} {LIMITED} {LOOP}", "Chromium 156 headless against Koa 3 that answers 429 after five requests", "AuthContext: /api/auth/me -> 429", lambda: page("cascade", "http://localhost:8000", "node cors_koa.js limit", BROWSER="chromium", WAIT=8))
case("chromium-koa-auth-loop", LOOP, "Chromium 156 headless, a page that goes to /login at each 401, Koa 3, kiosk's journald", "isAuthenticated", lambda: page("loop", "http://localhost:8000/api/v1/auth/me", "node cors_koa.js auth", BROWSER="chromium", WAIT=9), journald("chromium", 4112, "kiosk-3"))
