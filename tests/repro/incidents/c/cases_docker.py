"""Docker 20.10's daemon with compose v2.40, podman and buildah."""

DOCKER_ENV = dict(DOCKER_HOST=f"unix://{HOME}/docker/sock", DOCKER_CONFIG=f"{HOME}/docker/client")


def dock(command, cwd="other", **variables):
    done = subprocess.run(["nsenter", "--net=/run/netns/harbor", "bash", "-c", command], cwd=os.path.join(HOME, cwd), env={**ENV, "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", **DOCKER_ENV, **variables},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=170)
    return done.stdout


def stack(name, files, command, **variables):
    project(name, files)
    try:
        return dock(command, name, **variables)
    finally:
        dock("docker compose down -t 0 >/dev/null 2>&1", name)


UP = "docker compose --ansi never --progress plain"
NEEDY = {"compose.yaml": "services:\n  db:\n    image: busybox:1.36\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}\n      POSTGRES_DB: ${POSTGRES_DB:-harbor}\n  backend:\n    image: python:3.12-slim\n"
         "    environment:\n      - SECRET_KEY=${SECRET_KEY?Variable not set}\n      - REDIS_HOST=${REDIS_HOST:?set it in .env}\n"}
case("compose2-up-variable", VARIABLE, "docker compose 2.40 `up -d`, GitHub Actions", "Variable not set", lambda: stack("needy", NEEDY, f"SECRET_KEY=x REDIS_HOST=redis {UP} up -d"), github("docker compose up -d"))
case("compose2-config-variable", VARIABLE, "docker compose 2.40 `config` and `run` in a deploy script, set -x, Jenkins with time stamps", "REDIS_HOST", lambda: stack("needy", NEEDY, f"set -x; export POSTGRES_PASSWORD=x SECRET_KEY=y; {UP} config --quiet; {UP} run --rm backend python -V"), jenkins)
case("compose1-build-variable", VARIABLE, "docker-compose 1.29 `build` and `pull` with a variable of a list, GitLab", "Variable not set",
     lambda: stack("needy1", {"docker-compose.yml": 'version: "3.8"\n' + NEEDY["compose.yaml"]}, "POSTGRES_PASSWORD=x REDIS_HOST=redis /usr/bin/docker-compose -f docker-compose.yml build --pull backend"), gitlab)

SEEDER = {"compose.yaml": "services:\n  backend:\n    image: python:3.12-slim\n    command: sleep 60\n    init: false\n"}
case("compose-exec-script-not-mounted", SCRIPT, "docker compose 2.40 `exec` into a container with Python 3.12, make", "can't open file '/app/scripts/seed_berths.py': [Errno 2] No such file or directory",
     lambda: stack("seeder", {**SEEDER, "Makefile": "seed:\n\tdocker compose exec -T backend python scripts/seed_berths.py --year 2026\n"}, f"{UP} up -d >/dev/null 2>&1; make seed"), circleci)
case("busybox-exec-script-not-mounted", SCRIPT, "docker 20.10 `run` of busybox 1.35's sh -e with scripts/backfill.sh, kubectl logs --prefix", "scripts/backfill.sh", lambda: dock("docker run --rm -w /app busybox:1.36 sh -ec 'date; exec ./scripts/backfill.sh --from 2026-01-01'"), kubectl("backfill-29371-9zq4m", "job"))
case("docker-loop-scripts-not-mounted", SCRIPT, "docker 20.10 `run` with the wrong volume: Python 3.12, three seeds in a loop", "can't open file '/app/scripts/seed_tides.py': [Errno 2] No such file or directory",
     lambda: (project("wrongvol", {"seeds/seed_tides.py": "print(1)\n"}), dock("for s in tides cranes tariffs; do echo \"seeding $s\"; docker run --rm -v $PWD/seeds:/scripts:ro python:3.12-slim python3 /app/scripts/seed_$s.py || echo \"seed_$s failed: $?\"; done", "wrongvol"))[1], docker_t)

