#!/usr/bin/env python3
"""Cuts the pieces of this batch out of what auth.sh, gate.sh, py.sh, web.sh, rest.sh, dock.sh and extra.sh wrote to RAW.

    ./setup.sh                                   # once: /app/tern with its venv and node_modules
    for s in auth gate py web rest extra extra2; do ./ns.sh $PWD/$s.sh; done; COMPOSE_V2=… ./dock.sh
    ./make.py OUT/logs

A piece is one or more ranges of whole lines: (raw file, first, last); first and last are line numbers (negative from the end) or patterns.
"""
import datetime
import os
import re
import subprocess
import sys

RAW = "/tmp/pieces-web/raw"
OUT = sys.argv[1]
PIECES = []


def piece(name, cuts, ids, decisive, made, wrap=None, root=None):
    PIECES.append((name, cuts if isinstance(cuts, list) else [cuts], ids.split(), root, [decisive] if isinstance(decisive, str) else decisive, made, wrap))


def lines_of(cut):
    name, first, last = cut
    lines = open(f"{RAW}/{name}", "rb").read().replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")

    def index(where, after=0):
        if isinstance(where, int):
            return where - 1 if where > 0 else len(lines) + where
        for n in range(after, len(lines)):
            if re.search(where.encode(), lines[n]):
                return n
        raise SystemExit(f"{name}: no {where}")
    a = index(first)
    b = a if last == "=" else index(last, a + 1)
    return lines[a:b + 1]


def each(prefix, step=0.0173):
    def wrap(data):
        now = datetime.datetime.now(datetime.timezone.utc)
        out = b""
        for line in data.rstrip(b"\n").split(b"\n"):
            out += prefix(now).encode() + line + b"\n"
            now += datetime.timedelta(seconds=step)
        return out
    return wrap


compose = lambda name: each(lambda t: f"{name} | ")
journald = lambda unit, pid: each(lambda t: f"{t:%b %d %H:%M:%S} app-1 {unit}[{pid}]: ")
cri = each(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}217Z stderr F ")
gha = each(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}4Z ")
quoted = each(lambda t: "> ")
fold = lambda width: lambda data: subprocess.run(["fold", "-w", str(width)], input=data, stdout=subprocess.PIPE, check=True).stdout
utf16 = lambda data: b"\xff\xfe" + data.replace(b"\n", b"\r\n").decode().encode("utf-16-le")

# --- auth/invalid-credentials-no-admin
A = "auth/invalid-credentials-no-admin"
piece("login-answer-after-first-start", ("login.curl", 1, 8), A, "Invalid credentials", "FastAPI, a database where nobody was seeded: curl -i's whole answer")
piece("login-requests-and-an-empty-users-table", ("login.requests", 5, -1), A, ["401 Client Error", "count", "^0$"], "requests 2 against FastAPI on a fresh SQLite database; then a look into the table: from the last line of the traceback on")
piece("login-journal-no-such-user", ("login.server", 6, 11), A, "no such user", "FastAPI's own warning under uvicorn on a fresh database: six lines of the middle, journald", journald("tern-api", 812))
piece("login-sqlalchemy-echo-without-a-row", ("login2.server", "WHERE users.username = ", "401 Unauthorized"), A, ["generated in", "Col \\(", "401 Unauth"], "SQLAlchemy 2.1's echo='debug': the SELECT of the user gives columns and no row, then the 401; fresh database, uvicorn, the tail before it was stopped")
piece("login-drf-right-after-migrate", [("dj.migrate", -5, -1), ("dj.login", 1, -1)], A, "No active account", "the end of Django's migrate on a new database, then curl -i to simplejwt's token view: no superuser was made; one terminal")

