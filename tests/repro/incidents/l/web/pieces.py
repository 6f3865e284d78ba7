# --- auth/invalid-credentials-no-admin
A = "auth/invalid-credentials-no-admin"
S = " auth/superuser-cannot-log-in"
piece("seed-login-failed", ("login.seed", 1, -1), A + S, "Login failed", "httpx 0.28 in a seed script against FastAPI on a fresh database: all it printed")
piece("newman-login-table", ("login.newman", -14, -7), A + S, "Invalid credentials", "newman 6 against FastAPI on a fresh database: lines of the table of failures")
piece("pytest-login-fixture", ("login.pytest", "E  .*assert 401", "short test summary"), A + S, ["401 ==", "def token", "auth/login"], "pytest 9, FastAPI's TestClient on an empty database: from the second line of the assertion on, the summary left out", lambda d: d.split(b"E       AssertionError", 1)[0])
piece("pytest-login-summary", ("login.pytest", "short test summary", -1), A + S, "Invalid credentials", "the same run: the summary at 80 columns")
piece("graphql-login-errors", ("login.graphql", 1, -1), A + S, "Invalid credentials", "strawberry 0.3 in FastAPI, a login mutation on a fresh database: curl | jq")
piece("login-axios-last-lines", ("login.axios", "data: { detail", -1), A + S, "Invalid credentials", "axios 1 in Node 20: the last lines of the uncaught error, fresh database")
piece("login-and-count-in-a-box", ("login.curltable", 1, -1), A + S, ["Invalid credentials", "│ 0 "], "curl, then sqlite3 -box: the table of users is empty")
piece("django-admin-form-errornote", [("dj.adminpage", "errornote", "</p>"), ("dj.changepassword", 1, -1)], A + S, ["Please enter the correct|errornote", "does not exist"], "Django 6's admin after migrate only: the note of the login page, then changepassword")

# --- auth/jwt-could-not-validate
A = "auth/jwt-could-not-validate"
piece("pyjwt-validate-exp-frames", ("jwt.strict", "in current_user", "raise ExpiredSignatureError|raise InvalidSignatureError"), A, "raise InvalidSignature", "PyJWT 2 in FastAPI, a token with the key of before: the last frames without the message")
piece("pyjwt-hypercorn-tail", ("jwt.hypercorn", -6, -2), A, "raise Expired", "the same under hypercorn, a token that ran out: five lines of the tail without the exception", journald("birch-api", 2031))
piece("curl-verbose-bearer-401", ("jwt.curlv", "> Authorization", "< content-type"), A, [2, "Authorization: Bearer", "401 Unauthorized"], "curl -v with an expired token: the middle, folded at 80", fold(80))
piece("graphql-me-401", ("jwt.graphql", 1, -1), A, "Could not validate", "strawberry in FastAPI, a token with the key of before the deploy: curl | jq")
piece("flask-jwt-token-has-expired", ("jwt.flaskcurl", 1, -1), A, "Token has expired", "Flask-JWT-Extended 4: curl -i, the token's life was two seconds")
piece("litestar-jwt-debug-frames", ("jwt.litestar", "in decode_payload", "raise Expired"), A, "raise Expired", "the same with debug: frames of the log without the message", cri)
piece("fastify-jwt-body", ("fastify.jwt", 3, -1), A, "FST_JWT_AUTHORIZATION_TOKEN_EXPIRED", "@fastify/jwt 10: the end of curl -i's answer")
piece("hono-jwt-www-authenticate", ("hono.jwt", 1, -1), A, "www-authenticate", "hono/jwt, an expired token: curl -i")
piece("jose-expired-object", ("jwt.jose", "code:", "^}"), A, "ERR_JWT_EXPIRED", "jose 6 in Node 20, an expired token: the object below the stack")
piece("jose-signature-frames", ("jwt.jose2", "at verifySignature", -3), A, "ERR_JWS_SIGNATURE", "jose 6, a foreign token: the stack without its head")

