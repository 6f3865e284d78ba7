"""docker 20.10's daemon with CLI 28.2 and compose 2.40; pytest-docker, testcontainers for Python, APScheduler, deno."""

DOCKER_ENV = dict(DOCKER_HOST=f"unix://{HOME}/docker/sock", DOCKER_CONFIG=f"{HOME}/docker/client", DOCKER_BUILDKIT="1")
UP = "docker compose --ansi never --progress plain"
SMALL = {"PATH": "/usr/bin:/bin"}
LISTEN = "python3 -c \"import socket,time; s=socket.socket(); s.setsockopt(1,2,1); s.bind(('0.0.0.0',{})); s.listen(); time.sleep(90)\""
HEALTHCHECK = "http://localhost:8000/api/v1/utils/health-check/"


def dock(command, cwd, **variables):
    return subprocess.run(["nsenter", "--net=/run/netns/cove", "bash", "-c", command], cwd=os.path.join(HOME, cwd), env={**ENV, "PATH": "/usr/local/sbin:/usr/bin:/bin:/usr/sbin:/usr/local/bin", **DOCKER_ENV, **variables},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=170).stdout


def down(name):
    dock("docker compose down -t 0 -v --remove-orphans >/dev/null 2>&1; docker builder prune -af >/dev/null 2>&1", name, **{k: "x" for k in ("POSTGRES_PASSWORD", "SECRET_KEY", "REDIS_PASSWORD")})


def stack(name, files, command="", typed=None, user="lena", tty=False, **variables):
    project(name, files)
    ansi = {} if tty else {"COMPOSE_ANSI": "never", "COMPOSE_PROGRESS": "plain"}
    try:
        if typed:
            return terminal(typed, cwd=name, python=False, at=f"/home/{user}/{name}", prompt=f"{user}@thinkpad:~/{name}$ ", **{**DOCKER_ENV, "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin", **ansi, **variables})
        return dock(command, name, **variables)
    finally:
        down(name)


def in_place(name, files, command, **variables):
    """A command of the project at /app, Python 3.12, with the daemon."""
    project(name, files)
    try:
        return run(command, name, PATH="/usr/local/bin:/usr/bin:/bin:/usr/sbin", **DOCKER_ENV, **variables)
    finally:
        down(name)


def dock_and(holder, make):
    process = subprocess.Popen(["nsenter", "--net=/run/netns/cove", "bash", "-c", "exec " + holder], cwd=HOME)
    time.sleep(1)
    try:
        return make()
    finally:
        process.terminate()
        process.wait()


def with_modules(command, files, name="nodeapp", **variables):
    project(name, files)
    os.makedirs(f"{HOME}/{name}/node_modules")
    return run(f"mount --bind {HOME}/node/node_modules /app/node_modules; {command}", name, python=False, PATH=NODE_PATH + ":/usr/local/bin", **{"HOME": "/run", "NO_COLOR": "1", **variables})


jenkins = each_line(lambda t: f"[{t:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z] ")
DB = "services:\n  db:\n    image: postgres:17-alpine\n    command: [\"node\", \"-e\", \"setTimeout(() => {}, 90000)\"]\n    ports: [\"5432:5432\"]\n  redis:\n    image: redis:7-alpine\n    command: [\"node\", \"-e\", \"setTimeout(() => {}, 90000)\"]\n    ports: [\"6379:6379\"]\n"
NEED = "services:\n  db:\n    image: postgres:17-alpine\n    environment:\n      POSTGRES_USER: ${POSTGRES_USER:-cove}\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}\n  api:\n    image: cove/api\n    environment:\n      SECRET_KEY: ${SECRET_KEY?Variable not set}\n"

# ports
case("npm-db-up-port", PORT, "npm run db:up of `docker compose up -d --wait`, compose 2.40 and docker 20.10: Redis's port is held by another process, Node 20", "address already in use", lambda: dock_and(LISTEN.format(6379), lambda: stack("cove-web", {"compose.yaml": DB, "package.json": '{"name": "cove-web", "private": true, "version": "1.4.0", "scripts": {"db:up": "docker compose up -d --wait db redis"}}'}, "npm run db:up", PATH=f"{NODE_PATH}:/usr/local/bin", HOME="/run", COMPOSE_ANSI="never", COMPOSE_PROGRESS="plain")))
case("typescript-up-port", PORT, "`script`'s record of a terminal: docker compose 2.40 `up` with its ANSI progress, docker 20.10, PostgreSQL's port is held by another process", "address already in use", lambda: dock_and(LISTEN.format(5432), lambda: stack("cove-tty", {"compose.yaml": DB}, "script -qec 'docker compose up db' /run/hb-typescript >/dev/null </dev/null; cat /run/hb-typescript; rm /run/hb-typescript", TERM="xterm-256color")))

