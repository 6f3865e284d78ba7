"""docker 20.10's daemon with CLI 28.2 and compose 2.40, podman 4.3, and what calls them: dockerode 4, testcontainers for Node, invoke, rake, nox."""

DOCKER_ENV = dict(DOCKER_HOST=f"unix://{HOME}/docker/sock", DOCKER_CONFIG=f"{HOME}/docker/client", DOCKER_BUILDKIT="1")
UP = "docker compose --ansi never --progress plain"


def dock(command, cwd, **variables):
    return subprocess.run(["nsenter", "--net=/run/netns/wharf", "bash", "-c", command], cwd=os.path.join(HOME, cwd), env={**ENV, "PATH": "/usr/local/sbin:/usr/bin:/bin:/usr/sbin:/usr/local/bin", **DOCKER_ENV, **variables},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=170).stdout


def stack(name, files, command="", typed=None, user="lena", **variables):
    project(name, files)
    try:
        if typed:
            return terminal(typed, cwd=name, python=False, at=f"/home/{user}/{name}", prompt=f"{user}@thinkpad:~/{name}$ ", **{**DOCKER_ENV, "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin", "COMPOSE_ANSI": "never", "COMPOSE_PROGRESS": "plain", **variables})
        return dock(command, name, **variables)
    finally:
        dock("docker compose down -t 0 -v --remove-orphans >/dev/null 2>&1; docker builder prune -af >/dev/null 2>&1", name, **{k: "x" for k in ("POSTGRES_PASSWORD", "SECRET_KEY", "REDIS_PASSWORD")})



SMALL = {"PATH": "/usr/bin:/bin"}
LISTEN = "python3 -c \"import socket,time; s=socket.socket(); s.setsockopt(1,2,1); s.bind(('0.0.0.0',{})); s.listen(); time.sleep(90)\""
PODMAN = "CONTAINERS_STORAGE_CONF=/srv/gb/storage.conf podman --runtime runc --cgroup-manager=cgroupfs "


def podman(image):
    """An image of the daemon for podman; the project's folder is bound to /opt/NAME."""
    dock(f"{PODMAN} image exists localhost/{image} || (docker save {image} | {PODMAN} load -q)", "app")


def bound(name, command):
    return dock(f"unshare -m bash -c 'mkdir -p /opt/{name}; mount --bind {HOME}/{name} /opt/{name}; cd /opt/{name}; {command}'", name)


# script not mounted
case("bun-script-not-mounted", SCRIPT, "bun 1 `run` in a container place whose image has no scripts/, compose prefix", 'scripts/seed-lockers.ts"', lambda: later("outside_node")("bun --version; bun run scripts/seed-lockers.ts; ls", {"package.json": '{"name": "lockers-api", "private": true}', "src/index.ts": "console.log('up')\n"}), compose("seed-1"))
case("uv-run-script-not-mounted", SCRIPT, "`uv run` in a CI job's container: scripts/ is not in the image, Python 3.12, GitHub Actions", "can't open file '/app/scripts/load_depots.py'", lambda: run("uv --version; uv run --offline --no-project --no-python-downloads --quiet python scripts/load_depots.py --region north", project("uvapp", {"pyproject.toml": "[project]\nname = \"lockers\"\nversion = \"1\"\nrequires-python = \">=3.12\"\n", "app/main.py": ""}), UV_CACHE_DIR="/run/gb-uv"), github("uv run python scripts/load_depots.py --region north"))
case("rscript-script-not-mounted", SCRIPT, "Rscript 4.2 in a container place whose scripts/ is in no volume, journald of a timer", "cannot open file 'scripts/forecast.R'", lambda: run("echo 'forecast: starting'; Rscript scripts/forecast.R --depot north; echo \"forecast: exit $?\"", project("rapp", {"R/model.R": "", "data/depots.csv": "id\n"}), python=False, **SMALL), journald("forecast", 5512, "wharf-vm-1"))
case("perl-script-not-mounted", SCRIPT, "Perl 5.36 in a container place: a migration of data whose folder is not mounted, plain output of set -x", "Can't open perl script \"scripts/merge_depots.pl\": No such file or directory", lambda: run("set -x; ls; perl scripts/merge_depots.pl --dry-run", project("perlapp", {"lib/Depot.pm": "1;\n", "cpanfile": ""}), python=False, **SMALL))