# --- ratelimit/invalid-strategy
A = "ratelimit/invalid-strategy"
piece("strategy-hypercorn-frames", ("strat.hypercorn", "birch/py/strat.py", "slowapi/extension.py"), A, "fixed-window-elastic-expiry", "slowapi 0.1 under hypercorn: the frame of the program and the place in slowapi, without the line that raised and the message")
piece("strategy-rich-locals", ("strat.rich", "application_limits", "swallow_errors"), A, "strategy = ", "rich's traceback with locals of slowapi's Limiter: the box without the message")
piece("strategy-loguru-values", ("strat.loguru", "extension.py", "limits.errors.ConfigurationError'>"), A, ["raise ConfigurationError", "sliding-window"], "loguru's traceback with values: four lines before the message")
piece("strategy-xdist-summary", ("strat.xdist", "short test summary", -1), A, "Invalid", "pytest-xdist at 80 columns: the summary, cut off", gha)

# --- graphql/strawberry-object-is-not-an-enum
A = "graphql/strawberry-object-is-not-an-enum"
piece("enum-flask-run-frames", ("enum.flask", "enum_flask.py", "raise ObjectIs"), A, "raise ObjectIs", "strawberry 0.3 in Flask, strawberry.enum(LoanStatus) of a plain class: flask run's last frames without the message")
piece("enum-granian-exit", ("enum.granian", "^strawberry.exceptions", -1), A, ["can only be used", 1, 3], "granian: the message and the end", fold(80))
piece("enum-loguru-values", ("enum.loguru", "gtypes.py", "enum.EnumAnnotation|EnumAnnotation\\("), A, "LoanStatus'>", "loguru's traceback with values: the middle, without the exception")
piece("enum-django-check-frames", ("enum.dj", "enum_urls.py", "wrapper\\(cls\\)"), A, "strawberry.enum\\(", "manage.py check of Django 6: the middle of the traceback, from the URLs to strawberry's wrapper")

# --- config/secret-key-changethis
A = "config/secret-key-changethis"
piece("secret-fastapi-run-tail", ("secret.fastapi", -5, -1), A, ["SECRET_KEY", 2], "fastapi run, pydantic-settings 2, on staging: the last three lines, folded at 80", fold(80))
piece("secret-django-check-frames", ("secret.dj", "dj_settings.py", "raise ValueError"), A, "raise ValueError", "manage.py check of Django 6 with settings that refuse the template's key: without the message")
piece("secret-flask-last-line", ("secret.flask", -1, -1), A, "SECRET_KEY", "flask run: the last line", utf16)
piece("secret-local-warnings", ("secret.local", 2, 9), A, ["POSTGRES_PASSWORD", "FIRST_SUPERUSER_PASSWORD"], "uvicorn in a local environment: pydantic-settings' model warns; eight lines after the first", None)

# --- app/script-timeout
A = "app/script-timeout"
piece("script-timeout-expired-last-line", ("script.subprocess", -1, -1), A, "timed out after", "subprocess.run(timeout=2) of a script, Python 3.11: the last line")
piece("script-decorated-frames", ("script.decorated", "scripts/overdue", "raise exception"), A, "in handler", "timeout-decorator around runpy: the frames without the exception")
piece("script-wrapt-frames", ("script.wrapt", "scripts/overdue", "raise exception"), A, "new_alarm_handler", "wrapt-timeout-decorator around runpy: the frames without the exception")
piece("script-dramatiq-frames", ("script.dramatiq", "scripts_dramatiq.py", "Retries exceeded"), A, "TimeLimitExceeded", "the same: the end of the traceback and the line after it")
piece("script-arq-job-lines", ("script.arq", "run_script..overdue", "run_script failed"), A, "TimeoutError", "arq with job_timeout=2: two lines of the worker")
piece("script-child-killed", ("script.child", "code: null", -3), A, ["killed: true", "SIGTERM"], "execFile with timeout: 2000 in Node 20: the object below the stack")
piece("script-worker-source-line", ("script.workerthread", 1, 3), A, "ScriptTimeoutError", "node:worker_threads with a limit of the API's own, Node 20: the head of the uncaught error, which shows the source line")
piece("script-php-maximum-execution", ("script.php", 1, -1), A, "Maximum execution time", "PHP 8.2, set_time_limit(2) around a script of a user")
piece("script-ruby-frames", ("script.ruby", 2, -1), A, "timeout.rb", "Timeout.timeout in Ruby 3.1: the backtrace without its first line")
piece("script-timeout-124", ("script.timeout", 1, -1), A, ["sending signal", "exit code 124"], "coreutils' timeout --verbose around a script")
piece("script-go-deadline", ("script.go", 1, -1), A, "deadline exceeded", "exec.CommandContext in Go 1.19: the two lines")

