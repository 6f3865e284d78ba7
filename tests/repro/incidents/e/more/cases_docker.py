"""docker 20.10's daemon with CLI 28.2, compose 2.40 and 1.29, podman 4.3, buildah."""

DOCKER_ENV = dict(DOCKER_HOST=f"unix://{HOME}/docker/sock", DOCKER_CONFIG=f"{HOME}/docker/client", DOCKER_BUILDKIT="1")
DOCKER_PATH = "/usr/bin:/bin:/usr/sbin"
UP = "docker compose --ansi never --progress plain"


def dock(command, cwd, **variables):
    return subprocess.run(["nsenter", "--net=/run/netns/mill", "bash", "-c", command], cwd=os.path.join(HOME, cwd), env={**ENV, "PATH": "/usr/local/sbin:/usr/bin:/bin:/usr/sbin:/usr/local/bin", **DOCKER_ENV, **variables},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=170).stdout


def stack(name, files, command="", typed=None, **variables):
    project(name, files)
    try:
        if typed:
            return terminal(typed, cwd=name, python=False, at=f"/home/jonas/{name}", prompt=f"jonas@nuc:~/{name}$ ", **{**DOCKER_ENV, "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin", "COMPOSE_ANSI": "never", "COMPOSE_PROGRESS": "plain", **variables})
        return dock(command, name, **variables)
    finally:
        dock("docker compose down -t 0 -v --remove-orphans >/dev/null 2>&1; docker builder prune -af >/dev/null 2>&1", name, **{k: "x" for k in ("POSTGRES_PASSWORD", "SECRET_KEY", "SMTP_PASSWORD")})


def drone(data):
    """appleboy/ssh-action: what the other machine wrote."""
    return b"".join(b"err: " + line + b"\n" for line in data.rstrip(b"\n").split(b"\n"))


# script not mounted
case("entrypoint-stat-script-not-mounted", SCRIPT, "docker compose 2.40 `up` in a terminal: the command is a script whose folder is in no volume of the dev file (runc's stat), docker 20.10", "scripts/start-worker.sh: no such file or directory",
     lambda: stack("mill-api", {"compose.yaml": "services:\n  worker:\n    image: busybox:1.36\n    network_mode: host\n    working_dir: /app\n    command: [\"/app/scripts/start-worker.sh\"]\n    volumes:\n      - ./app:/app/app\n", "app/main.py": "", "scripts/start-worker.sh": "#!/bin/sh\necho start\n"}, typed=["ls scripts", "docker compose up worker"]))
case("compose1-run-script-not-mounted", SCRIPT, "docker-compose 1.29 `run --rm` of sh with a prestart script that is in no volume, Python 3.12 image with BusyBox sh, GitHub Actions", ["can't open 'scripts/prestart.sh': No such file or directory"],
     lambda: stack("mill-ci", {"docker-compose.yml": "version: '3.8'\nservices:\n  backend:\n    image: python:3.12-slim\n    network_mode: host\n    working_dir: /app\n    volumes: [\"./backend/app:/app/app\"]\n", "backend/app/main.py": "", "backend/scripts/prestart.sh": "#!/bin/sh\n"}, "docker-compose run --rm -T backend sh scripts/prestart.sh"), github("docker-compose run --rm -T backend sh scripts/prestart.sh"))
case("php-script-not-mounted", SCRIPT, "PHP 8.2 in a container place whose scripts/ is not mounted: an import twice from a scheduler, journald", "Could not open input file: scripts/import_prices.php",
     lambda: run("for n in 1 2; do php scripts/import_prices.php --since yesterday; done; ls", project("phpscripts", {"composer.json": "{}", "src/Prices.php": "<?php\n"}), python=False), journald("mill-import", 2214, "mill-vm-2"))

# multi-stage
case("node-multistage", MULTISTAGE, "docker CLI 28.2: `run` of a multi-stage Node 20 image whose last stage does not copy node_modules; the dev stage starts; in a terminal", "Cannot find module 'express'",
     lambda: stack("mill-web", {"Dockerfile": "FROM node:20-slim AS dev\nWORKDIR /app\nCOPY node_modules node_modules\nCOPY src src\nCMD [\"node\", \"src/server.js\"]\n\nFROM node:20-slim AS prod\nWORKDIR /app\nENV NODE_ENV=production\nCOPY --from=dev /app/src src\nCMD [\"node\", \"src/server.js\"]\n",
                                "node_modules/express/index.js": "module.exports = () => ({listen: (p, f) => f()});\n", "src/server.js": "const express = require('express');\nconst app = express();\napp.listen(3000, () => console.log('mill-web listens on 3000'));\n"},
                   DOCKER_BUILDKIT="0", typed=["docker build -q --target dev -t mill-web:dev . >/dev/null && docker run --rm --network none mill-web:dev", "docker build -q -t mill-web:prod . >/dev/null && docker run --rm --network none mill-web:prod"]))
