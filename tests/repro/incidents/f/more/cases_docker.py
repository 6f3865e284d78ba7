"""docker 20.10's daemon with CLI 28.2, compose 2.40 and 1.29, podman 4.3, and what calls them."""

DOCKER_ENV = dict(DOCKER_HOST=f"unix://{HOME}/docker/sock", DOCKER_CONFIG=f"{HOME}/docker/client", DOCKER_BUILDKIT="1")
UP = "docker compose --ansi never --progress plain"


def dock(command, cwd, **variables):
    return subprocess.run(["nsenter", "--net=/run/netns/cove", "bash", "-c", command], cwd=os.path.join(HOME, cwd), env={**ENV, "PATH": "/usr/local/sbin:/usr/bin:/bin:/usr/sbin:/usr/local/bin", **DOCKER_ENV, **variables},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=170).stdout


def stack(name, files, command="", typed=None, user="lena", **variables):
    project(name, files)
    try:
        if typed:
            return terminal(typed, cwd=name, python=False, at=f"/home/{user}/{name}", prompt=f"{user}@thinkpad:~/{name}$ ", **{**DOCKER_ENV, "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin", "COMPOSE_ANSI": "never", "COMPOSE_PROGRESS": "plain", **variables})
        return dock(command, name, **variables)
    finally:
        dock("docker compose down -t 0 -v --remove-orphans >/dev/null 2>&1; docker builder prune -af >/dev/null 2>&1", name, **{k: "x" for k in ("POSTGRES_PASSWORD", "SECRET_KEY", "REDIS_PASSWORD")})


def azure(step):
    """Azure Pipelines: a time stamp before each line."""
    def wrap(data):
        head = f"##[section]Starting: {step}\n==============================================================================\nTask         : Command line\n==============================================================================\n".encode()
        return each_line(lambda t: f"{t:%Y-%m-%dT%H:%M:%S.%f}1Z ")(head + data.rstrip(b"\n") + b"\n##[error]Bash exited with code '1'.\n" + f"##[section]Finishing: {step}\n".encode())
    return wrap


BACKEND = "services:\n  backend:\n    image: python:3.12-slim\n    container_name: ferry-backend\n    network_mode: host\n    working_dir: /app\n    command: sleep 100\n    stop_grace_period: 0s\n    volumes: [\"./backend/app:/app/app\"]\n"

# script not mounted
case("docker-exec-oci-script-not-mounted", SCRIPT, "`docker exec` in a terminal of a script whose folder is in no volume: runc's exec error, docker 20.10 with CLI 28.2; the container is well", "no such file or directory",
     lambda: stack("ferry", {"compose.yaml": BACKEND, "backend/app/main.py": "", "scripts/backup-db.sh": "#!/bin/sh\n"}, typed=["docker compose up -d", "ls scripts/", "docker exec -it ferry-backend /app/scripts/backup-db.sh", "docker exec ferry-backend ls /app"]))
case("tsx-script-not-mounted", SCRIPT, "tsx 4 on Node 20 in a container place whose image has no scripts/: `npx tsx scripts/seed.ts`, compose prefix", "Cannot find module '/app/scripts/seed.ts'",
     lambda: outside_node("node --version; npx tsx scripts/seed.ts; ls", {"package.json": '{"name": "ferry-api", "private": true}', "src/index.ts": "console.log('up')\n"}), compose("seed-1"))
case("ruby-script-not-mounted", SCRIPT, "Ruby 3.1 in a container place: a nightly import whose script is in no volume, CRI log file", "No such file or directory -- scripts/import_timetable.rb (LoadError)",
     lambda: run("echo 'nightly import starts'; ruby scripts/import_timetable.rb --season 2026-27; echo \"exit $?\"", project("rubyapp", {"Gemfile": "", "app/port.rb": ""}), python=False, PATH="/usr/bin:/bin"), cri)
