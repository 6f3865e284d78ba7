"""Servers and clients: FastAPI 0.165, Django 6.1, Flask 3.1, aiohttp, Express 4, Fastify 5, Go 1.19; Python 3.12, Node 20, Ruby 3.1."""

shutil.copytree(f"{HERE}/app", f"{HOME}/app", dirs_exist_ok=True)
os.makedirs(f"{HOME}/app/node_modules", exist_ok=True)
API = "uvicorn api:app --host 0.0.0.0 --port 8000"
OLD = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJsZW5hIiwiZXhwIjoxOTAwMDAwMDAwfQ.4m0wzH0a3w3oQG0zv0cY3h2zVwYp1m5dY1l5yLr1n8k"
BASE = "http://backend:8000/api/v1"
MODULES = f"mount --bind {HOME}/node/node_modules /app/node_modules; "
SYSTEM = dict(python=False, PATH="/usr/bin:/bin:/usr/sbin")


def js(command, **variables):
    return run(MODULES + command, "app", python=False, **{"PATH": NODE_PATH, "HOME": "/run", "NO_COLOR": "1", **variables})


def asked(make, wrote=False, server=API, **variables):
    return serving(server, 8000, [make], wrote=wrote, **variables)


def own(command, **variables):
    return lambda: run(command, "app", **{**SYSTEM, **variables})


def both_logs(server, make, names, **variables):
    """One compose log: the server's, then the client's."""
    seen = []
    log = serving(server, 8000, [lambda: seen.append(make()) or b""], **variables)
    return compose(names[0], max(names, key=len))(log) + compose(names[1], max(names, key=len))(seen[0])


ANSIBLE = dict(ANSIBLE_NOCOLOR="1", ANSIBLE_LOCAL_TEMP="/run/ansible", ANSIBLE_REMOTE_TEMP="/run/ansible", ANSIBLE_PYTHON_INTERPRETER="/usr/bin/python3", ANSIBLE_LOCALHOST_WARNING="false")
NODE_SERVER = f"bash -c '{MODULES}exec node $0' "

# 500 without details
case("jest-supertest-500", PLAIN500, "jest 29 with supertest 7 against Express 4 whose error handler says nothing more, Node 20, GitLab", 'expected 200 "OK", got 500 "Internal Server Error"', lambda: js("npx jest --ci express500", CI="1"), gitlab)
case("urllib-cron-500", PLAIN500, "urllib in a cron job, Python 3.12, against FastAPI 0.165 that says no more, syslog of CRON", "urllib.error.HTTPError: HTTP Error 500: Internal Server Error", lambda: asked(f"python cron_report.py {BASE}/reports/occupancy"), each_line(lambda t: f"{t:%b %d %H:%M:%S} cove-vm-1 CRON[20417]: "))
case("flask-page-500", PLAIN500, "Flask 3.1 whose logger is off under gunicorn 27: curl -i in a terminal, the default page", "The server encountered an internal error and was unable to complete your request", lambda: asked(lambda: terminal(["curl -i localhost:8000/reports/november"], prompt="lena@thinkpad:~/ferry$ ", at="/home/lena/ferry"), server="gunicorn -b 0.0.0.0:8000 blank500:app"))
case("faraday-500", PLAIN500, "Ruby 3.1's Faraday 1.1 with raise_error and its logger against FastAPI 0.165 that says no more, docker logs -t", '"message":"Internal server error"', lambda: asked(own(f"ruby faraday.rb {BASE}/ reports/occupancy")), docker_t)

# health check
case("wget-health-503", HEALTH, "wget 1.21 -S --content-on-error asks a FastAPI 0.165 readiness check that misses its database; in a terminal", ["HTTP/1.1 503 Service Unavailable", '"message":"Service Unavailable"'], lambda: asked(lambda: terminal(["wget -S --content-on-error -qO- http://localhost:8000/api/v1/utils/health-check/; echo"], prompt="deploy@cove:~$ ", python=False, at="/home/deploy"), DOWN="postgres"))
case("node-test-health-503", HEALTH, "node --test (Node 20) with fetch after a deployment: the readiness check misses its migrations and Redis, GitHub Actions", "Service Unavailable", lambda: asked(lambda: js("node --test --test-reporter spec smoke.test.mjs"), DOWN="redis migrations_not_at_head"), github("node --test smoke.test.mjs"))
case("uvicorn-probe-health-503", HEALTH, "uvicorn 0.54's access log while a load balancer's probe (curl) is told 503, and the probe's own view of the body, one compose log", ['"GET /api/v1/utils/health-check/ HTTP/1.1" 503', '"message":"Service Unavailable"'], lambda: both_logs(API, own("for n in 1 2 3 4; do curl -s -w ' %{http_code}\\n' http://backend:8000/api/v1/utils/health-check/; sleep 1; done"), ("backend-1", "probe-1"), DOWN="postgres"))

# limits
case("fastify-pino-429", LIMITED, "Fastify 5 with @fastify/rate-limit: its pino lines, the requests of curl, docker json-file", "Rate limit exceeded, retry in 1 minute", lambda: serving(NODE_SERVER + "quota.js", 8000, [own("for p in dagebuell wyk husum list pellworm; do curl -s http://backend:8000/api/tides/$p; echo; done")], python=False, HOME="/run"), json_file)
case("urllib3-retry-429", LIMITED, "requests 2.34 with urllib3's Retry against Django REST framework's throttle under gunicorn 27: too many 429, Python 3.12, GitHub Actions", "too many 429 error responses", lambda: asked("python tides_sync.py http://gateway:8000", server="gunicorn -b 0.0.0.0:8000 drf_quota:application"), github("python tides_sync.py http://gateway:8000"))
case("scrapy-429", LIMITED, "a Scrapy 2 spider whose retries end at 429 of Django REST framework's throttle under gunicorn 27, Python 3.12, fold at 100", "429 Unknown Status", lambda: asked("scrapy runspider spider.py", server="gunicorn -b 0.0.0.0:8000 drf_quota:application"), fold(100))