PUBLIC = {"Dockerfile": "FROM busybox:1.36 AS builder\nWORKDIR /app\nRUN mkdir -p /app/.next/standalone && echo ok > /app/.next/standalone/server.js\nFROM busybox:1.36 AS runner\nWORKDIR /app\nCOPY --from=builder /app/.next/standalone ./\nCOPY --from=builder /app/public ./public\nCMD [\"sh\"]\n"}
case("compose2-build-copy-source", COPY, "docker compose 2.40 `build` over docker 20.10's BuildKit, a Next.js-like image", "/app/public", lambda: stack("nextlike", {**PUBLIC, "compose.yaml": "services:\n  frontend:\n    build: .\n"}, f"DOCKER_BUILDKIT=1 BUILDKIT_PROGRESS=plain {UP} build --no-cache frontend"))
case("docker-build-context-copy-source", COPY, "docker 20.10's BuildKit: a file that is not in the context, GitHub Actions", '"/requirements/production.txt"',
     lambda: (project("context", {"Dockerfile": "FROM python:3.12-slim\nWORKDIR /app\nRUN python3 -c 'import this'\nCOPY requirements/production.txt ./requirements.txt\nCOPY src ./src\n", "src/main.py": ""}), dock("DOCKER_BUILDKIT=1 /usr/bin/docker build --no-cache --progress plain -t harbor/backend .", "context"))[1],
     github("docker build --progress plain -t harbor/backend ."))
case("legacy-wildcard-copy-source", COPY, "docker 20.10's legacy builder and a wildcard without a match, Azure Pipelines", "COPY failed", lambda: (project("wild", {"Dockerfile": "FROM busybox:1.36\nWORKDIR /srv\nRUN echo step\nCOPY dist/*.js ./static/\n"}), dock("DOCKER_BUILDKIT=0 /usr/bin/docker build --no-cache -t harbor/static .", "wild"))[1], azure)

case("docker-two-containers-port", PORT, "docker 20.10: a second container wants the port of the first, docker CLI 28.2, Azure Pipelines", "port is already allocated",
     lambda: dock("docker run -d --name harbor-db-old -p 15432:5432 busybox:1.36 sleep 60; docker run -d --name harbor-db -p 15432:5432 busybox:1.36 sleep 60; echo \"exit code $?\"; docker ps -a --format '{{.Names}}\t{{.Status}}\t{{.Ports}}'; docker rm -f harbor-db-old harbor-db >/dev/null"), azure)
case("compose2-up-port", PORT, "docker compose 2.40 up -d while something else listens at 8080, GitLab", "bind: address already in use",
     lambda: busy(8080, lambda: stack("ports", {"compose.yaml": "services:\n  db:\n    image: busybox:1.36\n    command: sleep 60\n  proxy:\n    image: busybox:1.36\n    command: sleep 60\n    depends_on: [db]\n    ports: ['8080:80']\n"}, f"{UP} up -d; {UP} ps -a")), gitlab)

TWO = ("FROM python:3.12-slim AS builder\nWORKDIR /app\nCOPY wheels /usr/local/lib/python3.12/site-packages\nCOPY src ./src\nRUN python3 -c 'import gunicorn.app.wsgiapp'\nFROM python:3.12-slim\nWORKDIR /app\nCOPY --from=builder /app/src ./src\nCMD COMMAND\n")


def final_image(name, command, packages, files):
    project(name, {"Dockerfile": TWO.replace("COMMAND", command).replace("gunicorn.app.wsgiapp", packages[0]), **files})
    dock("mkdir wheels; for p in " + " ".join(packages) + "; do cp -r ../venv312/lib/python3.12/site-packages/$p wheels/ 2>/dev/null || cp ../venv312/lib/python3.12/site-packages/$p.py wheels/; done; "
         f"DOCKER_BUILDKIT=1 /usr/bin/docker build -q -t {name} .", name)
    return name