# multi-stage
case("php-vendor-multistage", MULTISTAGE, "docker compose 2.40 `up` of a multi-stage PHP 8.2 image: the last stage does not copy vendor/ (a stand-in for Composer's), with restarts", "Failed opening required '/app/src/../vendor/autoload.php'",
     lambda: stack("lockers-php", {"composer.json": "{\"require\": {\"monolog/monolog\": \"^3\"}}\n", "packages/autoload.php": "<?php\n", "src/worker.php": "<?php\nrequire __DIR__ . '/../vendor/autoload.php';\necho \"worker: waiting for parcels\\n\";\n", "compose.yaml": "services:\n  worker:\n    build: .\n    network_mode: host\n    restart: \"on-failure:2\"\n",
                                     "Dockerfile": "FROM php:8.2-cli AS vendor\nCOPY composer.json ./\nCOPY packages vendor\nCOPY src src\nRUN php src/worker.php\n\nFROM php:8.2-cli\nCOPY src src\nCMD [\"php\", \"src/worker.php\"]\n"}, f"{UP} build -q >/dev/null 2>&1; timeout 20 {UP} up --no-color"))
case("java-thin-jar-multistage", MULTISTAGE, "docker CLI 28.2 build and `run` of a multi-stage Java 17 image: the last stage copies the jar without its lib/, GitLab", "java.lang.NoClassDefFoundError: org/lockers/json/JsonWriter", lambda: thin_jar(), gitlab)
case("podman-settings-multistage", MULTISTAGE, "podman 4.3 `build` and `run` of a multi-stage image with Python 3.12: the last stage misses a package that the test stage had, traceback through runpy, CRI log file", "ModuleNotFoundError: No module named 'pydantic_settings'",
     lambda: (podman("python:3.12-slim"), project("lockers-pod", {"wheels/pydantic_settings/__init__.py": "class BaseSettings: pass\n", "app/__init__.py": "", "app/main.py": "from app.config import settings\n\nprint('lockers listen')\n", "app/config.py": "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    depot: str = \"north\"\n\n\nsettings = Settings()\n",
                                                                   "Dockerfile": "FROM localhost/python:3.12-slim AS test\nCOPY wheels /usr/local/lib/python3.12/site-packages\nCOPY app app\nRUN python3 -m app.main\n\nFROM localhost/python:3.12-slim\nCOPY app app\nCMD [\"python3\", \"-m\", \"app.main\"]\n"}), bound("lockers-pod", f"{PODMAN} build -q --isolation=chroot --pull=never -t lockers/api . >/dev/null && for n in 1 2; do {PODMAN} run --rm --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 --network host lockers/api; done"))[2], cri)

case("shell-form-multistage", MULTISTAGE, "docker-compose 1.29 logs -t of a multi-stage image with Python 3.12 and a CMD in shell form: /opt/venv of the first stage is not copied, so busybox's sh misses celery (a stand-in), with restarts", "celery: not found",
     lambda: stack("lockers-cel", {"wheels/celery": "#!/usr/local/bin/python3\nprint('celery')\n", "worker/app.py": "", "docker-compose.yml": "version: '3.8'\nservices:\n  worker:\n    build: .\n    network_mode: host\n    restart: \"on-failure:3\"\n",
                                     "Dockerfile": "FROM python:3.12-slim AS builder\nENV PATH=/opt/venv/bin:/usr/local/bin:/bin\nCOPY wheels/celery /opt/venv/bin/celery\nRUN celery --version\n\nFROM python:3.12-slim\nENV PATH=/opt/venv/bin:/usr/local/bin:/bin\nCOPY worker worker\nCMD celery -A worker.app worker --loglevel info --concurrency 4\n"}, "docker-compose build -q >/dev/null 2>&1; docker-compose up -d >/dev/null 2>&1; sleep 5; docker-compose logs --no-color -t; docker-compose ps; docker-compose down -t 0 >/dev/null 2>&1"))

