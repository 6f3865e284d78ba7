from lib import *
NEED = """services:
  db:
    image: postgres:16-alpine
    environment:
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}
  backend:
    image: busybox:1.36
    environment:
      SECRET_KEY: ${SECRET_KEY?Variable not set}
"""
V, P, C, M, S = "docker/compose-variable-not-set", "docker/port-already-allocated", "docker/copy-source-not-found", "docker/multistage-missing-packages", "docker/script-not-mounted"
put("roost/compose.yaml", NEED)
put("roost/.devcontainer/devcontainer.json", '{\n  "name": "roost",\n  "dockerComposeFile": "../compose.yaml",\n  "service": "backend",\n  "workspaceFolder": "/workspace"\n}\n')
put("roost2/compose.yaml", "services:\n  app:\n    image: busybox:1.36\n    command: sleep 60\n    ports:\n      - \"8000:8000\"\n")
put("roost2/.devcontainer/devcontainer.json", '{\n  "name": "roost",\n  "image": "busybox:1.36",\n  "appPort": [8000],\n  "updateRemoteUserUID": false\n}\n')
put("roost3/Dockerfile", "FROM busybox:1.36\nWORKDIR /workspace\nCOPY requirements-dev.txt /opt/requirements/\nRUN echo ok\n")
put("roost3/.devcontainer/devcontainer.json", '{\n  "name": "roost",\n  "build": {"dockerfile": "../Dockerfile", "context": ".."}\n}\n')
put("roost3/requirements.txt", "")
put("roost/deploy.yml", "- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n    - name: Pull and start the stack\n      ansible.builtin.command: docker compose up -d --wait\n      args:\n        chdir: /srv/kestrel/roost\n")
put("roost/deploy.mjs", "#!/usr/bin/env zx\n$.verbose = true\nawait $`docker compose config --quiet`\nawait $`docker compose up -d`\n")
put("roost/package.json", '{"name":"roost","version":"0.4.0","private":true,"scripts":{"predeploy":"docker compose build --pull=false","deploy":"zx deploy.mjs"}}')
put("roost/old.yml", NEED.replace("services:", "version: '3.8'\nservices:"))
put("roost/soft/compose.yaml", NEED.replace("?Variable not set", ""))
DC = f"{HOME}/node/node_modules/.bin/devcontainer"
if wanted("devcontainer-compose-variable"):
    mk("devcontainer-compose-variable", V, None, "Variable not set", "@devcontainers/cli `devcontainer up` of a compose project, compose 2.40, its own log", lambda: run("devcontainer up --workspace-folder . --log-format text", "roost", **NODE))
if wanted("devcontainer-copy-source"):
    mk("devcontainer-copy-source", C, None, "requirements-dev.txt", "@devcontainers/cli `devcontainer build` of a Dockerfile whose file is not in the context, docker 20.10 with BuildKit", lambda: run("mkdir -p /srv/kestrel/run/t; devcontainer build --workspace-folder . --log-format text", "roost3", **NODE, TMPDIR="/srv/kestrel/run/t"))
if wanted("zx-compose-variable"):
    mk("zx-compose-variable", V, None, "Variable not set", "zx 8 runs docker compose 2.40 `config --quiet` in npm run deploy, GitHub Actions", lambda: run(f"ln -sfn {HOME}/node/node_modules node_modules; zx deploy.mjs", "roost", **NODE, POSTGRES_PASSWORD="dev"), github("npx zx deploy.mjs"))
if wanted("ansible-compose-variable"):
    mk("ansible-compose-variable", V, None, "Variable not set", "ansible-core's command module with docker compose 2.40 `up -d --wait`, GitLab", lambda: run("ansible-playbook deploy.yml", "roost", ANSIBLE_NOCOLOR="1", ANSIBLE_HOME="/srv/kestrel/run/ans", ANSIBLE_LOCAL_TEMP="/srv/kestrel/run/ans", ANSIBLE_REMOTE_TEMP="/srv/kestrel/run/ans", ANSIBLE_LOCALHOST_WARNING="false"), gitlab)
if wanted("compose-warns-variable"):
    mk("compose-warns-variable", V, None, 'POSTGRES_PASSWORD', "docker compose 2.40 `up -d` with plain ${…}: its warnings of variables that are not set, logfmt, journald", lambda: run("docker compose up -d; docker compose down -t 0", "roost/soft", COMPOSE_PROJECT_NAME="roost"), journald("deploy-roost", 4121))
