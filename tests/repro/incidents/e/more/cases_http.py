"""Servers and clients: uvicorn 0.54 with FastAPI 0.165 and others on Python 3.12."""

shutil.copytree(f"{HERE}/app", f"{HOME}/app", dirs_exist_ok=True)
shutil.copytree(f"{HERE}/node", f"{HOME}/node", dirs_exist_ok=True)
API = "uvicorn api:app --host 0.0.0.0 --port 8000"
OLD = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJqb25hcyIsImV4cCI6MTkwMDAwMDAwMH0.4m0wzH0a3w3oQG0zv0cY3h2zVwYp1m5dY1l5yLr1n8k"
BASE = "http://backend:8000/api/v1"


def asked(command, wrote=False, server=API, **variables):
    return serving(server, 8000, [command], wrote=wrote, **variables)


def host(command):
    """With this machine's own tools (Java, Go, PHP, Ruby) instead of Python at /usr/local."""
    return lambda: run(command, "app", python=False, PATH="/usr/bin:/bin")


def go():
    if not os.path.exists(f"{HOME}/app/client"):
        subprocess.run(["go", "build", "-o", f"{HOME}/app/client", f"{HOME}/app/client.go"], check=True, cwd=f"{HOME}/app", env={**os.environ, "GO111MODULE": "off", "GOCACHE": f"{HOME}/gocache"})


go_client = lambda command: (go(), run(command, "app", python=False))[1]

# 500 without details
case("httpx-structlog-500", PLAIN500, "httpx 0.28 with raise_for_status and structlog 26 against FastAPI 0.165 that says no more, Python 3.12, compose prefix", "Server error '500 Internal Server Error' for url", lambda: asked(f"python sync_prices.py {BASE}/reports/monthly", NO_COLOR="1"), compose("sync-1"))
case("php-stream-500", PLAIN500, "PHP 8.2's file_get_contents in a cron job against FastAPI 0.165 that says no more, syslog of CRON", "HTTP request failed! HTTP/1.1 500 Internal Server Error", lambda: asked(host(f"for n in 1 2; do php -d display_errors=stderr -d html_errors=0 report.php {BASE}/reports/monthly; done")), each_line(lambda t: f"{t:%b %d %H:%M:%S} mill-vm-2 CRON[11892]: "))
case("java-httpclient-500", PLAIN500, "Java 17's HttpClient against FastAPI 0.165 that says no more", '"message":"Internal server error"', lambda: asked(host(f"java Client.java {BASE}/reports/monthly")))

# health check
case("haproxy-check-503", HEALTH, "HAProxy 2.6's health check of a FastAPI 0.165 backend whose readiness answers 503, with the backend's log, compose prefix", ["/api/v1/utils/health-check/ HTTP/1.0\" 503", "Layer7 wrong status, code: 503"],
     lambda: (lambda log: log)(serving(API, 8000, [lambda: compose("proxy-1", "backend-1")(run("timeout 5 haproxy -db -f haproxy.cfg", "app", python=False))], DOWN="postgres")), lambda data: b"".join(line + b"\n" if line.startswith(b"proxy-1") else compose("backend-1")(line) for line in data.rstrip(b"\n").split(b"\n")))
case("go-health-503", HEALTH, "Go 1.19's net/http and log ask a readiness check that misses the database and Redis", "503 Service Unavailable", lambda: asked(lambda: go_client(f"./client {BASE}/utils/health-check/"), DOWN="postgres redis"))
case("robot-health-503", HEALTH, "Robot Framework 7.5 with RequestsLibrary: a smoke suite, only its health test, GitLab", "503 Server Error: Service Unavailable for url", lambda: asked("robot --output NONE --report NONE --log NONE --consolecolors off --test 'Health*' robot/login.robot", DOWN="redis"), gitlab)

# limits
case("flask-limiter4-429", LIMITED, "Flask-Limiter 4.1 under gunicorn 27: curl in a terminal", "<title>429 Too Many Requests</title>", lambda: serving("gunicorn -b 0.0.0.0:8000 limited:app", 8000, [lambda: terminal(["for n in 1 2 3 4 5; do curl -s localhost:8000/api/v1/prices/rye; done", "curl -i localhost:8000/api/v1/prices/rye"], prompt="jonas@nuc:~/mill$ ", at="/home/jonas/mill")], wrote=False))
case("locust-429", LIMITED, "locust 2.47 against Flask-Limiter 4.1 under gunicorn 27, GitHub Actions", "HTTPError('429 Client Error: TOO MANY REQUESTS", lambda: serving("gunicorn -b 0.0.0.0:8000 limited:app", 8000, ["locust --headless -u 4 -r 4 -t 5s --only-summary --host http://backend:8000"], wrote=False), github("locust --headless -u 4 -r 4 -t 5s --only-summary"))
case("httpx-prices-429", LIMITED, "httpx 0.28 with raise_for_status and structlog 26 against Flask-Limiter 4.1 under gunicorn 27 with access log, Python 3.12, docker json-file", "429 TOO MANY REQUESTS", lambda: serving("gunicorn -b 0.0.0.0:8000 limited:app", 8000, ["python sync_prices.py http://backend:8000/api/v1/prices/rye"], wrote=False, NO_COLOR="1"), json_file)