# --- auth/jwt-could-not-validate
A = "auth/jwt-could-not-validate"
piece("jwt-me-answer", ("jwt.curl", 1, -1), A, "Could not validate", "FastAPI with python-jose, a token that ran out: curl -i's answer, folded by a phone's width", fold(48))
piece("jwt-access-log-turns-to-401", ("jwt.server", "auth/me.* 200", -5), A, "401 Unauthorized", "uvicorn's access log: the same client's token runs out between two requests; compose prefix, FastAPI", compose("api-1"))
piece("jwt-signature-warning-tail", ("jwt2.server", -9, -5), A, "Signature verification failed", "FastAPI with python-jose: a token signed with the key from before; the tail of the log without the end of the server")
piece("jwt-simplejwt-token-not-valid", ("djjwt.httpie", 3, -1), A, "token_not_valid", "djangorestframework-simplejwt 5: httpie's answer with its head scrolled off, an access token that ran out")
piece("jwt-runserver-token-then-401", ("djjwt.server", "POST /api/token", -1), A, "/api/me/ HTTP/1.1\" 401", "Django 5.2's runserver: a token is fetched, works once, and then no more (its life was over); the last six lines")
piece("jwt-bearer-header-only", ("node.curl", "^WWW-Authenticate|^www-auth", "^Date"), A, "invalid_token", "express-oauth2-jwt-bearer 1 with an expired token: from the WWW-Authenticate header on, without the status line and the body")
piece("jwt-express-bearer-stack-without-head", ("node.server", "index.js:593", "code: 'invalid_token'"), A, ["error_description", "code: 'invalid_token'"], "express-oauth2-jwt-bearer with an expired token: Express 5's log from the second line of the stack")
piece("jwt-jsonwebtoken-stack-without-head", ("node2.server", "getSecret", "500.* ms"), A, "jsonwebtoken/verify.js", "jsonwebtoken 9 under Express 5, another secret than the token's: the stack without its first lines", cri)
piece("jwt-golang-two-refusals", ("go.server", 2, 3), A, ["signature is invalid", "Token is expired"], "golang-jwt 4 in net/http: one token with a foreign signature, one that ran out; the last two lines of the log")
piece("jwt-ruby-frames-of-expiration", ("rb.server", "verify_expiration", "block in <main>"), A, "verify_expiration", "ruby-jwt 2.5 in Sinatra 3 with an expired token: the frames below the message, puma's log")
piece("jwt-axios-response-headers", ("node.axios", 713, 722), A, "invalid_token", "axios 1 in Node 20 against express-oauth2-jwt-bearer: ten lines of the printed error's response headers")

# --- ratelimit/invalid-strategy
A = "ratelimit/invalid-strategy"
piece("strategy-slowapi-frames-no-message", ("strat.gunicorn", "strat_slowapi.py", "raise ConfigurationError"), A, "raise ConfigurationError", "slowapi 0.1 under gunicorn 27 with strategy='fixed-window-elastic-expiry': the last frames without the message")
piece("strategy-flask-limiter-last-line", ("strat.flask", -1, -1), A, "Invalid rate limiting", "Flask-Limiter with RATELIMIT_STRATEGY=sliding-window from the environment: the last line of `flask run`", utf16)
piece("strategy-flask-limiter-frames", ("strat.flask2", -6, -2), A, ["raise ConfigurationError", 7], "Flask-Limiter with an unknown strategy, `flask routes`: five lines before the last", fold(80))
piece("strategy-pytest-summary-cut-off", ("strat.pytest", "short test summary", -1), A, "ConfigurationError: Invalid r", "pytest at 80 columns: the summary, which cuts the message off; slowapi with an unknown strategy")
piece("strategy-pytest-source-listing", ("strat.pytest", "storage_options.update", "^>  "), A, "raise ConfigurationError", "pytest's listing of slowapi's source up to the line that raised, without the message")
piece("strategy-limits-keyerror", ("strat.limits", 1, -1), A, "KeyError", "limits.strategies.STRATEGIES of the installed limits has no 'fixed-window-elastic-expiry' any more: python -c")

