"""Servers and clients: Quart 0.20, Django 6.1, Sinatra 3, gin 1.8, Go 1.19, Express 5, NestJS 11, Java 17, Varnish 7.1; Guzzle 7, got 14, Excon, R, Perl, behave, cucumber."""

shutil.copytree(f"{HERE}/app", f"{HOME}/app", dirs_exist_ok=True)
os.makedirs(f"{HOME}/app/node_modules", exist_ok=True)
API = "hypercorn --bind 0.0.0.0:8000 --log-level warning lockers:app"
OLD = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJtYXlhIiwiZXhwIjoxOTAwMDAwMDAwfQ.Yb3n0vKcW8x5g1q2sT6uR7dE4fH9jL0mP1aZ2wX3cVk"
BASE = "http://backend:8000/api/v1/"
MODULES = f"mount --bind {HOME}/node/node_modules /app/node_modules; "
SYSTEM = dict(python=False, PATH="/usr/bin:/bin:/usr/sbin")
NODE_SERVER = f"bash -c '{MODULES}exec node $0' "


def js(command, cwd="app", **variables):
    return run(MODULES + command, cwd, python=False, **{"PATH": NODE_PATH, "HOME": "/run", "NO_COLOR": "1", **variables})


def asked(make, wrote=False, server=API, **variables):
    return serving(server, 8000, [make], wrote=wrote, **variables)


def own(command, **variables):
    return lambda: run(command, "app", **{**SYSTEM, **variables})


def both_logs(server, make, names, **variables):
    """One compose log: the server's, then the client's."""
    seen = []
    log = serving(server, 8000, [lambda: seen.append(make()) or b""], **variables)
    return compose(names[0], max(names, key=len))(log) + compose(names[1], max(names, key=len))(seen[0])