DJANGO_MULTI = {"manage.py": "#!/usr/bin/env python\n\"\"\"Django's command-line utility for administrative tasks.\"\"\"\nimport os\nimport sys\n\n\ndef main():\n    \"\"\"Run administrative tasks.\"\"\"\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mill.settings')\n    try:\n        from django.core.management import execute_from_command_line\n    except ImportError as exc:\n        raise ImportError(\n            \"Couldn't import Django. Are you sure it's installed and \"\n            \"available on your PYTHONPATH environment variable? Did you \"\n            \"forget to activate a virtual environment?\"\n        ) from exc\n    execute_from_command_line(sys.argv)\n\n\nif __name__ == '__main__':\n    main()\n", "mill/__init__.py": "", "mill/settings.py": "",
                "compose.yaml": "services:\n  migrate:\n    build: .\n    network_mode: host\n    command: python manage.py migrate --noinput\n  web:\n    build: .\n    network_mode: host\n    command: python manage.py runserver\n    depends_on:\n      migrate:\n        condition: service_completed_successfully\n",
                "Dockerfile": "FROM python:3.12-slim AS builder\nCOPY django /install/lib/python3.12/site-packages/django\nRUN PYTHONPATH=/install/lib/python3.12/site-packages python -c 'import django.core.management'\n\nFROM python:3.12-slim\nCOPY --from=builder /install /opt/install\nWORKDIR /app\nCOPY manage.py ./\nCOPY mill mill\n", "django/__init__.py": "", "django/core/__init__.py": "", "django/core/management/__init__.py": "def execute_from_command_line(argv):\n    pass\n"}
case("django-manage-multistage", MULTISTAGE, "docker compose 2.40 up of a multi-stage image with Python 3.12: Django (a stand-in) is installed to a prefix that the last stage copies elsewhere; `manage.py migrate`, compose's own prefix", ["ModuleNotFoundError: No module named 'django'"], lambda: stack("mill-shop", DJANGO_MULTI, f"{UP} build -q >/dev/null 2>&1; {UP} up --no-color"))

# copy
case("podman-build-copy-source", COPY, "podman 4.3 build with .dockerignore'd requirements, GitLab", "no such file or directory",
     lambda: (project("podb", {"Containerfile": "FROM localhost/busybox:1.36\nWORKDIR /app\nCOPY requirements.txt ./\nCOPY app app\n", "requirements.txt": "fastapi\n", ".dockerignore": "*.txt\n.git\n", "app/main.py": ""}), dock("docker save busybox:1.36 -o bb.tar; podman load -q -i bb.tar >/dev/null 2>&1; podman build --pull=never -t mill/api .", "podb"))[1], gitlab)
case("docker-py-copy-source", COPY, "docker SDK for Python 7.2 `images.build` (the classic builder of docker 20.10) in a release script, Python 3.12", "file not found in build context",
     lambda: run("python release.py", project("sdkbuild", {"Dockerfile": "FROM node:20-slim AS build\nWORKDIR /web\nCOPY package.json package-lock.json ./\nCOPY src src\n", "package.json": "{}", "src/main.ts": "", "release.py": "import docker\n\nclient = docker.from_env()\nimage, log = client.images.build(path=\".\", tag=\"mill/web:2.3.0\", rm=True)\nfor line in log:\n    print(line.get(\"stream\", \"\"), end=\"\")\nprint(\"built\", image.short_id)\n"}), **DOCKER_ENV), compose("release"))
case("compose1-build-copy-source", COPY, "docker-compose 1.29 build with DOCKER_BUILDKIT=0: the context is backend/, the file at the root, PowerShell's redirect (UTF-16LE)", "file not found in build context",
     lambda: stack("mill-old", {"docker-compose.yml": "version: '3.8'\nservices:\n  api:\n    build: ./backend\n", "backend/Dockerfile": "FROM python:3.12-slim\nWORKDIR /app\nCOPY pyproject.toml uv.lock /app/\nCOPY app /app/app\n", "pyproject.toml": "", "uv.lock": "", "backend/app/main.py": ""}, "docker-compose --no-ansi build", DOCKER_BUILDKIT="0", COMPOSE_DOCKER_CLI_BUILD="0"), powershell)