# --- graphql/strawberry-object-is-not-an-enum
A = "graphql/strawberry-object-is-not-an-enum"
piece("enum-uvicorn-frames-no-message", ("enum.uvicorn", "gql/types.py", "raise ObjectIs"), A, "raise ObjectIsNotAnEnumError", "strawberry 0.341, @strawberry.enum on class CrewRole(str): uvicorn's traceback without head and last line")
piece("enum-rich-box-lower-half", ("enum.rich", "class CrewRole", "errors.strawberry"), A, ["subclass of enum.Enum", "object-is-not-an-enum"], "strawberry's own printed error (rich and libcst installed): from the marked line down")
piece("enum-typer-rich-frames", ("enum.export", "gql/types.py:4", "raise ObjectIs"), A, "raise ObjectIsNotAnEnumError", "strawberry export-schema: typer's rich traceback, the last frames without the message")
piece("enum-pytest-summary-cut-off", ("enum.pytest", -2, -1), A, "object_is_not_", "pytest at 80 columns: the last two lines, the message is cut off")
piece("enum-pytest-short-frames", ("enum.pytestshort", "gql/types.py", "raise ObjectIs"), A, "raise ObjectIsNotAnEnumError", "pytest --tb=short: four frames of the middle, GitHub Actions' time stamps", gha)

# --- config/secret-key-changethis
A = "config/secret-key-changethis"
piece("secret-pydantic-tail-folded", ("secret.uvicorn", -2, -1), A, ["'SECRET_KEY'", "for deployments", 3], "pydantic-settings 2, SECRET_KEY=changethis in production, uvicorn: a terminal of 60 columns; its first line had scrolled off", lambda d: fold(60)(d).split(b"\n", 1)[1])
piece("secret-dataclass-frames-no-message", ("secret.gunicorn", "in __post_init__", "raise ValueError"), A, "raise ValueError", "a dataclass of settings that refuses the default key, gunicorn: the last frames without the message")
piece("secret-gunicorn-worker-failed-to-boot", ("secret.gunicorn", -5, -1), A, "The value of SECRET_KEY", "the same with gunicorn's end, the last five lines, journald", journald("gunicorn", 1733))
piece("secret-pytest-collection", ("secret.pytest", "config.py:37", "For further"), A, "The value of SECRET_KEY", "pytest at collection, pydantic-settings: from the settings' frame on, compose prefix", compose("tests-1"))

# --- app/script-timeout
A = "app/script-timeout"
piece("script-sigalrm-frames", ("script.runner", "in run_script", "in _expired"), A, "in _expired", "a runner of users' scripts with SIGALRM: the frames of the middle, without the exception")
piece("script-api-504", ("script.curl", 1, -1), A, "ScriptTimeoutError", "FastAPI runs a script in a subprocess with a limit: curl -i's answer")
piece("script-node-vm-lower-half", ("script.vm", "at Script.runInContext", "^}"), A, "ERR_SCRIPT_EXECUTION_TIMEOUT", "node:vm with timeout: 1500, Node 20: the stack below the message and the code")
piece("script-celery-soft-limit", ("script.celery", "Soft time limit", "raised unexpected"), A, ["Soft time limit", "SoftTimeLimitExceeded"], "Celery 5, soft_time_limit=2 for a task that runs a script: two lines of the worker")
piece("script-celery-hard-limit-last-lines", ("script.celery", -6, -3), A, "Hard time limit", "Celery 5, time_limit=2: the worker's last lines before it was stopped")
piece("script-celery-caller", ("script.caller", -5, -1), A, "TimeLimitExceeded", "the caller of that Celery task: the last lines of its traceback")
piece("script-rq-death-penalty", ("script.rq", "scripts/nearest-berth.py\", line 11", "raise self._exception"), A, ["handle_death_penalty", "exceeded maximum timeout"], "rq 3, job_timeout=2 for a script: the last frames without the exception")
piece("script-func-timeout-frames", ("script.uvicorn", "script_api.py\", line 28", "raise FunctionTimedOut"), A, "raise FunctionTimedOut", "func_timeout 4 around exec in FastAPI: the last frames without the message")