# concurrency
case("aiohttp-slots-503", CONCURRENCY, "a gateway of aiohttp 3 that lets a client have three requests at once, CONCURRENT_DEBUG on, and axios 1's view, one compose log", ["3 of 3 slots in use, rejecting", "concurrent request limit exceeded"], lambda: both_logs("python slots_aio.py", lambda: js("node fanout.mjs http://gateway:8000"), ("gateway-1", "dashboard-1"), CONCURRENT_DEBUG="1"))
case("go-slots-503", CONCURRENCY, "a gateway of Go 1.19's net/http with two slots: its log, journald, and nothing of the clients", "503, max concurrent requests reached (2)", lambda: (subprocess.run(["go", "build", "-o", f"{HOME}/app/gateway", f"{HOME}/app/slots.go"], check=True, cwd=f"{HOME}/app", env={**os.environ, "GO111MODULE": "off", "GOCACHE": f"{HOME}/gocache"}), serving("./gateway", 8000, [own("for n in 1 2 3 4 5 6; do curl -s http://gateway:8000/api/report & done; wait")], python=False, seen=False))[1], journald("ferry-gateway", 1188, "cove-vm-1"))

# auth
case("newman-login", LOGIN, "newman 6 (Postman) logs in on a fresh database of FastAPI 0.165, Node 20, GitLab", "Invalid credentials", lambda: asked(lambda: js("npx newman run login.postman.json --color off --disable-unicode")), gitlab)
case("ansible-login", LOGIN, "an Ansible 2.14 playbook's uri task logs in on a fresh database of FastAPI 0.165, docker logs -t", "Invalid credentials", lambda: asked(own("ansible-playbook -i localhost, login_play.yml", **ANSIBLE)), docker_t)
case("httparty-login", LOGIN, "Ruby 3.1's HTTParty 0.21 logs in on a fresh database of FastAPI 0.165, with uvicorn's access line, one compose log", ['Invalid credentials'], lambda: both_logs(API, own(f"ruby httparty.rb {BASE}"), ("backend-1", "kiosk-1")))
case("graphql-request-jwt", JWT, "graphql-request 7 with a token of another key: the errors of a GraphQL answer (Express 4), Node 20, compose prefix", "Could not validate credentials", lambda: serving(NODE_SERVER + "gql.mjs", 8000, [lambda: js(f"node me.mjs http://backend:8000/graphql {OLD}")], python=False), compose("bff-1"))
case("locust-jwt", JWT, "locust 2.47 with an old token against FastAPI 0.165 with PyJWT 2.15: its summary, GitHub Actions", "Could not validate credentials", lambda: asked("locust -f locust_me.py --headless -u 3 -r 3 -t 4s --only-summary"), github("locust -f locust_me.py --headless -u 3 -r 3 -t 4s --only-summary"))
case("faraday-jwt", JWT, "Ruby 3.1's Faraday 1.1 with an old token against FastAPI 0.165 with PyJWT 2.15; a backtrace, PowerShell's redirect (UTF-16LE)", "Could not validate credentials", lambda: asked(own(f"ruby faraday.rb {BASE}/ users/me {OLD}")), powershell)

# script timeout
case("apscheduler-script-timeout", TIMEOUT, "APScheduler 3 runs a script with SIGALRM, twice too long, Python 3.12, journald", "ScriptTimeoutError: script timed out after 2 seconds", lambda: run("timeout 10 python runs.py"), journald("ferry-scripts", 934, "cove-vm-1"))
case("django-script-timeout", TIMEOUT, "a Django 6.1 view that runs a script in a process: TimeoutExpired, then ScriptTimeoutError, under gunicorn 27, Python 3.12, CRI log file", "ScriptTimeoutError: Script fuel exceeded the limit of 2 seconds", lambda: serving("gunicorn -b 0.0.0.0:8000 django_scripts:application", 8000, ["curl -s -o /dev/null http://gateway:8000/api/scripts/fuel"], seen=False), cri)


# libmagic
def no_magic(command):
    return run(f"/srv/cove/no_libmagic.sh {command}", "app")


case("django-runserver-libmagic", LIBMAGIC, "Django 6.1's runserver with its autoreloader and python-magic 0.4.27, libmagic not there, Python 3.12, compose prefix", "failed to find libmagic.  Check your installation", lambda: no_magic("timeout 12 python manage.py runserver 0.0.0.0:8000"), compose("web-1"))
case("flask-run-libmagic", LIBMAGIC, "`flask run` of Flask 3.1 with python-magic 0.4.27, libmagic not there, Python 3.12, in docker logs -t", "failed to find libmagic.  Check your installation", lambda: no_magic("flask --app flask_docs run --host 0.0.0.0"), docker_t)
case("rq-libmagic", LIBMAGIC, "an RQ 2 worker's job imports python-magic 0.4.27, libmagic not there, Redis 7, Python 3.12, JSON of docker", "failed to find libmagic.  Check your installation", lambda: dock_and("redis-server --port 6379 --bind 172.25.0.3 --save '' --daemonize no --protected-mode no >/dev/null 2>&1", lambda: no_magic("bash -c \"rq enqueue -u redis://redis:6379 uploads.jobs.classify /app/manage.py >/dev/null; timeout 15 rq worker --burst -u redis://redis:6379\"")), json_file)