# copy
case("dockerode-copy-source", COPY, "dockerode 4 `buildImage` with followProgress (the classic builder of docker 20.10) in a deploy script: package-lock.json is not in the context, Node 20, docker logs -t", "COPY failed",
     lambda: later("outside_node")("node build.mjs", {"package.json": '{"name": "deploy", "type": "module"}', "image/Dockerfile": "FROM node:20-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nCOPY src src\nCMD [\"node\", \"src/index.js\"]\n", "image/package.json": "{}", "image/src/index.js": "", "build.mjs": "import Docker from 'dockerode';\n\nconst docker = new Docker();\nconst stream = await docker.buildImage({ context: 'image', src: ['Dockerfile', 'package.json', 'src'] }, { t: 'lockers/web' });\nawait new Promise((done, fail) => docker.modem.followProgress(stream, error => (error ? fail(error) : done()), event => (event.error ? fail(new Error(event.error)) : process.stdout.write(event.stream ?? ''))));\nconsole.log('built');\n"}, **DOCKER_ENV), docker_t)
case("rust-stage-copy-source", COPY, "docker CLI 28.2 with the classic builder of docker 20.10: a Rust image copies target/release/ of another binary's name from its first stage, Jenkins with time stamps", "COPY failed: stat app/target/release/locker-api: file does not exist",
     lambda: stack("lockers-rs", {"Dockerfile": "FROM busybox:1.36 AS build\nWORKDIR /app\nCOPY Cargo.toml ./\nCOPY src src\nRUN mkdir -p target/release && cp src/main.rs target/release/lockers\n\nFROM busybox:1.36\nCOPY --from=build /app/target/release/locker-api /usr/local/bin/locker-api\nCMD [\"locker-api\"]\n", "Cargo.toml": "[package]\nname = \"lockers\"\n", "src/main.rs": "fn main() {}\n"}, "docker build -t lockers/api .", DOCKER_BUILDKIT="0"), each_line(lambda t: f"[{t:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z] "))
case("tty-gemfile-copy-source", COPY, "docker 20.10 `build` with its terminal progress as a terminal recorder (script) keeps it: Gemfile.lock is in .dockerignore", "Gemfile.lock",
     lambda: stack("lockers-rails", {"Dockerfile": "FROM busybox:1.36\nWORKDIR /rails\nCOPY Gemfile Gemfile.lock ./\nRUN true\nCOPY . .\n", ".dockerignore": "*.lock\nlog\n", "Gemfile": "gem 'rails'\n", "Gemfile.lock": ""}, typed=["docker build -t lockers/rails ."], user="maya", PATH="/usr/bin:/bin", BUILDKIT_PROGRESS="tty"))
case("buildah-csproj-copy-source", COPY, "buildah 1.28 `bud` of a .NET-like image from the wrong folder, syslog", "no such file or directory", lambda: (podman("busybox:1.36"), project("lockers-net", {"Dockerfile": "FROM localhost/busybox:1.36\nWORKDIR /src\nCOPY Lockers.Api.csproj ./\nRUN true\nCOPY . .\n", "Lockers.Api/Lockers.Api.csproj": "<Project/>"}), bound("lockers-net", "CONTAINERS_STORAGE_CONF=/srv/gb/storage.conf buildah bud --isolation=chroot --pull-never -t lockers/net ."))[2], each_line(lambda t: f"{t:%b %d %H:%M:%S} wharf-vm-1 image-build[901]: "))