# --- gateway/429-rate-limited
A = "gateway/429-rate-limited"
piece("limited-hey-status-codes", ("ngx429.hey", "Status code dist", "429"), A, "429", "nginx 1.22 limit_req with limit_req_status 429: the end of hey's summary")
piece("limited-nginx-error-log", ("ngx429.error", 3, 7), A, "limiting requests", "nginx 1.22 limit_req: five lines of error.log")
piece("limited-locust-error-report", ("ngx429.locust", "^Error report", -1), A, "429 Client Error", "Locust 2 against nginx's limit_req: the error report")
piece("limited-haproxy-pr-lines", ("hap429.log", -5, -2), A, "429", "HAProxy 2.6, http-request deny deny_status 429 by a stick table's request rate: four lines of its log")
piece("limited-haproxy-page", ("hap429.curl", "^<html", -1), A, "too many requests in a given", "the same: what the client saw, the body alone")
piece("limited-urllib3-last-line", ("slowapi.urllib3", -1, -1), A, [2, "too many 429"], "requests 2 with urllib3's Retry against slowapi: the last line", fold(72))
piece("limited-uvicorn-access-log", ("slowapi.server", "day=3", "tides HTTP"), A, "429", "slowapi, 5/minute: seven lines of uvicorn's access log, compose prefix", compose("api-1"))
piece("limited-ratelimit-headers", ("erl.curl", 3, 9), A, ["RateLimit:", "Retry-After"], "express-rate-limit 8 (draft 8 headers): the headers alone, without status line and body")
piece("limited-drf-body", ("djthr.curl", 5, -1), A, "throttled", "DRF's AnonRateThrottle: the end of curl -i's answer")
piece("limited-rack-attack", ("rack.curl", 1, -1), A, "429 Too Many|Retry later", "rack-attack 6.6 before Sinatra: curl -i's answer")
piece("limited-ky-loop", ("erl.ky", 1, 13), A, "429", "ky in Node 20 against express-rate-limit: the head of what it printed")

# --- gateway/503-concurrency-limit
A = "gateway/503-concurrency-limit"
piece("slots-nginx-error-log", ("ngx503.error", 2, 5), A, "limiting connections", "nginx 1.22 limit_conn 3, eight requests at once by hey: four lines of error.log")
piece("slots-haproxy-queue-timeouts", ("hap503.log", "48014|api/charts/1 HTTP/1.0", "NOSRV.*48062|XX|48044|5/4/3/1/0 0/2"), A, "sQ--", "HAProxy 2.6, maxconn 2 for a server and timeout queue 600ms, six requests at once by ab: lines of its log")
piece("slots-xargs-curl", ("slots.xargs", 1, -1), A, "^503", "a gateway with three slots for each client (FastAPI), six curls at once by xargs -P: code and time of each")
piece("slots-httpx-gather", ("slots.httpx", 1, -1), A, "503 Service Unavailable", "httpx 0.28, asyncio.gather of six calls at a gateway with three slots: what the script printed")
piece("slots-concurrent-debug-log", ("slots.server", "client=127.0.0.1 in_flight=2/3", "GET /api/vessels/5 "), A, ["reject", "in_flight=3/3"], "the same gateway with CONCURRENT_DEBUG=1: six lines of the middle", compose("gateway-1"))
piece("slots-uvicorn-exceeded", ("uvlimit.server", 9, 13), A, "Exceeded concurrency limit", "uvicorn --limit-concurrency 4 under autocannon: five lines of the log")

# --- http/health-check-503
A = "http/health-check-503"
piece("health-haproxy-layer7", ("health.haproxy", 2, -1), A, "Layer7 wrong status", "HAProxy 2.6 with option httpchk against a FastAPI whose readiness misses two things: the last lines")
piece("health-uvicorn-access-log", ("health.server", -12, -6), A, "health/ready.* 503", "uvicorn's access log of that readiness, seven lines", journald("tern-api", 2207))
piece("health-terminus-nest-error", ("nest.server500", "Health Check has failed", "="), A, "Health Check has failed", "NestJS 12 with @nestjs/terminus: the line of its log, with colors")
piece("health-terminus-answer-body", ("nest.health", -1, -1), A, "\"status\":\"error\"", "@nestjs/terminus: the body of the 503 alone; nobody listens at the search engine's port", fold(80))
piece("health-docker-inspect-log", ("dock.inspect", 1, 9), A + " ci/backend-not-healthy", ["\"unhealthy\"", "HTTP Error 503"], "docker inspect's State.Health of a service whose readiness answers 503, python -m json.tool: the first nine lines; Docker 20.10")