SRC = {"src/__init__.py": "", "src/database/__init__.py": "", "src/database/run_migrations.py": '"""Runs the migrations in the production image."""\nimport logging\n\nfrom alembic.config import Config\nfrom alembic import command\n\ncommand.upgrade(Config("alembic.ini"), "head")\n',
       "src/worker.py": "import redis\n\nprint('worker')\n"}
case("compose2-multistage-migrations", f"{MULTISTAGE} {NO_ALEMBIC}", "docker compose 2.40 run of a multi-stage image with Python 3.12: Alembic is in the first stage only", "ModuleNotFoundError: No module named 'alembic'",
     lambda: (final_image("harbor-api", '["python3", "-m", "src.database.run_migrations"]', ["alembic", "sqlalchemy", "mako", "markupsafe", "typing_extensions"], SRC),
              stack("harborstack", {"compose.yaml": "services:\n  migrate:\n    image: harbor-api\n"}, f"{UP} up; true"))[1])
case("docker-multistage-gunicorn", MULTISTAGE, "a multi-stage image of docker 20.10 with Python 3.12: gunicorn and redis are in the first stage only, two services, docker logs", "No module named gunicorn",
     lambda: (final_image("harbor-api", '["python3", "-m", "gunicorn", "-b", "0.0.0.0:8000", "src.main:app"]', ["gunicorn", "redis", "packaging"], SRC),
              dock("docker run --rm harbor-api; docker run --rm harbor-api python3 -m src.worker"))[1], compose_v1("api_1"))

case("docker-exec-no-alembic", NO_ALEMBIC, "docker CLI 28.2 `exec` and compose 2.40 `run` of an image without alembic on its PATH", 'exec: "alembic": executable file not found in $PATH',
     lambda: stack("seeder", SEEDER, f"{UP} up -d >/dev/null 2>&1; docker compose exec -T backend alembic upgrade head; echo \"exit code $?\"; docker compose run -T --rm backend alembic current 2>&1; echo \"exit code $?\""), slack)

BACK = "services:\n  backend:\n    image: python:3.12-slim\n    network_mode: host\n    command: python3 -u -c \"import time; print('INFO  [warmup] loading 18400 tide tables', flush=True); time.sleep(100)\"\n"
case("deploy-wait-slow-backend", UNHEALTHY, "a deploy script over docker compose 2.40: the backend never gets beyond its warm-up, GitHub Actions", "Backend did not become healthy within 120s",
     lambda: stack("slowstack", {"compose.yaml": BACK}, "bash ../other/deploy_wait.sh backend 120"), github("./scripts/deploy.sh"))
case("deploy-wait-python", UNHEALTHY, "a deploy script in Python whose health check times out again and again, GitLab", "Backend did not become healthy within 180s",
     lambda: run("python3 -c \"import socket, time; s = socket.socket(); s.bind(('127.0.0.1', 21041)); s.listen(64); time.sleep(30)\" & sleep 0.5; /usr/bin/python3 deploy_wait.py http://127.0.0.1:21041/api/v1/utils/health-check/ 180; kill %1", "other"), gitlab)
case("compose2-unhealthy-secret-key", f"{SECRET} {UNHEALTHY}", "a deploy script over docker compose 2.40: pydantic-settings 2.2 refuses the template's key on Python 3.12, Jenkins", ["Backend did not become healthy within 60s", 'The value of SECRET_KEY is "changethis", for security, please change it'],
     lambda: stack("secretstack", {"compose.yaml": f"services:\n  backend:\n    image: python:3.12-slim\n    network_mode: host\n    working_dir: /srv/harbor/app\n    environment:\n      PYTHONPATH: /srv/harbor/venv312/lib/python3.12/site-packages\n      PYTHONDONTWRITEBYTECODE: '1'\n"
                                   "    volumes: ['/srv/harbor/app:/srv/harbor/app:ro', '/srv/harbor/venv312:/srv/harbor/venv312:ro']\n    command: python3 -m uvicorn quart_like:app --port 21040\n"}, "PAUSE=0.6 bash ../other/deploy_wait.sh backend 60"), jenkins)