# --- http/500-without-details
A = "http/500-without-details"
piece("flask-500-html", ("500.flask", "<!doctype", -1), A, "Internal Server Error", "Flask 3: the body alone")
piece("aiohttp-got-itself-in-trouble", ("500.aiohttp", 1, -1), A, "trouble", "aiohttp 3's server: curl -i")
piece("sanic-500-page", ("500.sanichttpie", 1, -1), A, "Internal Server Error|500", "Sanic: what httpie showed")
piece("hapi-internal-server-error", ("hapi.e500", -1, -1), A, "An internal server error occurred", "hapi 21: the body alone")
piece("express-production-page", ("express.prod500", "<!DOCTYPE", -1), A, "Internal Server Error", "Express 4 with NODE_ENV=production: the body alone")
piece("mocha-supertest-500", ("express.mocha", "1 failing", "^----"), A, "got 500", "supertest 7 in mocha 11: the failure", None)

# --- frontend/auth-redirect-loop (a login page behind its own guard)
A = "frontend/auth-redirect-loop"
piece("loop-curl-maximum-redirects", ("loop.curl", 1, -1), A, ["Maximum", "next=/login/"], "curl -L against Django 6 whose middleware sends everybody without a session to /login/, from /login/ too")
piece("loop-runserver-lines", ("loop.dj", -9, -1), A, "next=/login/", "the same: runserver's last nine lines", compose("web-1"))
piece("loop-go-stopped", ("loop.go", 1, -1), A, "stopped after", "the same: net/http of Go 1.19 in a smoke test")
piece("loop-ruby-open-uri", ("loop.ruby", 1, 3), A, "redirection loop", "the same: open-uri in Ruby 3.1, head of the backtrace")
piece("loop-selenium-browser-log", ("loop.sel.log", 30, 37), A, ["isLoading", "401"], "Selenium 4's browser log of Chromium 156: a page that goes to /login at each 401; eight lines of the middle")
piece("loop-morgan-tiny", ("loop.morgan", -15, -2), A, ["GET /login", "auth/me 401"], "the same page: fourteen lines of morgan, Express 4 serves page and API")
piece("loop-chromium-console-tail", ("loop.clog", 3, 9), A, ["isLoading", 2], "the same page: seven lines of Chromium's own log (--enable-logging=stderr)", fold(100))

# --- ratelimit/cascade-locks-frontend
A = "ratelimit/cascade-locks-frontend gateway/429-rate-limited"
piece("cascade-selenium-turn", ("casc.sel.log", 15, 24), A, ["429", "isLoading"], "Selenium 4's browser log of Chromium 156: a plan is tried again until express-rate-limit answers 429, then /auth/me as well; ten lines where it turns")
piece("cascade-morgan-tiny", ("casc.morgan", 12, 22), A, ["plans 429", "auth/me 429"], "the same: eleven lines of morgan")
piece("cascade-chromium-log-tail", ("casc.clog", -8, -1), A, ["isLoading", "429"], "the same page: the last eight lines of Chromium's own log")
piece("cascade-pino-responses", ("casc.fastify", '"reqId":"req-a","req"', '"reqId":"req-c".*responseTime'), A, ['req-a.*"statusCode":429', 'req-b.*"statusCode":429'], "@fastify/rate-limit 10: pino's lines of the last POST of a retry and of /auth/me after it")
piece("cascade-werkzeug-log", ("casc.flask", "POST /api/v1/plans HTTP/1.1. 503", -4), A, ["plans.* 429", "auth/me.* 429"], "Flask-Limiter's application limit: werkzeug's log", compose("api-1"))