# variables
VARS = "services:\n  db:\n    image: busybox:1.36\n    network_mode: host\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}\n  api:\n    image: busybox:1.36\n    network_mode: host\n    command: sleep 60\n"
case("invoke-deploy-variable", VARIABLE, "an invoke 2 task runs docker compose 2.40 `up -d`: POSTGRES_PASSWORD is in no .env, Python 3.12, GitHub Actions", "POSTGRES_PASSWORD is missing a value: Variable not set", lambda: run("inv deploy", project("inv", {"compose.yaml": VARS, "tasks.py": "from invoke import task\n\n\n@task\ndef deploy(c):\n    c.run(\"docker compose pull -q || true\", hide=True)\n    c.run(\"docker compose up -d --remove-orphans\", echo=True)\n"}), **DOCKER_ENV), github("inv deploy"))
case("rake-variable", VARIABLE, "rake 13 runs docker compose 2.40 `up -d db`: SMTP_PASSWORD has a message of its own, Ruby 3.1, compose prefix of a deploy container", "SMTP_PASSWORD is missing a value", lambda: run("rake stack:up", project("rakeapp", {"compose.yaml": VARS.replace("POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set", "SMTP_PASSWORD: ${SMTP_PASSWORD:?set it in .env.production"), "Rakefile": "namespace :stack do\n  desc 'Start the services'\n  task :up do\n    sh 'docker compose up -d db'\n  end\nend\n"}), python=False, **{**SMALL, **DOCKER_ENV}), compose("deploy-1"))
case("testcontainers-node-variable", VARIABLE, "testcontainers 10 for Node: DockerComposeEnvironment in ava over docker compose 2.40, Node 20", "Variable not set", lambda: later("outside_node")("npx ava --timeout 60s", {"package.json": '{"name": "lockers-it", "type": "module"}', "compose.yaml": VARS, "stack.test.js": "import test from 'ava';\nimport { DockerComposeEnvironment } from 'testcontainers';\n\nlet stack;\ntest.before(async () => {\n  stack = await new DockerComposeEnvironment('.', 'compose.yaml').up();\n});\ntest('the API answers', async t => {\n  t.truthy(stack.getContainer('api-1'));\n});\n"}, CI="1", NO_COLOR="1", TESTCONTAINERS_RYUK_DISABLED="true", **DOCKER_ENV))

# ports
case("dockerode-port", PORT, "dockerode 4 starts a container while the host's PostgreSQL port is held, Node 20, docker json-file", "address already in use", lambda: dock_and(LISTEN.format(5432), lambda: later("outside_node")("node up.mjs", {"package.json": '{"name": "dev-stack", "type": "module"}', "up.mjs": "import Docker from 'dockerode';\n\nconst docker = new Docker();\nconst db = await docker.createContainer({ name: 'lockers-db', Image: 'busybox:1.36', Cmd: ['sleep', '60'], ExposedPorts: { '5432/tcp': {} }, HostConfig: { AutoRemove: true, PortBindings: { '5432/tcp': [{ HostPort: '5432' }] } } });\nconsole.log('starting', db.id.slice(0, 12));\nawait db.start();\nconsole.log('database up');\n"}, **DOCKER_ENV)), json_file)
case("api-curl-port", PORT, "docker 20.10's API by curl --unix-socket: a second container wants port 8080, its JSON message", "port is already allocated", lambda: (dock("docker run -d --rm --name portal -p 8080:80 busybox:1.36 sleep 90; docker create --name portal-next -p 8080:80 busybox:1.36 sleep 60", "app"), run("curl -si --unix-socket /run/docker.sock -X POST http://localhost/v1.41/containers/portal-next/start | tr -d '\\r'; echo", "docker", python=False, **SMALL) if False else bound_socket(), dock("docker rm -f portal portal-next", "app"))[1])
case("podman-pod-port", PORT, "podman 4.3 `run -p 8080:80` of a systemd unit with restarts: 8080 is held by another process, journald", "address already in use", lambda: (podman("busybox:1.36"), dock_and(LISTEN.format(8080), lambda: dock(f"for n in 1 2 3; do {PODMAN} run --rm --name lockers-web --replace --sdnotify=ignore -p 8080:80 localhost/busybox:1.36 sleep 30; done", "app")))[1], journald("podman-lockers", 2230, "wharf-vm-1"))