case("kube-job-script-not-mounted", SCRIPT, "a Job's container (docker 20.10, Python 3.12 image) whose volume is mounted at another place: each retry, docker json-file with time", "can't open file '/app/scripts/backfill_routes.py'",
     lambda: stack("ferry-job", {"scripts/backfill_routes.py": "print('ok')\n", "app.py": ""}, "for n in 1 2 3; do docker run --rm --network none -w /app -v $PWD/scripts:/scripts:ro python:3.12-slim sh -c 'echo \"backfill: attempt\"; python3 /app/scripts/backfill_routes.py --from 2026-01-01'; done"), json_file)

# multi-stage
PKG = "RUN mkdir -p /root/.local/lib/python3.12/site-packages /root/.local/bin\nCOPY wheels/uvicorn /root/.local/lib/python3.12/site-packages/uvicorn\n"
GUNI = {"gunicorn/__init__.py": "", "gunicorn/__main__.py": "", "bin/gunicorn": "#!/usr/local/bin/python3\nprint('gunicorn')\n"}
case("oci-gunicorn-multistage", MULTISTAGE, "docker compose 2.40 `up -d` of a multi-stage image with Python 3.12: the last stage copies site-packages and not /usr/local/bin, so gunicorn (a stand-in) is not in $PATH, GitLab", 'exec: "gunicorn": executable file not found in $PATH',
     lambda: stack("ferry-prod", {**{"dist/" + k: v for k, v in GUNI.items()}, "app/wsgi.py": "", "compose.yaml": "services:\n  backend:\n    build: .\n    image: ferry/backend:1.9.0\n    network_mode: host\n    command: [\"gunicorn\", \"-b\", \"0.0.0.0:8000\", \"app.wsgi\"]\n",
                                   "Dockerfile": "FROM python:3.12-slim AS builder\nCOPY dist/gunicorn /usr/local/lib/python3.12/site-packages/gunicorn\nCOPY dist/bin/gunicorn /usr/local/bin/gunicorn\nRUN chmod +x /usr/local/bin/gunicorn && gunicorn\n\nFROM python:3.12-slim\nCOPY --from=builder /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages\nWORKDIR /app\nCOPY app app\n"}, f"{UP} build && {UP} up -d"), gitlab)
case("user-local-multistage", MULTISTAGE, "a multi-stage image of docker 20.10 with Python 3.12: `pip install --user` in the builder, /root/.local copied, but the container runs as another user; docker compose 2.40 `up` with restarts, its own prefix", "No module named uvicorn",
     lambda: stack("ferry-user", {"wheels/uvicorn/__init__.py": "", "wheels/uvicorn/__main__.py": "", "app/main.py": "", "compose.yaml": "services:\n  api:\n    build: .\n    network_mode: host\n    restart: \"on-failure:3\"\n    command: python -m uvicorn app.main:app --host 0.0.0.0\n",
                                   "Dockerfile": "FROM python:3.12-slim AS builder\n" + PKG + "RUN python -m uvicorn\n\nFROM python:3.12-slim\nCOPY --from=builder /root/.local /root/.local\nWORKDIR /app\nRUN echo 'app:x:1000:1000::/app:/bin/sh' >>/etc/passwd && chmod 700 /root\nCOPY app app\nUSER app\nENV PATH=/root/.local/bin:/usr/local/bin:/bin\n"}, f"{UP} build -q >/dev/null 2>&1; timeout 20 {UP} up --no-color"))
case("node-esm-dotenv-multistage", MULTISTAGE, "docker CLI 28.2 `run` of a multi-stage Node 20 image: dotenv is a dev dependency, so the last stage's node_modules lack it; GitHub Actions", "Cannot find package 'dotenv' imported from /app/dist/main.js",
     lambda: stack("ferry-web", {"package.json": '{"name": "ferry-web", "type": "module", "dependencies": {"fastify": "5.12.8"}, "devDependencies": {"dotenv": "17.2.3"}}', "dev_modules/dotenv/package.json": '{"name": "dotenv", "main": "i.js"}', "dev_modules/dotenv/i.js": "module.exports.config = () => {}\n", "prod_modules/fastify/package.json": '{"name": "fastify", "main": "i.js"}', "prod_modules/fastify/i.js": "module.exports = () => ({})\n", "dist/main.js": "import { config } from 'dotenv';\nimport fastify from 'fastify';\n\nconfig();\nconst app = fastify({ logger: true });\n",
                                 "Dockerfile": "FROM node:20-slim AS build\nWORKDIR /app\nCOPY package.json ./\nCOPY dev_modules node_modules\nCOPY prod_modules node_modules\nCOPY dist dist\nRUN node dist/main.js\n\nFROM node:20-slim\nWORKDIR /app\nENV NODE_ENV=production\nCOPY --from=build /app/package.json ./\nCOPY prod_modules node_modules\nCOPY --from=build /app/dist dist\nCMD [\"node\", \"dist/main.js\"]\n"}, "docker build --progress=plain -t ferry/web . 2>&1 && docker run --rm --network none ferry/web"), github("docker build -t ferry/web . && docker run --rm ferry/web"))