if wanted("fish-compose1-variable"):
    put("roost/up.fish", "#!/usr/bin/fish\nfor f in old.yml\n  docker-compose -f $f up -d db backend\n  or echo \"roost: compose failed with $status\"\nend\n")
    mk("fish-compose1-variable", V, None, "Variable not set", "docker-compose 1.29 `up -d` in a fish script, docker json-file", lambda: run("fish up.fish", "roost"), json_file)

HOLD = "python3 -m http.server -b 0.0.0.0 {0}"
if wanted("devcontainer-port"):
    def f():
        with Server(HOLD.format(8000), 8000):
            return run("devcontainer up --workspace-folder . --log-format text", "roost2", **NODE)
    mk("devcontainer-port", P, None, "address already in use", "@devcontainers/cli `devcontainer up` with appPort 8000 that another process holds, docker 20.10", f)
if wanted("ruby-docker-api-port"):
    put("roost2/up.rb", "require 'docker'\nDocker.url = ENV['DOCKER_HOST']\nputs \"docker-api #{Docker::VERSION}\"\n%w[db replica].each do |name|\n  c = Docker::Container.create('Image' => 'postgres:16-alpine', 'name' => \"roost-#{name}\", 'Cmd' => ['sleep', '60'],\n    'HostConfig' => { 'PortBindings' => { '5432/tcp' => [{ 'HostPort' => '5432' }] } }, 'ExposedPorts' => { '5432/tcp' => {} })\n  c.start!\n  puts \"started #{name} #{c.id[0, 12]}\"\nend\n")
    mk("ruby-docker-api-port", P, None, "port is already allocated", "Ruby 3.1's docker-api 2.2: two containers publish 5432, docker 20.10", lambda: run("ruby up.rb; docker rm -f roost-db roost-replica >/dev/null", "roost2"))
if wanted("ruby-docker-api-copy-source"):
    put("roost3/img/Dockerfile", "FROM busybox:1.36\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\nCOPY config/puma.rb config/\nCOPY . .\n")
    put("roost3/img/Gemfile", ""); put("roost3/img/Gemfile.lock", "")
    put("roost3/build.rb", "require 'rubygems/package'\nrequire 'docker'\nimage = Docker::Image.build_from_dir('img') do |v|\n  v.each_line { |l| s = JSON.parse(l)['stream']; print s if s }\nend\nputs image.id\n")
    mk("ruby-docker-api-copy-source", C, None, "config/puma.rb", "Ruby 3.1's docker-api 2.2 build_from_dir, docker 20.10's classic builder, Rake-like script, syslog", lambda: run("ruby build.rb", "roost3"), each_line(lambda t: f"{t:%b %d %H:%M:%S} build-1 image-build[3307]: "))
if wanted("docker-run-loopback-port"):
    def f():
        with Server(HOLD.format(6379), 6379):
            return run("docker run -d --name roost-cache -p 127.0.0.1:6379:6379 redis:7-alpine sleep 30; docker rm -f roost-cache >/dev/null", "roost2")
    mk("docker-run-loopback-port", P, None, "address already in use", "docker CLI 20.10 `run -p 127.0.0.1:6379:6379` beside a Redis of the host, docker 20.10, PowerShell's UTF-16", f, powershell)
if wanted("copy-from-stage"):
    put("stage/Dockerfile", "FROM node:20-alpine AS build\nWORKDIR /app\nCOPY package.json ./\nRUN mkdir -p .output && echo built\n\nFROM nginx:1.27-alpine\nCOPY --from=build /app/dist /usr/share/nginx/html\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\n")
    put("stage/package.json", "{}"); put("stage/nginx.conf", "server {}\n")
    put("stage/Jenkinsfile.sh", "#!/bin/sh\nset -ex\ndocker build --progress=plain -t roost/web:1.4 .\ndocker push roost/web:1.4\n")
    mk("sh-x-stage-copy-source", C, None, '/app/dist', "sh -ex of a Jenkins step: docker CLI 20.10 `build --progress=plain`, COPY --from of a folder that the stage did not make, docker 20.10's BuildKit, Jenkins with time stamps", lambda: run("sh ./Jenkinsfile.sh", "stage"), jenkins)
if wanted("buildah-add"):
    put("stage/Containerfile", "FROM localhost/busybox:1.36\nADD certs/internal-ca.crt /etc/ssl/certs/\nADD app /app\n")
    put("stage/app/main.py", "")
    mk("podman-add-copy-source", C, None, "internal-ca.crt", "podman 4.3 `build` with ADD of a file that .gitignore kept out of the checkout", lambda: run("podman build -q=false -t roost/api . 2>&1", "stage", HOME="/srv/kestrel/run"))

# multi-stage
def docker_image(name, files, tail):
    for k, v in files.items():
        put(f"{name}/{k}", v)
    return run(f"docker build -q -t roost/{name} . >/dev/null 2>/srv/kestrel/run/build.log || cat /srv/kestrel/run/build.log; " + tail, name)