case("compose-json-port", PORT, "docker compose 2.40 `--progress json up -d` in a pipeline while the host's Redis holds 6379: its JSON lines, docker 20.10", "address already in use", lambda: dock_and(LISTEN.format(6379), lambda: stack("lockers-json", {"compose.yaml": "services:\n  redis:\n    image: busybox:1.36\n    command: sleep 60\n    stop_grace_period: 0s\n    ports: [\"6379:6379\"]\n"}, "docker compose --progress json up -d")))
case("podman-compose16-variable", VARIABLE, "podman-compose 1.6 (PyPI) `up -d`: POSTGRES_PASSWORD is in no .env, Python 3.12, GitHub Actions", "Variable not set", lambda: run("podman-compose up -d", project("pcv", {"compose.yaml": VARS})), github("podman-compose up -d"))

# not healthy
case("rake-unhealthy", UNHEALTHY, "a rake task waits with Net::HTTP for a backend where nobody listens, Ruby 3.1, GitLab", "Backend did not become healthy within 12s", lambda: run("rake deploy:wait", project("rakewait", {"Rakefile": "require 'net/http'\n\n$stdout.sync = true\n\nnamespace :deploy do\n  task :wait do\n    uri = URI('http://localhost:8000/api/v1/utils/health-check/')\n    limit = Process.clock_gettime(Process::CLOCK_MONOTONIC) + 12\n    loop do\n      break puts('backend is healthy') if Net::HTTP.get_response(uri).is_a?(Net::HTTPOK)\n    rescue SystemCallError => e\n      puts \"waiting for the backend: #{e.message}\"\n      abort 'Backend did not become healthy within 12s' if Process.clock_gettime(Process::CLOCK_MONOTONIC) > limit\n      sleep 2\n    end\n  end\nend\n"}), python=False, **SMALL), gitlab)
case("nox-unhealthy", UNHEALTHY, "a nox session waits with niquests for a backend that only warms up, Python 3.12, Azure Pipelines", "Backend did not become healthy within 15s", lambda: serving("python -c \"import http.server as h; H = type('H', (h.BaseHTTPRequestHandler,), {'do_GET': lambda s: (s.send_response(425), s.end_headers(), s.wfile.write(b'warming up')), 'log_message': lambda *a: None}); h.HTTPServer(('', 8000), H).serve_forever()\"", 8000, [lambda: run("nox --no-venv --nocolor -s smoke", project("noxapp", {"wait_backend.py": "import sys\nimport time\n\nimport niquests\n\nfor n in range(5):\n    answer = niquests.get(\"http://localhost:8000/api/v1/utils/health-check/\", timeout=2)\n    print(f\"attempt {n + 1}: {answer.status_code} {answer.text}\", flush=True)\n    if answer.ok:\n        break\n    time.sleep(3)\nelse:\n    sys.exit(\"Backend did not become healthy within 15s\")\n", "noxfile.py": "import nox\n\n\n@nox.session\ndef smoke(session):\n    session.run(\"python\", \"wait_backend.py\")\n    session.run(\"pytest\", \"tests/smoke\")\n"}))], wrote=False), azure("Smoke tests"))
case("testcontainers-node-unhealthy", UNHEALTHY, "testcontainers 10 for Node: Wait.forHealthCheck in ava; the API's container never becomes healthy, docker 20.10, GitHub Actions", "unhealthy", lambda: later("outside_node")("npx ava --timeout 90s", {"package.json": '{"name": "lockers-it", "type": "module"}', "api.test.js": "import test from 'ava';\nimport { GenericContainer, Wait } from 'testcontainers';\n\nlet backend;\ntest.before(async () => {\n  backend = await new GenericContainer('busybox:1.36')\n    .withName('lockers-backend')\n    .withNetworkMode('none')\n    .withCommand(['sleep', '100'])\n    .withHealthCheck({ test: ['CMD-SHELL', 'wget -qO- http://localhost:8000/health || exit 1'], interval: 1000, timeout: 2000, retries: 3 })\n    .withWaitStrategy(Wait.forHealthCheck())\n    .start();\n});\ntest('the backend answers', t => t.truthy(backend));\n"}, CI="1", NO_COLOR="1", TESTCONTAINERS_RYUK_DISABLED="true", **DOCKER_ENV), github("npx ava"))
case("compose-node-unhealthy", UNHEALTHY, "a compose service of Node 20 waits with fetch for the backend, docker compose 2.40 `up --exit-code-from`, Jenkins with time stamps", "Backend did not become healthy within 10s", lambda: stack("lockers-wait", {"compose.yaml": "services:\n  smoke:\n    image: node:20-slim\n    network_mode: host\n    volumes: [\"./wait.mjs:/app/wait.mjs:ro\"]\n    command: node wait.mjs\n", "wait.mjs": "const url = 'http://127.0.0.1:8000/api/v1/utils/health-check/';\nfor (let n = 1; n <= 5; n++) {\n  try {\n    if ((await fetch(url)).ok) process.exit(0);\n  } catch (error) {\n    console.log(`health check ${n}/5: ${error.message} (${error.cause?.code})`);\n  }\n  await new Promise(done => setTimeout(done, 2000));\n}\nconsole.error('Backend did not become healthy within 10s');\nprocess.exit(1);\n"}, f"{UP} up --no-color --exit-code-from smoke; echo \"exit $?\""), each_line(lambda t: f"[{t:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z] "))