# --- ci/backend-not-healthy
A = "ci/backend-not-healthy"
piece("ci-compose-wait-unhealthy", ("dock.up", -3, -1), A + " http/health-check-503", "is unhealthy", "docker compose 2 up -d --wait, the service's readiness answers 503: the last three lines")
piece("ci-compose-ps-unhealthy", ("dock.composeps", 1, -1), A + " http/health-check-503", "\\(unhealthy\\)", "docker compose ps -a of that stack: one service is unhealthy, the one that waits for it stayed Created")
piece("ci-wait-on-timed-out", ("ci.waiton", -15, -11), A, "Timed out waiting", "wait-on 9: nobody answers at the backend's port; five lines", None)
piece("ci-start-server-and-test", ("ci.sst", 2, "Timed out waiting"), A, "Timed out waiting", "start-server-and-test 2: the server never listens; head of the output")
piece("ci-playwright-webserver", ("ci.pw", -1, -1), A, "config.webServer", "@playwright/test's webServer: its URL never answers; the one line it prints")
piece("ci-curl-retries-used-up", ("ci.curlretryv", -6, -1), A, ["retries", "Failed to connect"], "curl --retry 6 --retry-connrefused in a deploy step: the last lines")
piece("ci-wait-for-it", ("ci.waitforit", 1, -1), A, "timeout occurred", "wait-for-it --strict: nobody listens at the backend's port, GitHub Actions' time stamps", gha)
piece("ci-ansible-retries", ("ci.ansible", "2 retries left", "failed=1"), A + " http/health-check-503", ["1 retries left", "fatal:"], "ansible-playbook with uri and until: the readiness answers 503; the last lines")

# --- http/500-without-details
A = "http/500-without-details"
piece("error-500-hidden-by-handler", ("e500.curl", 1, -1), A, ["500 Internal", "Internal server error"], "FastAPI with a handler that hides everything: curl -i's answer")
piece("error-500-django-page", ("e500.dj", -8, -1), A, "<h1>Server Error", "Django 5.2 with DEBUG off: the body alone")
piece("error-500-nest", ("nest.curl500", 1, -1), A, ["500 Internal", "Internal server error"], "NestJS 12: curl -i's answer", utf16)
piece("error-500-wget", ("e500.wget", -9, -1), A, "500", "Flask 3 under gunicorn: wget -S's last lines")
piece("error-500-php-empty", ("e500.phpcurl", 1, -1), A, "500", "PHP 8.2 with display_errors and log_errors off: headers and an empty body")
piece("error-500-axios-data", ("nest.axios500", -7, -1), A, "statusCode: 500|status: 500", "axios 1 in Node 20 against NestJS: the last lines of the printed error")
piece("error-500-runserver-line", ("e500.djserver", -1, -1), A, "500", "Django's runserver with DEBUG off and no handler for its log: the line of the failed request")

# --- cors/origin-not-allowed
A = "cors/origin-not-allowed"
N = " frontend/network-error-hangs"
piece("origin-200-in-the-log-failed-in-the-browser", [("origin.server", 6, 7), ("origin.console", 2, 4)], A + N, ["200 OK", "net::ERR_FAILED"], "FastAPI's CORSMiddleware without the page's origin: two lines of uvicorn's log, then Chromium 156's console without its first line", )
piece("origin-starlette-preflight-headers", ("origin.curl", 1, 9), A, ["400 Bad", "access-control-allow-methods"], "the same: curl -i's preflight without the body")
piece("origin-uvicorn-options-400", ("origin.server", 9, 10), A, "OPTIONS", "the same: two preflights in uvicorn's log, compose prefix", compose("api-1"))
piece("origin-flask-cors-debug", ("origin.flask", "Origin' http", -1), A, "does not match any", "flask-cors 6 with its debug log: the last lines", cri)
piece("origin-rs-cors-debug", ("origin.go", -2, -1), A, "not allowed", "rs/cors 1.7 (Go) with Debug: the last two lines")
piece("origin-express-cors-stack", ("origin.express", 5, -1), A, "cors/lib/index.js", "Express 5, the origin function of the cors package refuses: the stack without the message")
piece("origin-rack-cors-miss", ("origin.rackcurl", 1, -1), A, "X-Rack-CORS", "rack-cors 1.1: curl -i with the page's Origin")
piece("origin-firefox-reason", ("origin.firefox", -3, -1), A + N, "Cross-Origin Request Blocked", "Firefox's console (BiDi) for the FastAPI without the page's origin: the last three lines")
piece("origin-preflight-console", ("origin.goconsole", 1, 2), A, "blocked by CORS", "Chromium 156's console and network: the first two lines; rs/cors does not know the origin")