def go(name):
    subprocess.run(["go", "build", "-o", f"{HOME}/app/{name}", f"{HOME}/app/{name}.go"], check=True, cwd=f"{HOME}/app", env={**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": f"{HOME}/gocache"})
    return f"./{name}"


def varnish(command, tool):
    """A backend, Varnish before it, and what varnishncsa and the clients say."""
    name = f"{HOME}/run/v"
    subprocess.run(["chmod", "755", f"{HOME}/run"])
    return run(f"python3 -m http.server -b 172.26.0.4 8001 >/dev/null 2>&1 & s=$!; varnishd -n {name} -F -a 127.0.0.1:8000 -a 172.26.0.5:8000 -f /app/throttle.vcl >/run/gb-v 2>&1 & v=$!; sleep 5; varnishncsa -n {name} {tool} >/run/gb-ncsa & p=$!; sleep 1; {command}; sleep 1; kill $p; cat /run/gb-ncsa; rm /run/gb-ncsa; kill $s $v; wait", "app", **SYSTEM)


QUART = "Quart 0.20 under hypercorn"
# 500 without details
case("guzzle-500", PLAIN500, f"PHP 8.2's Guzzle 7.4 against {QUART} that says no more; a fatal error, compose prefix", ["500 Internal Server Error` response", "Internal server error"], lambda: asked(own(f"php guzzle.php {BASE} report")), compose("importer-1"))
case("sinatra-500", PLAIN500, "Sinatra 3 with its errors off under puma 5: curl -i in a terminal", ["HTTP/1.1 500 Internal Server Error", "<h1>Internal Server Error</h1>"], lambda: asked(lambda: terminal(["curl -i localhost:8000/api/shelves/0; echo"], prompt="maya@laptop:~/shelves$ ", at="/home/maya", python=False), server="rackup -E production -s puma -o 0.0.0.0 -p 8000", python=False, PATH="/usr/bin:/bin"))
case("gin-gotest-500", PLAIN500, "go test of a gin 1.8 handler whose recovery says no more, Go 1.19, GitHub Actions", "status 500, want 200; body: {\"error\":\"Internal server error\"}", lambda: run("go test -v ./...", project("gint", {"report_test.go": open(f"{HERE}/app/report_test.go").read(), "go.mod": "module example.org/lockers/report\n"}), python=False, PATH="/usr/bin:/bin", GO111MODULE="off", GOPATH="/usr/share/gocode", GOCACHE=f"{HOME}/gocache", GIN_MODE="release"), github("go test -v ./..."))
case("behave-django-500", PLAIN500, "behave 1 with requests against Django 6.1 with DEBUG off under waitress, its page, Python 3.12, GitLab", ["500 Internal Server Error: ", "Server Error (500)"], lambda: asked(lambda: run("behave --no-color features", BASE="http://backend:8000"), server="waitress-serve --listen=0.0.0.0:8000 django_quiet:application"), gitlab)

# health check
case("httr-health", HEALTH, f"R 4.2's httr tries the readiness check of {QUART} three times, it misses its database; journald", '"message":"Service Unavailable"', lambda: asked(own("Rscript health.R"), DOWN="postgres"), journald("nightly-model", 7731, "wharf-vm-1"))
case("got-health", HEALTH, f"got 14 with pino 10 against the readiness check of {QUART} that misses two members, Node 20, docker logs -t", "Service Unavailable", lambda: asked(lambda: js(f"node got.mjs {BASE} health"), DOWN="postgres migrations_not_at_head"), docker_t)
case("excon-health", HEALTH, f"Ruby 3.1's Excon 0.88 asks the readiness check of {QUART} that misses Redis; a backtrace, CRI log file", "Service Unavailable", lambda: asked(own("ruby excon.rb http://backend:8000"), DOWN="redis"), cri)
case("cucumber-health", HEALTH, f"cucumber-js 12 after a deployment: the readiness check of {QUART} misses its migrations, GitHub Actions", "expected 200, got 503", lambda: asked(lambda: js("cd cuke && npx cucumber-js --name 'API is ready'", BASE=BASE, CI="1"), DOWN="migrations_not_at_head"), github("npx cucumber-js"))

# limits
case("rack-attack-429", LIMITED, "Sinatra 3 with rack-attack 6.6 under puma 5: curl -si in a loop and puma's log, compose prefix", "429 Too Many Requests", lambda: serving("rackup -E production -s puma -o 0.0.0.0 -p 8000 -O Silent=false", 8000, [own("for n in 1 2 3 4 5 6; do curl -si http://gateway:8000/api/shelves/$n | tr -d '\\r'; echo; done")], python=False, PATH="/usr/bin:/bin", QUOTA="4"), compose("shelves-1"))
case("varnish-throttle-429", LIMITED, "Varnish 7.1 with vsthrottle: varnishncsa's lines of curl's requests, syslog", '" 429 ', lambda: varnish("for n in 1 2 3 4 5 6 7 8 9; do curl -s -o /dev/null http://gateway:8000/; done", ""), each_line(lambda t: f"{t:%b %d %H:%M:%S} wharf-vm-1 varnishncsa[611]: "))
case("ofetch-go-429", LIMITED, "ofetch 1 against Go 1.19's net/http with x/time/rate, both logs, one compose log, Node 20", ["/api/v1/lockers/7 429", "429 Too Many Requests"], lambda: both_logs(go("rate"), lambda: js("node ofetch.mjs"), ("gateway-1", "sync-1"), python=False))
case("guzzle-429", LIMITED, "PHP 8.2's Guzzle 7.4 against Go 1.19's net/http with x/time/rate, Azure Pipelines", "429 Too Many Requests", lambda: asked(own("php guzzle.php http://gateway:8000/api/v1/ rates"), server=go("rate"), python=False), azure("Synchronize lockers"))

# concurrency
case("express-pino-slots-503", CONCURRENCY, "a gateway of Express 5 that has three slots: pino-http's lines, requests of curl in parallel, Node 20", "too many concurrent requests, request rejected", lambda: serving(NODE_SERVER + "slots.js", 8000, [own("curl -s --parallel --parallel-max 8 'http://gateway:8000/api/v1/labels/[1-7]'")], python=False, HOME="/run", seen=False))
case("java-semaphore-503", CONCURRENCY, "a gateway of Java 17's HttpServer with a semaphore of two: java.util.logging, docker logs -t", "concurrent request limit of 2 reached", lambda: serving("java Gateway.java", 8000, [own("for n in 1 2 3 4 5; do curl -s http://gateway:8000/labels/$n >/dev/null & done; wait")], python=False, seen=False, PATH="/usr/bin:/bin"), docker_t)
case("tornado-aiohttp-503", CONCURRENCY, "a Tornado 6 gateway that lets a client have two requests at once and aiohttp 3's view, Python 3.12, one compose log", ["2 requests in flight, limit 2", "Too many concurrent requests"], lambda: both_logs("python tornado_slots.py", lambda: run("python fan.py"), ("gateway-1", "renderer-1")))

# auth
case("phpunit-login", LOGIN, f"PHPUnit 9 with Guzzle 7.4 signs in on a fresh database of {QUART}, PHP 8.2, GitLab", "Invalid credentials", lambda: asked(own("phpunit --do-not-cache-result LoginTest.php")), gitlab)
case("cucumber-login", LOGIN, f"cucumber-js 12 signs in on a fresh database of {QUART}, Node 20, GitHub Actions", "Invalid credentials", lambda: asked(lambda: js("cd cuke && npx cucumber-js --name 'administrator signs in'", BASE=BASE, CI="1")), github("npx cucumber-js"))
case("rspec-login", LOGIN, f"RSpec 3 with RestClient 2.1 signs in on a fresh database of {QUART}, Ruby 3.1, Jenkins with time stamps", "Invalid credentials", lambda: asked(own("rspec --no-color spec")), each_line(lambda t: f"[{t:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z] "))
case("unittest-niquests-login", LOGIN, f"unittest with niquests 3 signs in on a fresh database of {QUART}, Python 3.12, PowerShell's redirect (UTF-16LE)", "Invalid credentials", lambda: asked(lambda: run("python -m unittest -v test_login.py")), powershell)
case("got-jwt", JWT, f"got 14 with pino 10 and a token of before the deployment against {QUART} with python-jose 3.5, Node 20, docker json-file", "Could not validate credentials", lambda: asked(lambda: js(f"node got.mjs {BASE} me", TOKEN=OLD)), json_file)
case("mojo-jwt", JWT, f"Perl 5.36's Mojo::UserAgent with an old token against {QUART} with python-jose 3.5", "Could not validate credentials", lambda: asked(own("perl me.pl", TOKEN=OLD)))
case("restclient-jwt", JWT, f"Ruby 3.1's RestClient 2.1 with its log and an old token against {QUART} with python-jose 3.5, compose prefix", "Could not validate credentials", lambda: asked(own(f"ruby restclient.rb {BASE[:-1]}", TOKEN=OLD)), compose("labels-1"))
case("nest-jwt", JWT, "NestJS 11's logger in an exception filter: jsonwebtoken refuses a token of another key, Node 20 with tsx, ANSI colours, compose prefix", "Could not validate credentials", lambda: (nest(), serving(NODE_SERVER + "dist/nest.js", 8000, [own(f"for n in 1 2; do curl -s -o /dev/null -H 'Authorization: Bearer {OLD}' {BASE}users/me; done")], python=False, HOME="/run", seen=False, FORCE_COLOR="1"))[1], compose("api-1"))


def nest():
    js("esbuild nest.ts --platform=node --format=cjs --outfile=dist/nest.js --log-level=error --tsconfig-raw='{\"compilerOptions\":{\"experimentalDecorators\":true,\"emitDecoratorMetadata\":true}}'")
case("django-slots-503", CONCURRENCY, "a gateway of Django 6.1 whose middleware lets a client have three requests at once, under waitress: its log, journald", "concurrency limit: client 172.26.0.5 has 3 requests in flight (max 3)", lambda: serving("waitress-serve --threads=12 --listen=0.0.0.0:8000 django_slots:application", 8000, [own("for n in 1 2 3 4 5 6; do curl -s http://gateway:8000/api/v1/quotes/$n & done; wait")], seen=False), journald("gateway", 1402, "wharf-vm-1"))