def later(name):
    return globals()[name]


def bound_socket():
    return dock(f"unshare -m bash -c 'mount --bind {HOME}/docker/sock /run/docker.sock 2>/dev/null || {{ touch /run/docker.sock; mount --bind {HOME}/docker/sock /run/docker.sock; }}; curl -si --unix-socket /run/docker.sock -X POST http://localhost/v1.41/containers/portal-next/start | tr -d \"\\r\"; echo'", "app")


def thin_jar():
    name = project("lockers-java", {"src/App.java": "package org.lockers.api;\n\nimport org.lockers.json.JsonWriter;\n\npublic class App {\n    public static void main(String[] args) {\n        System.out.println(new JsonWriter().write(\"ok\"));\n    }\n}\n", "lib-src/JsonWriter.java": "package org.lockers.json;\n\npublic class JsonWriter {\n    public String write(String s) { return '\"' + s + '\"'; }\n}\n",
                                    "Dockerfile": "FROM eclipse-temurin:17-jre AS build\nCOPY target target\nRUN java -cp 'target/lockers-api.jar:target/lib/*' org.lockers.api.App\n\nFROM eclipse-temurin:17-jre\nCOPY --from=build /app/target/lockers-api.jar lockers-api.jar\nCMD [\"java\", \"-jar\", \"lockers-api.jar\"]\n"})
    print(dock("mkdir -p o1 o2 target/lib; javac -d o1 lib-src/*.java && jar cf target/lib/json-writer-2.1.jar -C o1 . && javac -cp o1 -d o2 src/*.java && printf 'Main-Class: org.lockers.api.App\\nClass-Path: lib/json-writer-2.1.jar\\n' >m && jar cfm target/lockers-api.jar m -C o2 . ", name).decode(), end="")
    return dock("docker build -t lockers/java . 2>&1 && docker run --rm --network none lockers/java", name, BUILDKIT_PROGRESS="plain")


# libmagic
def no_magic(command, cwd="app"):
    return run(f"/srv/gb/no_libmagic.sh {command}", cwd)