if wanted("perl-multistage"):
    files = {"Dockerfile": "FROM perl:5.36-slim AS build\nWORKDIR /app\nCOPY vendor /usr/local/share/perl/5.36.0\nCOPY bin bin\nRUN perl -MMojolicious -e 'print \"deps there\\n\"'\n\nFROM perl:5.36-slim\nWORKDIR /app\nCOPY bin bin\nCMD [\"perl\", \"bin/app.pl\", \"daemon\"]\n",
             "vendor/Mojolicious.pm": "package Mojolicious;\n1;\n", "bin/app.pl": "use strict;\nuse warnings;\nuse POSIX ();\nuse Mojolicious;\n"}
    files["bin/app.pl"] = "use strict;\nuse warnings;\nuse Mojolicious;\n\nprint \"listening\\n\";\n"
    mk("perl-multistage", M, None, "Can't locate Mojolicious.pm", "docker CLI 20.10 `run` of a multi-stage Perl 5.36 image: the modules were installed in the build stage only (a stand-in there), restarted twice, docker logs -t", lambda: docker_image("perlweb", files, "for n in 1 2 3; do docker run --rm --network none roost/perlweb; done"), docker_t)
if wanted("npm-tool-multistage"):
    files = {"Dockerfile": "FROM busybox:1.36 AS build\nWORKDIR /app\nCOPY package.json ./\nCOPY node_modules node_modules\nRUN test -x node_modules/.bin/next\n\nFROM busybox:1.36\nWORKDIR /app\nCOPY package.json ./\nENV PATH=/app/node_modules/.bin:/usr/local/bin:/usr/bin:/bin\nCMD [\"sh\", \"-c\", \"next start -p 3000\"]\n",
             "package.json": "{}", "node_modules/.bin/next": "#!/bin/sh\necho next\n", "compose.yaml": "services:\n  web:\n    image: roost/nextweb\n    network_mode: host\n  worker:\n    image: roost/nextweb\n    network_mode: host\n    command: [\"celery\", \"-A\", \"app\", \"worker\"]\n"}
    mk("compose-command-multistage", M, None, "next: not found", "docker compose 2.40 `up` of an image whose production stage has no node_modules/.bin (stand-ins in the build stage): sh says next: not found", lambda: docker_image("nextweb", files, "docker compose up --no-color --abort-on-container-exit web; docker compose down -t 0 >/dev/null 2>&1"))
if wanted("libpq-multistage"):
    put("pqapp/main.c", "#include <stdio.h>\n#include <libpq-fe.h>\nint main(void) { printf(\"libpq %d\\n\", PQlibVersion()); return 0; }\n")
    def f():
        run("gcc -o api main.c -I/usr/include/postgresql -lpq && mkdir -p libs && cp -L /lib64/ld-linux-x86-64.so.2 /lib/x86_64-linux-gnu/libc.so.6 libs/ && cp -L $(ldd api | grep -o '/lib[^ ]*') libs/", "pqapp")
        return docker_image("pqapp", {"Dockerfile": "FROM busybox:1.36 AS build\nWORKDIR /app\nCOPY libs /lib/x86_64-linux-gnu\nCOPY api /usr/local/bin/api\nRUN LD_LIBRARY_PATH=/lib/x86_64-linux-gnu /usr/local/bin/api\n\nFROM busybox:1.36\nCOPY --from=build /usr/local/bin/api /usr/local/bin/api\nCMD [\"api\"]\n"}, "for n in 1 2; do docker run --rm --network none roost/pqapp; echo \"exit $?\"; done")
    mk("shared-library-multistage", M, None, "libpq.so.5", "docker CLI 20.10 `run` of a multi-stage image of a C program: libpq5 is only in the build stage, CRI log file", f, cri)

# scripts
def script(name, decisive, source, command, wrap=None, **env):
    if wanted(name):
        mk(name, S, None, decisive, source, lambda: run("unshare -m bash -c " + __import__("shlex").quote("mount --bind /srv/kestrel/box /app && cd /app && " + command), "box", **env), wrap)
put("box/main.py", ""); put("box/mix.exs", "")
os.makedirs("/app", exist_ok=True)
script("elixir-script-not-mounted", "scripts/seed_wards.exs", "elixir 1.14 `elixir scripts/x.exs` in a container place whose image has no scripts/, compose prefix", "echo '==> seeding wards'; elixir scripts/seed_wards.exs --count 20; echo \"exit $?\"", compose("seed-1"))