# copy
case("go-sum-copy-source", COPY, "docker 20.10 `build` in a terminal (BuildKit of docker 20.10): a Go image, go.sum was never committed", '"/go.sum" not found',
     lambda: stack("ferry-gps", {"Dockerfile": "FROM busybox:1.36 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nCOPY . .\nFROM busybox:1.36\nCOPY --from=build /src/gps /gps\nCMD [\"/gps\"]\n", "go.mod": "module ferry/gps\n\ngo 1.22\n", "main.go": "package main\n\nfunc main() {}\n"}, typed=["ls", "docker build --progress=plain -t ferry/gps ."], PATH="/usr/bin:/bin:/usr/sbin"))
case("nginx-dist-copy-source", COPY, "docker compose 2.40 `build` of a front end: the build stage writes to build/, the last stage copies dist/ (docker 20.10's BuildKit), Azure Pipelines", '"/app/dist" not found',
     lambda: stack("ferry-front", {"compose.yaml": "services:\n  frontend:\n    build: ./frontend\n    image: ferry/frontend\n", "frontend/Dockerfile": "FROM node:20-slim AS build\nWORKDIR /app\nCOPY package.json ./\nCOPY build.js ./\nRUN node build.js\n\nFROM busybox:1.36\nCOPY --from=build /app/dist /usr/share/nginx/html\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\n", "frontend/package.json": "{}", "frontend/nginx.conf": "server { listen 80; }\n", "frontend/build.js": "require('fs').mkdirSync('build');require('fs').writeFileSync('build/index.html', '<html>');for (let n = 0; n < 140; n++) console.log(`transforming (${n}) src/pages/Route${n}.tsx`);console.log('✓ built in 4.81s');\n"}, f"{UP} build"), azure("Build images"))
case("buildah-target-copy-source", COPY, "podman 4.3 `build` of a Spring image without `mvn package` before: target/*.jar is nowhere, journald of a deploy unit", "no such file or directory",
     lambda: (project("ferryjava", {"Dockerfile": "FROM localhost/busybox:1.36\nWORKDIR /opt/ferry\nCOPY target/*.jar app.jar\nCMD [\"java\", \"-jar\", \"app.jar\"]\n", "pom.xml": "<project/>"}), dock("docker save busybox:1.36 -o /srv/cove/run/bb.tar; podman load -q -i /srv/cove/run/bb.tar >/dev/null 2>&1; unshare -m bash -c 'mkdir -p /opt/ferry-src; mount --bind /srv/cove/ferryjava /opt/ferry-src; cd /opt/ferry-src; podman build --pull=never -t ferry/booking .'", "ferryjava"))[1], journald("deploy-booking", 4410, "cove-vm-1"))

# variables
TEMPLATE = "services:\n  db:\n    image: busybox:1.36\n    network_mode: host\n    environment:\n      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD?Variable not set}\n  backend:\n    image: python:3.12-slim\n    network_mode: host\n    environment:\n      - SECRET_KEY=${SECRET_KEY?Variable not set}\n"
case("npm-docker-compose-variable", VARIABLE, "npm's docker-compose 1 in jest 29's globalSetup, over docker compose 2.40: POSTGRES_PASSWORD is in no .env, Node 20, GitHub Actions", "POSTGRES_PASSWORD is missing a value",
     lambda: outside_node("npx jest --ci", {"package.json": '{"name": "ferry-api", "jest": {"globalSetup": "./global-setup.js"}}', "compose.yaml": TEMPLATE, "global-setup.js": "const compose = require('docker-compose');\n\nmodule.exports = async () => {\n  try {\n    await compose.upAll({ cwd: __dirname, log: false });\n  } catch (error) {\n    console.error(error);\n    throw new Error('the stack for the tests did not start');\n  }\n};\n", "routes.test.js": "test('routes', () => {});\n"}, CI="1", NO_COLOR="1", **DOCKER_ENV), github("npx jest --ci"))