# --- cors/origin-not-allowed
A = "cors/origin-not-allowed"
N = " frontend/network-error-hangs"
piece("origin-cdp-missing-allow-origin", ("origin.sel.net", 1, -1), A + N, "MissingAllowOriginHeader", "Chromium 156 by Selenium's performance log: what CDP says of the failed fetch; FastAPI's CORSMiddleware knows another origin")
piece("origin-cdp-preflight", ("origin.selpre.net", "corsErrorStatus", "errorText"), A + N, "PreflightMissingAllowOriginHeader", "the same with a token: the middle of CDP's event")
piece("origin-axios-network-error-only", ("origin.selpre.log", 2, -1), "frontend/network-error-hangs cors/origin-not-allowed", ["Network Error", "net::ERR_FAILED"], "the same: Selenium's browser log without its first line, axios 1")
piece("origin-django-cors-headers-curl", ("origin.djv", 1, -1), A, ["> Origin", "200 OK"], "django-cors-headers 4 knows other origins: curl -v's headers of both sides")
piece("origin-fastify-preflight", ("origin.fastifyv", 1, -1), A, ["> Origin", "access-control-allow-methods"], "@fastify/cors 11 with a list of origins: the preflight by curl -v")
piece("origin-hono-preflight-httpie", ("origin.honohttpie", 1, -1), A, ["Origin:", "access-control-allow-methods"], "hono/cors with another origin: httpie's headers of both sides")

# --- cors/backend-crash-masked
A = "cors/backend-crash-masked"
piece("crash-selenium-and-nginx-line", [("crash.sel.log", 1, 2), ("crash.access", -1, -1)], A + N + " http/500-without-details", ["blocked by CORS", "\" 500 "], "nginx 1.22's add_header without always before FastAPI: Selenium's browser log, then nginx' line of the request")
piece("crash-cdp-and-uvicorn", [("crash.sel.net", 1, -1), ("crash.uvicorn", "500 Internal", "^Traceback")], A + N, ["MissingAllowOriginHeader", "500 Internal"], "the same: CDP's event, then uvicorn's line of the request and the head of its traceback")
piece("crash-chromium-log-and-keyerror", [("crash.clog", 1, 3), ("crash.uvicorn", "api/main.py", "^KeyError")], A + N, ["blocked by CORS", "KeyError"], "the same with axios: Chromium's own log, then the end of the traceback")

# --- cors/redirect-drops-headers
A = "cors/redirect-drops-headers"
piece("redirect-cdp-preflight-disallowed", ("redir.selpre.net", 1, -1), A + N, ["ERR_INVALID_REDIRECT", "PreflightDisallowedRedirect"], "Express 4 redirects /api/* to /api/v1/* before cors: CDP's two events in Chromium 156")
piece("redirect-morgan-options-307", ("redir.express", 2, 4), A, "OPTIONS", "the same: morgan 'dev' with its colors, three lines")
piece("redirect-curl-verbose-hop", ("redir.curlv", "> Origin", "Issue another"), A, ["> Origin", "307 Temporary"], "the same: curl -v -L, the first hop")
piece("redirect-servemux-slash", [("redir.gosel.log", 1, 2), ("redir.gocurl", 1, 5)], A + N, ["blocked by CORS", "301 Moved"], "Go 1.19's ServeMux redirects /api/books to /api/books/ without the handler's headers: Selenium's browser log, then curl -i -L's first answer")
piece("redirect-go-chromium-log", ("redir.goclog", 1, 1), A + N, ["Redirect is not allowed", 2, 3], "the same with a token: the first line of Chromium's own log", fold(80))