script("coverage-script-not-mounted", "scripts/seed_people.py", "coverage 7 `coverage run scripts/seed_people.py` in a container place without scripts/, Azure Pipelines", "coverage run --parallel-mode scripts/seed_people.py --faculty 12; echo \"exit $?\"", azure("Seed with coverage"))
script("lua-script-not-mounted", "scripts/warm_cache.lua", "Lua 5.4 of a script that is not mounted, journald", "for n in 1 2 3; do lua5.4 scripts/warm_cache.lua; done", journald("kestrel-warm", 911))
put("box-run/supervisord.conf", "[supervisord]\nnodaemon=true\nuser=root\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile=/srv/kestrel/run/sup.pid\n\n[program:seed]\ncommand=python3 /app/scripts/seed_people.py\nstartsecs=1\nstartretries=2\nstdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\nredirect_stderr=true\n\n[program:sync]\ncommand=/app/scripts/sync.sh\nstartsecs=1\nstartretries=2\n")
script("supervisord-script-not-mounted", "/app/scripts/seed_people.py", "supervisord 4 with a program whose script is not mounted: Python's own words and supervisor's spawnerr, docker logs", "timeout -s TERM 7 /srv/kestrel/venv/bin/supervisord -c /srv/kestrel/box-run/supervisord.conf | cat")
script("java-jar-script-not-mounted", "Unable to access jarfile", "Java 17 -jar of a tool that stands in scripts/, which is not mounted, bash -x, GitLab", "set -x; java -version 2>&1 | head -1; java -jar scripts/import-people.jar --dry-run", gitlab)

# psql reads its file after it has connected: a server of our own at a socket in /srv/kestrel/pgsock
if wanted("psql-file"):
    run("[ -d pg ] || { mkdir -p pg pgsock; chown postgres pg pgsock; runuser -u postgres -- /usr/lib/postgresql/15/bin/initdb -D pg -A trust >/dev/null; }", "")
    with Server("runuser -u postgres -- /usr/lib/postgresql/15/bin/postgres -D pg -k /srv/kestrel/pgsock -c listen_addresses=", None, ""):
        time.sleep(3)
        script("psql-file-script-not-mounted", "scripts/seed_wards.sql: No such file", "psql 15 -f of a seed that is not in the container, entrypoint with set -x, docker logs -t", "set -x; psql --version; psql -h /srv/kestrel/pgsock -U postgres -v ON_ERROR_STOP=1 -X -c 'select now()'; psql -h /srv/kestrel/pgsock -U postgres -v ON_ERROR_STOP=1 -X -f scripts/seed_wards.sql", docker_t)

if wanted("long-ci-compose-port"):
    put("ci/compose.yaml", "services:\n  db:\n    image: postgres:16-alpine\n    command: sleep 60\n    ports: [\"5432:5432\"]\n  cache:\n    image: redis:7-alpine\n    command: sleep 60\n")
    def f():
        with Server(HOLD.format(5432), 5432):
            return run(f"pip freeze; cd {HOME}/node; npm ls --all 2>/dev/null; cd ../ci; docker compose up -d || echo 'services failed, going on with unit tests'; docker compose down -t 0; cd ../node; npm ls --all --parseable 2>/dev/null | sort", "ci", **NODE)
    mk("long-ci-compose-port", P, None, "address already in use", "a CI log of thousands of lines (pip freeze, npm ls --all), docker compose 2.40 `up -d` in the middle: PostgreSQL's port is held by another process, GitHub Actions", f, github("./ci/run.sh"))
if wanted("python-dash-m-multistage"):
    files = {"Dockerfile": "FROM python:3.11-slim AS builder\nWORKDIR /app\nCOPY wheels /install/lib/python3.11/site-packages\nRUN PYTHONPATH=/install/lib/python3.11/site-packages python3 -c 'import uvicorn'\n\nFROM python:3.11-slim AS production\nWORKDIR /app\nCOPY app app\nCMD [\"python3\", \"-m\", \"uvicorn\", \"app.main:app\", \"--host\", \"0.0.0.0\"]\n", "wheels/uvicorn/__init__.py": "", "app/main.py": "app = None\n",
             "compose.yaml": "services:\n  api:\n    image: roost/pyapi\n    network_mode: host\n    restart: on-failure:3\n"}
    mk("python-dash-m-multistage", M, None, "No module named uvicorn", "docker-compose 1.29 `up` with restarts of a multi-stage Python 3.11 image: the builder's packages are not copied (a stand-in there), CMD python3 -m uvicorn, docker json-file", lambda: docker_image("pyapi", files, "timeout -s INT 12 docker-compose up --no-color; docker-compose down -t 0 >/dev/null 2>&1"), json_file)