case("python-on-whales-variable", VARIABLE, "python-on-whales 0.81 `compose.up` in a deploy script over docker compose 2.40: the variable with a message of its own, Python 3.12, docker logs -t", "REDIS_PASSWORD is missing a value",
     lambda: run("python deploy.py", project("whales", {"compose.yaml": "services:\n  redis:\n    image: busybox:1.36\n    network_mode: host\n    command: [\"redis-server\", \"--requirepass\", \"${REDIS_PASSWORD:?Variable not set}\"]\n", "deploy.py": "from python_on_whales import docker\n\nprint(\"deploying ferry\", flush=True)\ndocker.compose.up(detach=True)\n"}), **DOCKER_ENV), docker_t)
case("systemd-compose-variable", VARIABLE, "a systemd unit's `docker compose up` without its EnvironmentFile: docker compose 2.40 starts again and again, journald", "POSTGRES_PASSWORD is missing a value: Variable not set",
     lambda: stack("ferry-unit", {"compose.yaml": TEMPLATE}, "for n in 1 2 3 4; do docker compose pull -q; docker compose up --remove-orphans; done"), journald("docker", 2207, "cove-vm-1"))

# ports
case("testcontainers-port", PORT, "testcontainers-python 4 (with_bind_ports) in a fixture of pytest 9: the developer's Redis listens at 6379; docker 20.10, Python 3.12", "bind: address already in use",
     lambda: dock_and("python3 -c \"import socket,time; s=socket.socket(); s.setsockopt(1,2,1); s.bind(('0.0.0.0',6379)); s.listen(); time.sleep(60)\"", lambda: run("python -m pytest -p no:cacheprovider -q tests", project("tcs", {"tests/test_cache.py": "import pytest\nfrom testcontainers.core.container import DockerContainer\n\n\n@pytest.fixture(scope=\"session\")\ndef redis():\n    with DockerContainer(\"busybox:1.36\").with_bind_ports(6379, 6379).with_command(\"sleep 60\") as container:\n        yield container\n\n\ndef test_departures_are_cached(redis):\n    assert redis.get_container_host_ip()\n"}), TESTCONTAINERS_RYUK_DISABLED="true", **DOCKER_ENV)))
case("podman-compose-port", PORT, "podman-compose 1.0 over podman 4.3 `up -d`: nginx of the host listens at 8080, syslog", "address already in use",
     lambda: dock_and("python3 -c \"import socket,time; s=socket.socket(); s.setsockopt(1,2,1); s.bind(('0.0.0.0',8080)); s.listen(); time.sleep(60)\"", lambda: (project("ferry-pod", {"docker-compose.yml": "version: '3'\nservices:\n  web:\n    image: localhost/busybox:1.36\n    command: sleep 30\n    ports:\n      - 8080:80\n"}), dock("podman-compose up -d; podman-compose down -t 0 >/dev/null 2>&1", "ferry-pod"))[1]), each_line(lambda t: f"{t:%b %d %H:%M:%S} cove-vm-1 ferry-web[3307]: "))
case("swap-compose1-port", PORT, "docker-compose 1.29 `up` in a terminal of a project copied to a second folder: the first one's container holds 5432", "port is already allocated",
     lambda: (dock("docker run -d --rm --name ferry_db_1 -p 5432:5432 busybox:1.36 sleep 100", "app"), stack("ferry2", {"docker-compose.yml": "version: '3.8'\nservices:\n  db:\n    image: busybox:1.36\n    command: sleep 60\n    stop_grace_period: 0s\n    ports: [\"5432:5432\"]\n"}, typed=["docker ps --format 'table {{.Names}}\\t{{.Ports}}'", "docker-compose --no-ansi up"]), dock("docker rm -f ferry_db_1", "app"))[1])