# --- frontend/network-error-hangs
A = "frontend/network-error-hangs"
piece("network-cdp-refused", ("net.axios.net", 1, -1), A, "ERR_CONNECTION_REFUSED", "Chromium 156 by Selenium's performance log: nobody listens at the API's port, axios 1")
piece("network-superagent-browser", ("net.superagent.log", 1, -1), A, "ERR_CONNECTION_REFUSED", "superagent 10 in Chromium: Selenium's browser log")
piece("network-failed-to-fetch-line", ("net.clog", 1, 1), A, "Failed to fetch", "fetch of http://backend:8000, which a browser does not know: one line of Chromium's own log")
piece("network-vitest-fetch-failed", ("jsdom.vitest", "FAIL", "Serialized"), A, ["fetch failed", "ECONNREFUSED"], "Vitest 4 with jsdom, nobody listens at the API's port: the failed test with its colors")
piece("network-hpm-log", ("net.hpm", -1, -1), A, "ECONNREFUSED", "http-proxy-middleware: /api goes to a backend that is not up; the last line")
piece("network-hpm-answer", ("net.hpmcurl", 1, -1), A, "proxy", "the same: what curl -i got")
piece("network-next-rewrites", ("net.next", "Failed to proxy", "^}"), A, ["Failed to proxy", "ECONNREFUSED"], "next dev 16 with rewrites to a backend that is not up: one message of its log")

# --- ci/backend-not-healthy
A = "ci/backend-not-healthy"
piece("ci-deploy-waiting-lines", ("ci.deploy", 1, -2), A, ["Waiting for backend", "Failed to connect"], "a deploy script with curl in an until loop: without its last line", gha)
piece("ci-jest-dev-server", ("ci.jestdev", 1, 4), A, "more than 4000ms", "jest-dev-server: the server never listens; head of the error")
piece("ci-wait-port-timeout", ("ci.waitport", 1, -1), A, "Timeout", "wait-port 1: nobody listens; all it printed")
piece("ci-ansible-wait-for-port", ("ci.ansiblewait", "wait for the backend", "^localhost "), A, "Timeout when waiting", "ansible's wait_for: the task and the recap")
piece("ci-robot-suite-setup", ("ci.robot", "Books Are", "retrying for 6"), A, "after retrying", "Robot Framework 7, Wait Until Keyword Succeeds for the health check: the first test's lines", fold(100))
piece("ci-tenacity-retry-lines", ("ci.tenacity", 1, 3), A, "backend_is_healthy", "tenacity 9 with httpx waits for the backend: the first three lines")
piece("ci-tenacity-retry-error", ("ci.tenacity", "wait_backend.py\", line 13", -1), A, ["backend_is_healthy", "RetryError"], "the same: the last frames")
piece("ci-pytest-docker-listing", ("ci.pytestdocker", "def wait_until_responsive", "now = clock\\(\\)"), A, "wait_until_responsive", "pytest-docker 3: the source that pytest lists, without the line that raised")
piece("ci-docker-ps-created-frontend", ("dock.ps", 1, -1), A, "unhealthy", "docker ps -a: the backend is unhealthy, the frontend that waits for it stayed Created; Docker 20.10")
piece("ci-compose-v1-unhealthy", ("dock.v1", -3, -1), A, "is unhealthy", "docker-compose 1.29 up -d: the last lines")
piece("ci-inspect-format", ("dock.fmt", 1, -1), A, "unhealthy", "docker inspect --format: one line")
piece("ci-compose-up-error-lines", ("dock.up2", -5, -2), A, "Error", "docker compose 2 up -d: four lines, without the one that says why")