# variables
TEMPLATE = {"compose.yaml": "services:\n  db:\n    image: busybox:1.36\n    network_mode: host\n    environment:\n      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD?Variable not set}\n      - POSTGRES_USER=${POSTGRES_USER?Variable not set}\n  backend:\n    image: python:3.12-slim\n    network_mode: host\n    environment:\n      - SECRET_KEY=${SECRET_KEY?Variable not set}\n"}
case("pytest-docker-variable", VARIABLE, "pytest-docker 3.2 over docker compose 2.40 in a fixture of pytest 9.2: POSTGRES_PASSWORD is in no .env, Python 3.12, GitHub Actions", "POSTGRES_PASSWORD is missing a value: Variable not set",
     lambda: run("python -m pytest -p no:cacheprovider -q tests", project("ptd", {"tests/docker-compose.yml": TEMPLATE["compose.yaml"].replace("${SECRET_KEY?Variable not set}", "test").replace("${POSTGRES_USER?Variable not set}", "mill"), "tests/test_silos.py": "def test_silos(docker_services):\n    assert docker_services\n\n\ndef test_deliveries(docker_services):\n    assert docker_services\n"}), **DOCKER_ENV), github("python -m pytest -q tests"))
case("ssh-deploy-variable", VARIABLE, "docker compose 2.40 `pull` and `up` on a server by an ssh step of a workflow: SMTP_PASSWORD with a message of its own, the step's `err:` prefix, GitHub Actions", "SMTP_PASSWORD is missing a value: set SMTP_PASSWORD in .env.production",
     lambda: stack("mill-prod", {"compose.yaml": "services:\n  backend:\n    image: python:3.12-slim\n    network_mode: host\n    environment:\n      SMTP_PASSWORD: ${SMTP_PASSWORD:?set SMTP_PASSWORD in .env.production}\n", ".env.production": "DOMAIN=mill.example.org\nSMTP_PASSWORD=\n"}, "set -e; docker compose --env-file .env.production pull --quiet; docker compose --env-file .env.production up -d"), then(drone, github("./deploy/remote.sh")))
case("terminal-logs-variable", VARIABLE, "docker compose 2.40 in a terminal: even `ps` and `exec` ask for the variable, sudo's empty environment", "Variable not set", lambda: stack("mill-vps", TEMPLATE, typed=["docker compose ps", "docker compose exec db sh"], POSTGRES_PASSWORD="x", POSTGRES_USER="mill"))

# ports
case("compose-scale-port", PORT, "docker compose 2.40 `up --scale backend=2` of a service with one published port, in a terminal, docker 20.10", "port is already allocated", lambda: stack("mill-scale", {"compose.yaml": "services:\n  backend:\n    image: busybox:1.36\n    command: sleep 60\n    stop_grace_period: 0s\n    ports: [\"8000:8000\"]\n"}, typed=["docker compose up -d", "docker compose up -d --scale backend=2"]))
case("systemd-docker-run-port", PORT, "a systemd unit's `docker run -p 6379:6379` while the distribution's Redis listens: it starts again and again, journald", "listen tcp4 0.0.0.0:6379: bind: address already in use",
     lambda: dock("redis-server --port 6379 --bind 0.0.0.0 --save '' --daemonize no >/dev/null 2>&1 & p=$!; sleep 1; for n in 1 2 3; do docker run --rm --name mill-redis -p 6379:6379 busybox:1.36 sleep 60; sleep 1; done; kill $p", "app"), journald("docker", 1931, "mill-vm-2"))
case("pytest-docker-port", PORT, "pytest-docker 3.2 over docker compose 2.40: the developer's own stack holds the port of the test stack, pytest 9.2, Python 3.12", "port is already allocated",
     lambda: (dock("docker run -d --rm --name mill-dev-db -p 5432:5432 busybox:1.36 sleep 100", "app"), run("python -m pytest -p no:cacheprovider -q tests --tb=short", project("ptp", {"tests/docker-compose.yml": "services:\n  db:\n    image: busybox:1.36\n    command: sleep 60\n    stop_grace_period: 0s\n    ports:\n      - 5432:5432\n", "tests/test_orders.py": "def test_orders(docker_services):\n    assert docker_services\n"}), COMPOSE_ANSI="never", **DOCKER_ENV), dock("docker rm -f mill-dev-db", "app"))[1])

# not healthy
SICK = {"docker-compose.yml": "version: '2.4'\nservices:\n  backend:\n    image: python:3.12-slim\n    network_mode: host\n    command: sleep 100\n    stop_grace_period: 0s\n    healthcheck:\n      test: [\"CMD\", \"python3\", \"-c\", \"import urllib.request as u; u.urlopen('http://localhost:22111/api/v1/utils/health-check/')\"]\n      interval: 1s\n      timeout: 2s\n      retries: 3\n  frontend:\n    image: busybox:1.36\n    network_mode: host\n    command: sleep 60\n    depends_on:\n      backend:\n        condition: service_healthy\n"}
case("compose1-unhealthy", UNHEALTHY, "docker-compose 1.29 up -d: the frontend waits for a backend whose health check never passes, GitLab", "is unhealthy", lambda: stack("mill-e2e", SICK, "docker-compose --no-ansi up -d"), gitlab)