# not healthy
HC = "    healthcheck:\n      test: [\"CMD\", \"python3\", \"-c\", \"import urllib.request as u; u.urlopen('http://localhost:24111/api/v1/utils/health-check/')\"]\n      interval: 1s\n      timeout: 2s\n      retries: 4\n"
SICK = "services:\n  backend:\n    image: python:3.12-slim\n    network_mode: host\n    command: sleep 100\n    stop_grace_period: 0s\n" + HC + "  frontend:\n    image: busybox:1.36\n    network_mode: host\n    command: sleep 60\n    depends_on:\n      backend:\n        condition: service_healthy\n"
case("compose2-dependency-unhealthy", UNHEALTHY, "docker compose 2.40 `up -d` in a terminal: the frontend waits for a backend whose health check never passes", "dependency failed to start: container ferry-site-backend-1 is unhealthy", lambda: stack("ferry-site", {"compose.yaml": SICK}, typed=["docker compose up -d", "docker compose ps --format 'table {{.Service}}\\t{{.Status}}'"]))
case("inspect-loop-unhealthy", UNHEALTHY, "a deploy step that asks `docker inspect` for the health status until its time is over, GitLab", "Backend did not become healthy within 20s",
     lambda: stack("ferry-stage", {"compose.yaml": SICK.split("  frontend")[0].replace("retries: 4", "retries: 4\n      start_period: 2s")}, f"{UP} up -d backend; for n in $(seq 10); do s=$(docker inspect --format '{{{{.State.Health.Status}}}}' ferry-stage-backend-1); echo \"[$((n*2))s] backend: $s\"; [ \"$s\" = healthy ] && exit 0; sleep 2; done; echo 'ERROR: Backend did not become healthy within 20s'; docker compose ps -a --format 'table {{{{.Service}}}}\\t{{{{.State}}}}'; exit 1"), gitlab)
case("curl-retry-unhealthy", UNHEALTHY, "a deploy step with curl 7.88's --retry and --retry-connrefused: nobody listens, GitHub Actions", "Failed to connect to localhost port 8000",
     lambda: run("echo 'Waiting for the backend to become healthy...'; curl -fsS --retry 8 --retry-delay 1 --retry-connrefused http://localhost:8000/api/v1/utils/health-check/ || { echo '::error::Backend did not become healthy'; exit 1; }", python=False), github("curl -fsS --retry 8 --retry-delay 1 --retry-connrefused http://localhost:8000/api/v1/utils/health-check/"))
PLAY = "- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n    - name: Write the environment file\n      ansible.builtin.copy: {content: \"TAG=1.9.0\\n\", dest: ferry.env}\n    - name: Wait until the backend is healthy\n      ansible.builtin.uri:\n        url: http://localhost:8000/api/v1/utils/health-check/\n      register: health\n      until: health.status == 200\n      retries: 6\n      delay: 1\n    - name: Switch the proxy over\n      ansible.builtin.debug: {msg: switched}\n"
case("ansible-uri-unhealthy", UNHEALTHY, "an Ansible 2.14 playbook whose uri task waits for the backend; nobody listens, Jenkins with time stamps", ["FAILED - RETRYING: [localhost]: Wait until the backend is healthy", "Connection refused"],
     lambda: run("ansible-playbook -i localhost, deploy.yml", project("play", {"deploy.yml": PLAY, "ansible.cfg": "[defaults]\nretry_files_enabled = false\nlocalhost_warning = false\n"}), python=False, PATH="/usr/bin:/bin", ANSIBLE_NOCOLOR="1", ANSIBLE_LOCAL_TEMP="/run/ansible", ANSIBLE_REMOTE_TEMP="/run/ansible", ANSIBLE_PYTHON_INTERPRETER="/usr/bin/python3"), each_line(lambda t: f"[{t:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z] "))


def dock_and(holder, make):
    process = subprocess.Popen(["nsenter", "--net=/run/netns/cove", "bash", "-c", "exec " + holder], cwd=HOME)
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