# --- http/500, Apache
A = "http/500-without-details"
piece("apache-cgi-500-page", ("500.apache", "<p>The server", "server error log"), A, ["internal error or", "More information"], "Apache 2.4 with a CGI script that fails: the paragraphs of the page")

# --- gateway/503-concurrency-limit
A = "gateway/503-concurrency-limit"
piece("slots-nginx-access-rejected", ("slots.nginx", 2, 6), A, "limit_conn=REJECTED", "nginx 1.22 limit_conn 2 with $limit_conn_status in its log format: five lines of six requests at once")
piece("slots-express-answer", ("slots.curls", 1, "message"), A, ["503 Service", "Concurrent request limit"], "the same: the first of four answers to curls at once")
piece("slots-morgan-fast-503", ("slots.express", 2, 8), A, "503", "the same: morgan's lines, refused ones in a millisecond beside slow good ones", compose("gateway-1"))
piece("slots-cockatiel-frames", ("slots.cockatiel", 6, "isBulkheadRejectedError"), A, ["BulkheadPolicy.execute", "isBulkheadRejectedError"], "cockatiel 4's bulkhead(2, 1) in Node 20: the stack without the message")
piece("slots-opossum-esemlocked", ("slots.opossum", -11, -1), A, "ESEMLOCKED", "opossum 10 with capacity: 2: the end of the last rejected call", None)
piece("slots-varnish-busy", ("slots.varnishlog", "BereqURL", "BerespReason|BerespStatus"), A, "busy", "Varnish 7.1 with .max_connections = 2: varnishlog from the URL to the status")

# --- http/health-check-503
A = "http/health-check-503"
piece("health-monit-protocol-test", ("health.monit", 3, 5), A, "status 503", "Monit 5.33: three lines; a FastAPI readiness that misses its database and Redis")
piece("health-nagios-check-http", ("health.nagios", 1, 1), A, "503", "check_http of monitoring-plugins 2.3: its one line")
piece("health-blackbox-probe", ("health.blackbox", "Making HTTP", "wanted 2xx"), A, ["wanted 2xx", 5], "blackbox_exporter 0.23 with debug=true: three lines of the probe's log", fold(140))
piece("health-caddy-active-check", ("caddy.log", "out of tolerances", "="), A, "out of tolerances", "Caddy 2.6 health_uri: a line of its log")
piece("health-httpie-two-members", ("health.httpie", -3, -1), A, ["success", 4], "the body of the readiness by httpie with the last headers", fold(64))
piece("health-varnish-probe", ("health.varnishlog", -3, -1), A, "503 Service", "Varnish 7.1's probe: the last lines of Backend_health")

# --- gateway/429-rate-limited
A = "gateway/429-rate-limited"
piece("limited-aiohttp-last-line", ("429.aiohttp", -1, -1), A, "429", "aiohttp 3's client with raise_for_status: the last line")
piece("limited-flask-page", ("429.flaskcurl", "X-RateLimit-Limit", -1), A, ["8 per 1 minute"], "Flask-Limiter 4: the end of the head and the page")
piece("limited-nginx-page", ("429.nginxcurl", "<html>", -1), A, "429 Too Many", "nginx 1.22 limit_req with limit_req_status 429: the page alone")
piece("limited-nginx-req-status", ("429.nginxreqs", 1, -1), A, "limit_req=REJECTED", "the same with $limit_req_status in its log format: seven lines")
piece("limited-redis-keys", ("429.rediskeys", 1, -1), A, "LIMITS:LIMITER", "slowapi with Redis: the key, its count beyond 4/minute and its time, by redis-cli")
piece("limited-all-settled", ("429.allsettled", 1, -1), A, "status code 429", "Promise.allSettled of four axios calls against @fastify/rate-limit: what console.log printed")
piece("limited-litestar-headers", ("lim.litestarcurl", 4, 7), A, ["ratelimit-remaining: 0"], "Litestar 2's RateLimitMiddleware: four headers, without status line and body")