# --- cors/backend-crash-masked
A = "cors/backend-crash-masked"
piece("crash-curl-two-answers", ("crash.curl", 1, -1), A + " http/500-without-details", ["access-control-allow-origin", "500 Internal"], "FastAPI: one endpoint answers with CORS headers, the one that crashes without; curl -i with an Origin for both")
piece("crash-console-and-access-log", [("crash.console", 1, 2), ("crash.server", 6, 6)], A + N + " http/500-without-details", ["blocked by CORS", "500 Internal"], "Chromium 156's console, then uvicorn's line of the request: an unhandled KeyError in FastAPI")
piece("crash-axios-and-traceback-tail", [("crash.axios", 2, 3), ("crash.server", "app/main.py\", line", "KeyError")], A + N, ["ERR_NETWORK", "KeyError"], "axios in Chromium 156: 'Network Error'; then the end of uvicorn's traceback", )
piece("crash-express-middleware-before-cors", [("crash2.console", 1, 2), ("crash2.server", "GET /api/v1/sailings", "crash.mjs:6")], A + N, ["blocked by CORS", "TypeError"], "Express 5: a middleware before cors throws; Chromium's console, then three lines of the server's log")

# --- cors/redirect-drops-headers
A = "cors/redirect-drops-headers"
piece("redirect-curl-two-hops", ("redirect.curl", 1, 12), A, ["307 Temporary", "^location"], "FastAPI, a middleware redirects /api/* to /api/v1/* outside of CORSMiddleware: curl -i -L with an Origin, without the body")
piece("redirect-uvicorn-options-307", ("redirect.server", 7, 10), A, "OPTIONS", "the same: four lines of uvicorn's log")
piece("redirect-console-and-access-log", [("redirect.console", 1, 3), ("redirect.server", 6, 6)], A + N, ["blocked by CORS", "307 Temporary"], "Chromium 156's console, then uvicorn's line of the request")
piece("redirect-firefox-status-307", ("redirect.firefox", "^OPTIONS .* 307", "Status code: 307"), A + N, ["307 Temporary", "Status code: 307"], "Firefox (BiDi): network and console")

piece("redirect-django-append-slash", [("redirect2.console", 2, 4), ("redirect2.dj", "GET /api/sailings ", "=")], A + N, ["ERR_NETWORK", "301"], "Django 5.2's APPEND_SLASH answers before django-cors-headers (it stands below CommonMiddleware): axios in Chromium's console without its first line, then runserver's line")
piece("redirect-nginx-rewrite", [("redirect3.access", 1, 1), ("redirect3.console", 3, 5)], A + N, ["OPTIONS /api", "net::ERR_FAILED"], "nginx 1.22 rewrites /api/ to /api/v1/ with a 302: its line of the preflight, then the end of Chromium's console")

# --- frontend/network-error-hangs
A = "frontend/network-error-hangs"
piece("network-refused-lines", ("net.axios", 2, 3), A, "ERR_CONNECTION_REFUSED", "axios in Chromium 156, nobody listens at the API's port: without axios' own message")
piece("network-axios-timeout", ("net.timeout", 1, -1), A, "timeout of 1500ms", "axios with a timeout in Chromium: the server accepts and never answers")
piece("network-vite-proxy-error", ("net.vite", -3, -1), A, "http proxy error", "Vite 8's dev server proxies /api to a backend that is not up: its last lines")
piece("network-vite-proxy-console", ("net.proxyconsole", 1, -1), A, "502", "the same: Chromium's console")
piece("network-firefox-status-null", ("net.firefox", -3, -1), A, ["NS_ERROR_CONNECTION_REFUSED", "did not succeed"], "Firefox (BiDi): nobody listens at the API's port")
piece("network-compose-name-in-browser", ("net.name", 1, -1), A, "backend:8000", "VITE_API_URL=http://backend:8000, which a browser cannot reach: Chromium's console")
piece("network-playwright-diff", ("net.pw", "Array \\[$", "runWithFiberInDEV"), A, "ERR_CONNECTION_REFUSED", "@playwright/test: lines of the diff of what failed on the page")