# variables
case("cron-exec-variable", VARIABLE, "a nightly backup by cron: docker compose 2.40 `exec` has no environment, syslog", "POSTGRES_PASSWORD is missing a value: Variable not set", lambda: stack("cove-backup", {"compose.yaml": NEED, "backup.sh": "#!/bin/sh\nset -u\necho \"backup: start $(date +%F)\"\ndocker compose exec -T db pg_dump -U cove cove >cove.sql || echo \"backup: pg_dump failed with status $?\"\nls -s cove.sql\n"}, "./backup.sh"), each_line(lambda t: f"{t:%b %d %H:%M:%S} cove-vm-1 CRON[20117]: "))
case("azure-pull-variable", VARIABLE, "docker compose 2.40 `--profile prod pull` then `up -d` in a job without its secrets, Azure Pipelines", "POSTGRES_PASSWORD is missing a value: Variable not set", lambda: stack("cove-deploy", {"compose.yaml": NEED}, f"docker compose version; set -e; {UP} --profile prod pull --quiet; {UP} --profile prod up -d"), azure("Deploy cove"))

# copy
PYPROJECT = "[project]\nname = \"cove\"\nversion = \"1.4.0\"\nrequires-python = \">=3.12\"\n"
case("compose-up-build-copy-source", COPY, "docker compose 2.40 `up --build` of a uv project: uv.lock stands in .dockerignore, docker 20.10, GitHub Actions", 'ERROR: "/uv.lock" not found', lambda: stack("cove-api", {"compose.yaml": "services:\n  api:\n    build: .\n    network_mode: host\n", ".dockerignore": "*.lock\n.venv\n.git\n", "uv.lock": "version = 1\n", "pyproject.toml": PYPROJECT, "app/main.py": "print('up')\n", "Dockerfile": "FROM python:3.12-slim\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\nRUN python3 -c \"print('sync')\"\nCOPY app app\nCMD [\"python3\", \"app/main.py\"]\n"}, f"{UP} up --build -d --wait"), github("docker compose up --build -d --wait"))
case("testcontainers-py-copy-source", COPY, "testcontainers 4 for Python: DockerImage of a Dockerfile whose alembic.ini is not in the context, pytest 9, docker 20.10, Python 3.12", "COPY failed: ", lambda: in_place("cove-it", {"backend/Dockerfile": "FROM python:3.12-slim\nCOPY requirements.txt ./\nCOPY alembic.ini ./\nCOPY app app\n", "backend/requirements.txt": "", "backend/app/main.py": "", "tests/test_image.py": "import pytest\nfrom testcontainers.core.image import DockerImage\n\n\n@pytest.fixture(scope=\"session\")\ndef image():\n    with DockerImage(path=\"backend\", tag=\"cove/api:test\") as image:\n        yield image\n\n\ndef test_image_builds(image):\n    assert image.short_id\n"}, "python -m pytest -q -p no:cacheprovider -p no:playwright --tb=short tests"))

# scripts
case("apscheduler-subprocess-script-not-mounted", SCRIPT, "APScheduler 3 runs `python scripts/x.py` by subprocess with check=True: scripts/ is not in the container, Python 3.12, compose prefix", "can't open file '/app/scripts/rebuild_tides.py'", lambda: in_place("cove-sched", {"app/__init__.py": "", "app/scheduler.py": "import logging\nimport subprocess\nimport sys\n\nfrom apscheduler.schedulers.blocking import BlockingScheduler\n\nlogging.basicConfig(level=logging.INFO, format=\"%(asctime)s %(levelname)s %(name)s: %(message)s\")\nscheduler = BlockingScheduler()\n\n\n@scheduler.scheduled_job(\"interval\", seconds=2)\ndef rebuild_tides():\n    subprocess.run([sys.executable, \"scripts/rebuild_tides.py\", \"--days\", \"14\"], check=True)\n\n\nscheduler.start()\n"}, "timeout 6 python -m app.scheduler"), compose("scheduler-1"))
case("deno-script-not-mounted", SCRIPT, "deno 2 `run` of a seed in a container place whose image has no scripts/, CRI log file", "scripts/seed_berths.ts", lambda: with_modules("echo 'seeding berths'; deno run --allow-net --allow-env scripts/seed_berths.ts; echo \"exit $?\"", {"deno.json": "{\"nodeModulesDir\": \"manual\"}", "main.ts": "console.log('up');\n"}, "denoapp", DENO_DIR="/run/hb-deno", DENO_NO_UPDATE_CHECK="1"), cri)