# concurrency
SLOTS = "gunicorn -b 0.0.0.0:8000 -k gthread --threads 16 --access-logfile - slots:app"
case("gunicorn-slots-503", CONCURRENCY, "a gateway of Flask 3.1 under gunicorn 27 (gthread) that lets a client have four requests at once: its log and access log, CRI log file", "requests in flight, max concurrent is 4", lambda: serving(SLOTS, 8000, ["python burst.py http://gateway:8000/api/yield-forecast"], seen=False), cri)
case("curl-parallel-503", CONCURRENCY, "curl's --parallel against a gateway of Flask 3.1 that lets a client have four requests at once", "Service Unavailable: too many concurrent requests", lambda: serving(SLOTS, 8000, ["curl -s -Z --parallel-max 8 'http://gateway:8000/api/yield-forecast?field=[1-7]' -w '%{http_code} %{url_effective}\\n'"], wrote=False), docker_t)

# auth
case("websockets-jwt", JWT, "a client with websockets 17 and an old token: FastAPI 0.165 closes with 1008, Python 3.12, journald", "Could not validate credentials", lambda: asked(f"python scales.py {OLD}"), journald("mill-scales", 871, "mill-vm-2"))
case("php-stream-jwt", JWT, "PHP 8.2's http stream with a token of before the key was changed, FastAPI 0.165 with PyJWT 2.15, GitLab", '"detail":"Could not validate credentials"', lambda: asked(host(f"API_URL={BASE} API_TOKEN={OLD} php -d display_errors=stderr -d html_errors=0 silos.php")), gitlab)
case("java-httpclient-jwt", JWT, "Java 17's HttpClient with an old token against FastAPI 0.165, docker logs -t", "Could not validate credentials", lambda: asked(host(f"java Client.java {BASE}/users/me {OLD}")), docker_t)
case("ruby-nethttp-login", LOGIN, "Ruby 3.1's Net::HTTP with a Logger signs in on a fresh database of FastAPI 0.165; a backtrace, docker logs -t", '"detail":"Invalid credentials"', lambda: asked(host(f"API_URL={BASE} ADMIN_USER=admin ADMIN_PASSWORD=admin123 ruby login.rb")), docker_t)
case("go-login", LOGIN, "Go 1.19 signs in on a fresh database of FastAPI 0.165, with uvicorn's access line, compose prefix", 'Invalid credentials', lambda: asked(lambda: go_client(f"""./client {BASE}/auth/login '{{"username": "admin@mill.example.org", "password": "admin123"}}'"""), wrote=True), compose("setup-1"))

# script timeout
case("flask-script-timeout", TIMEOUT, "a gateway of scripts: Flask 3.1 with SIGALRM under gunicorn 27 (sync): its log, Python 3.12, compose prefix", "ScriptTimeoutError: Script execution exceeded 3s", lambda: serving("gunicorn -b 0.0.0.0:8000 --access-logfile - scripts_flask:app", 8000, ["curl -s -o /dev/null -H 'content-type: application/json' -d '{\"prices\": [2150, 2230]}' http://gateway:8000/api/price-index"], seen=False), compose("gateway-1"))
case("node-vm-script-timeout", TIMEOUT, "scripts of customers in node:vm with a timeout, Node 20: the error with its cause, and what curl gets, kubectl's CRI log", "ScriptTimeoutError: script blend.js exceeded SCRIPT_EXEC_TIMEOUT", lambda: serving("node vm_scripts.js", 8000, ["curl -s -X POST http://gateway:8000/api/blend.js"], python=False), kube_stdout)

# not healthy
case("wait-for-it-unhealthy", UNHEALTHY, "wait-for-it 2.3 in a CI step: the backend's container does not listen, GitHub Actions", ["Timeout occurred after waiting 8 seconds"], lambda: run("wait-for-it -s backend:8000 -t 8 -- pytest tests/e2e; echo \"exit code $?\""), github("wait-for-it -s backend:8000 -t 8 -- pytest tests/e2e"))
case("httpx-wait-unhealthy", UNHEALTHY, "a deploy script with httpx 0.28: the readiness check is not reached (refused) until its time is over, GitLab", "Backend did not become healthy within 10s", lambda: run("python wait_healthy.py http://backend:8000/api/v1/utils/health-check/ 10"), gitlab)

# libmagic
case("granian-litestar-libmagic", LIBMAGIC, "Litestar 2.25 with python-magic 0.4.27 under granian 2.8, libmagic not there, Python 3.12, docker json-file", "failed to find libmagic.  Check your installation", lambda: no_magic("timeout 20 granian --interface asgi --host 0.0.0.0 --port 8000 grain.uploads:app"), json_file)
case("loguru-module-libmagic", LIBMAGIC, "`python -m` of a mail reader with python-magic 0.4.27 and loguru's traceback with values, libmagic not there, Python 3.12, compose prefix", "failed to find libmagic.  Check your installation", lambda: no_magic("python -m grain.tasks"), compose("certificates-1"))


def no_magic(command):
    return run(f"/srv/mill/no_libmagic.sh {command}", "app")