MAGIC = "failed to find libmagic.  Check your installation"
LABELS = {"labels/__init__.py": "", "labels/kind.py": "import magic\n\n\ndef kind(data: bytes) -> str:\n    return magic.from_buffer(data, mime=True)\n"}
case("sanic-libmagic", LIBMAGIC, "Sanic 25 with python-magic 0.4.27, libmagic not there, Python 3.12, compose prefix", MAGIC, lambda: no_magic("timeout 15 sanic server:app --host=0.0.0.0 --port=8000 --single-process --no-motd", project("sanicapp", {**LABELS, "server.py": "from sanic import Sanic, text\n\nfrom labels.kind import kind\n\napp = Sanic(\"labels\")\n\n\n@app.post(\"/labels\")\nasync def label(request):\n    return text(kind(request.body))\n"})), compose("labels-1"))
case("streamlit-libmagic", LIBMAGIC, "Streamlit 1 with python-magic 0.4.27, libmagic not there, Python 3.12: a session's traceback, journald", [MAGIC, "ImportError: \x1b[0m" + MAGIC], lambda: streamlit(), journald("streamlit", 804, "wharf-vm-1"))
case("functions-framework-libmagic", LIBMAGIC, "functions-framework 3 for Python with python-magic 0.4.27, libmagic not there, Python 3.12, docker json-file", MAGIC, lambda: no_magic("timeout 15 functions-framework --target classify --port 8000", project("gcf", {**LABELS, "main.py": "import functions_framework\n\nfrom labels.kind import kind\n\n\n@functions_framework.http\ndef classify(request):\n    return kind(request.data)\n"})), json_file)
case("unittest-libmagic", LIBMAGIC, "unittest discovers a module with python-magic 0.4.27, libmagic not there, Python 3.12, GitLab", MAGIC, lambda: no_magic("python -m unittest discover -v -s tests -t .", project("utm", {**LABELS, "tests/__init__.py": "", "tests/test_kind.py": "import unittest\n\nfrom labels.kind import kind\n\n\nclass Kind(unittest.TestCase):\n    def test_pdf(self):\n        self.assertEqual(kind(b\"%PDF-1.7\"), \"application/pdf\")\n", "tests/test_math.py": "import unittest\n\n\nclass Weight(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(sum([1, 2]), 3)\n"})), gitlab)


def streamlit():
    name = project("slit", {**LABELS, "app.py": "import streamlit as st\n\nfrom labels.kind import kind\n\nst.title(\"Labels\")\nupload = st.file_uploader(\"A label\")\nif upload:\n    st.write(kind(upload.read()))\n",
                            "look.py": "import asyncio\n\nimport websockets\n\n\nasync def main():\n    for _ in range(60):\n        try:\n            async with websockets.connect(\"ws://localhost:8501/_stcore/stream\", origin=\"http://localhost:8501\") as ws:\n                from streamlit.proto.BackMsg_pb2 import BackMsg\n                m = BackMsg(); m.rerun_script.query_string = \"\"\n                await ws.send(m.SerializeToString())\n                await asyncio.sleep(4)\n                return\n        except OSError:\n            await asyncio.sleep(0.3)\n\nasyncio.run(main())\n"})
    return serving("/srv/gb/no_libmagic.sh streamlit run app.py --server.headless true --browser.gatherUsageStats false --server.fileWatcherType none", 8501, [lambda: run("python look.py 2>/dev/null", name)], name, seen=False)


def dock_and(holder, make):
    process = subprocess.Popen(["nsenter", "--net=/run/netns/wharf", "bash", "-c", "exec " + holder], cwd=HOME)
    time.sleep(1)
    try:
        return make()
    finally:
        process.terminate()
        process.wait()


def outside_node(command, files, **variables):
    """A project with /app/node_modules of this machine."""
    name = project("nodeapp", files)
    os.makedirs(f"{HOME}/{name}/node_modules")
    return run(f"mount --bind {HOME}/node/node_modules /app/node_modules; {command}", name, python=False, PATH=NODE_PATH + ":/usr/local/bin", **{"HOME": "/run", **variables})