# multi-stage
STAGES = "FROM python:3.12-slim AS dev\nCOPY wheels /usr/local/lib/python3.12/site-packages\nCOPY app app\nRUN python3 -c 'import httpx, fastapi'\n\nFROM python:3.12-slim AS prod\nCOPY wheels/fastapi /usr/local/lib/python3.12/site-packages/fastapi\nCOPY app app\nCMD [\"python3\", \"-m\", \"app.main\"]\n"
case("compose-no-dev-multistage", MULTISTAGE, "docker compose 2.40 `up --abort-on-container-exit` of a multi-stage image with Python 3.12: httpx is of the dev group, so only the first stage has it (a stand-in); traceback through runpy", "ModuleNotFoundError: No module named 'httpx'", lambda: stack("cove-prod", {"compose.yaml": "services:\n  api:\n    build:\n      context: .\n      target: prod\n    network_mode: host\n", "Dockerfile": STAGES, "wheels/httpx/__init__.py": "", "wheels/fastapi/__init__.py": "", "app/__init__.py": "", "app/main.py": "import fastapi\n\nfrom app.clients.tides import fetch\n\nprint(fetch)\n", "app/clients/__init__.py": "", "app/clients/tides.py": "import httpx\n\n\ndef fetch(day):\n    return httpx.get(day)\n"}, f"{UP} build -q >/dev/null 2>&1; {UP} up --no-color --abort-on-container-exit"))


def pino_stage():
    name = project("cove-node", {"Dockerfile": "FROM node:20-slim AS dev\nCOPY package.json ./\nCOPY modules node_modules\nCOPY src src\nRUN node -e \"require('pino-pretty')\"\n\nFROM node:20-slim\nCOPY package.json ./\nCOPY modules/pino.tar ./\nRUN mkdir node_modules && tar -C node_modules -xf pino.tar && rm pino.tar\nCOPY src src\nCMD [\"node\", \"src/server.js\"]\n", "package.json": '{"name": "cove-node", "dependencies": {"pino": "^9"}, "devDependencies": {"pino-pretty": "^13"}}',
                                 "src/server.js": "const pino = require('pino');\nconst log = pino({ transport: { target: 'pino-pretty', options: { colorize: true } } });\nlog.info('cove listens');\n", "modules/pino-pretty/index.js": "module.exports = () => {};\n"})
    wanted = "pino pino-std-serializers pino-abstract-transport sonic-boom on-exit-leak-free process-warning quick-format-unescaped real-require safe-stable-stringify thread-stream atomic-sleep split2 @pinojs fast-redact"
    dock(f"d=$PWD; cd {HOME}/node/node_modules && tar -chf $d/modules/pino.tar $(ls -d {wanted} 2>/dev/null)", name)
    return dock("docker build -q -t cove/node . ; for n in 1 2; do docker run --rm --network none cove/node; done", name)


case("pino-pretty-multistage", MULTISTAGE, "docker CLI 28.2 `run` twice of a multi-stage Node 20 image: the production stage has no dev dependencies, pino 9 misses pino-pretty (a stand-in in the first stage), docker json-file", 'Error: unable to determine transport target for ', pino_stage, json_file)

# health of CI
SICK = "services:\n  backend:\n    image: busybox:1.36\n    command: sleep 100\n    network_mode: host\n    healthcheck:\n      test: [\"CMD-SHELL\", \"wget -qO- " + HEALTHCHECK + " || exit 1\"]\n      interval: 1s\n      timeout: 2s\n      retries: 4\n"
case("pytest-docker-wait-unhealthy", UNHEALTHY, "pytest-docker 3.2 wait_until_responsive: the backend of docker compose 2.40 never answers, pytest 9, Python 3.12, GitHub Actions", "Exception: Timeout reached while waiting on service!", lambda: in_place("cove-smoke", {"tests/docker-compose.yml": SICK.replace("backend:", "app:").split("    healthcheck:")[0], "tests/test_smoke.py": "import pytest\nimport requests\n\nURL = \"" + HEALTHCHECK + "\"\n\n\ndef healthy():\n    try:\n        return requests.get(URL, timeout=2).ok\n    except requests.ConnectionError:\n        return False\n\n\n@pytest.fixture(scope=\"session\")\ndef backend(docker_services):\n    docker_services.wait_until_responsive(timeout=12.0, pause=0.5, check=healthy)\n    return URL\n\n\ndef test_ready(backend):\n    assert requests.get(backend).json()[\"success\"]\n\n\ndef test_berths(backend):\n    assert requests.get(\"http://localhost:8000/api/v1/berths\").ok\n"}, "python -m pytest -v -p no:cacheprovider -p no:playwright tests"), github("pytest tests"))
case("testcontainers-compose-unhealthy", UNHEALTHY, "testcontainers 4 for Python: DockerCompose with wait=True, compose 2.40: the backend's health check never passes, unittest, Python 3.12, GitLab", "unhealthy", lambda: in_place("cove-e2e", {"compose.yaml": SICK, "test_stack.py": "import unittest\n\nfrom testcontainers.compose import DockerCompose\n\n\nclass StackTest(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls):\n        cls.stack = DockerCompose(\".\", wait=True)\n        cls.stack.start()\n        cls.addClassCleanup(cls.stack.stop)\n\n    def test_backend(self):\n        self.assertTrue(self.stack.get_container(\"backend\"))\n"}, "python -m unittest -v test_stack", COMPOSE_ANSI="never", COMPOSE_PROGRESS="plain"), gitlab)