# --- frontend/auth-redirect-loop
A = "frontend/auth-redirect-loop"
piece("loop-console-excerpt", ("loop.console", 10, 18), A, ["isLoading", "401"], "React 19 with axios, window.location.href = '/login' at each 401: nine lines of Chromium's console with times")
piece("loop-nginx-access-log", ("loop.access", 5, 16), A, ["GET /login HTTP", "auth/me HTTP/1.1\" 401"], "the same page behind nginx: twelve lines of access.log (Vite's own files grepped out)")
piece("loop-playwright-diff", ("loop2.pw", "Received  \\+", 32), A, "401", "@playwright/test's list of the page's errors: the same two over and over; part of the diff")
piece("loop-302-on-login-itself", ("loop3.head", "^Location: /login\\?next=/harbours", -1), A, "next=/login", "Flask 3 whose before_request sends everybody without a session to /login, from /login as well: curl -I of both, the first one's head scrolled off")
piece("loop-werkzeug-log", ("loop3.server", 9, 16), A, "next=/login", "the same: eight lines of werkzeug's log with colors")
piece("loop-wget-redirections", ("loop3.wget", -7, -1), A, ["next=/login", "redirections exceeded"], "the same: wget's last lines")

# --- ratelimit/cascade-locks-frontend
A = "ratelimit/cascade-locks-frontend gateway/429-rate-limited"
piece("cascade-express-access-log", ("cascade.express", 9, 21), A, ["generate HTTP/1.1 429", "auth/me HTTP/1.1 429"], "retries of a failing POST use up express-rate-limit's limit, then /auth/me gets 429: thirteen lines of morgan")
piece("cascade-console-tail", ("cascade.console", -9, -1), A, ["auth/me", "isLoading"], "the same: the last nine lines of Chromium's console")
piece("cascade-console-turn", ("cascade.console", "attempt 9 failed", "validateToken"), A, ["attempt 11", "validateToken"], "the same: the console where the retries turn to 429")
piece("cascade-uvicorn-access-log", ("cascade2.server", "502 Bad", "Shutting"), A, ["generate HTTP/1.1\" 429", "auth/me HTTP/1.1\" 429"], "slowapi's application limit in FastAPI: uvicorn's access log from the first retry on")
piece("cascade-firefox-tail", ("cascade.firefox", -9, -1), A, ["auth/me 429", "isLoading"], "Firefox (BiDi) with the page of the first: the last nine lines")

os.makedirs(OUT, exist_ok=True)
bad = 0
for name, cuts, ids, root, decisive, made, wrap in PIECES:
    data = b"".join(line + b"\n" for cut in cuts for line in lines_of(cut))
    shown = wrap(data) if wrap else data
    text = shown.decode("utf-16") if shown[:2] == b"\xff\xfe" else shown.decode(errors="replace")
    rows = text.split("\n")
    lines = []
    for pattern in decisive:
        if isinstance(pattern, int):  # the other lines over which a wrap spreads the text
            lines.append(pattern)
            continue
        hits = [n for n, row in enumerate(rows, 1) if re.search(pattern, re.sub(r"^(> |\S+ \| |.*?stderr F |\S+Z )", "", row)) or re.search(pattern, row)]
        if not hits:
            print("NO DECISIVE", name, pattern); bad += 1
        else:
            lines.append(hits[0])
    for hidden in ("/root/", "/tmp/", "/work/"):
        if hidden in text:
            print("PATH", name, hidden); bad += 1
    if len(rows) > 42:
        print("LONG", name, len(rows)); bad += 1
    open(f"{OUT}/{name}.log", "wb").write(shown)
    quote = lambda s: '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'
    open(f"{OUT}/{name}.toml", "w").write(f"ids = [{', '.join(map(quote, ids))}]\nroot = {quote(root or ids[0])}\nlines = {sorted(set(lines))}\nfrom = {quote(made)}\n")
print(len(PIECES), "pieces", bad, "complaints", len({p[0] for p in PIECES}))
