from lib import *
V, P, C, M, S, H = "docker/compose-variable-not-set", "docker/port-already-allocated", "docker/copy-source-not-found", "docker/multistage-missing-packages", "docker/script-not-mounted", "ci/backend-not-healthy"
ENV["PATH"] = ENV["PATH"].replace(":/usr/bin:", ":/usr/local/bin:/usr/bin:")
def case(name, ids, root, d, source, f, wrap=None):
    if wanted(name):
        mk(name, ids, root, d, source, f, wrap)
SHOP = """services:
  db:
    image: postgres:16-alpine
    command: sleep 300
    environment:
      POSTGRES_USER: ${POSTGRES_USER:-app}
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}
  backend:
    image: python:3.11-slim
    network_mode: host
    depends_on: [db]
    environment:
      SECRET_KEY: ${SECRET_KEY?Variable not set}
"""
put("bookstore/compose.yaml", SHOP)
put("bookstore/.env.staging", "POSTGRES_USER=bookstore\nPOSTGRES_PASSWORD=\n")
put("bookstore/Jenkins.sh", "#!/bin/bash\nset -euxo pipefail\ngit --version\ndocker compose version\ndocker compose build\ndocker compose up -d\n")
case("compose-run-pytest-variable", V, None, "Variable not set", "docker compose 2.40 `run --rm backend pytest` in a job without variables, GitLab", lambda: run("set -x; docker compose run --rm backend python3 -m pytest -q", "bookstore"), gitlab)
case("jenkins-compose-build-variable", V, None, "Variable not set", "a Jenkins step with bash -x: docker compose 2.40 `build`, no SECRET_KEY in the job, Jenkins with time stamps", lambda: run("bash ./Jenkins.sh", "bookstore", POSTGRES_PASSWORD="dev"), jenkins)

put("todo/compose.yaml", "services:\n  backend:\n    image: python:3.11-slim\n    command: sleep 60\n    ports: [\"8000:8000\"]\n  redis:\n    image: redis:7-alpine\n    command: sleep 60\n    ports: [\"6379:6379\"]\n")
put("todo/Makefile", "dev:\n\tdocker compose up -d redis\n\tdocker compose run --rm --service-ports backend python3 -m http.server 8000\n")
HOLD = "python3 -m http.server -b 0.0.0.0 {0}"
def f():
    with Server(HOLD.format(8000), 8000):
        return run("make dev; docker compose down -t 0 >/dev/null 2>&1", "todo")
case("make-run-service-ports-port", P, None, "address already in use", "make dev: docker compose 2.40 `run --service-ports backend` beside a uvicorn-like process that holds 8000, docker 20.10", f)
def f():
    run("docker compose create; docker compose start", "todo")
    run("docker compose stop -t 0", "todo")
    with Server(HOLD.format(6379), 6379):
        return run("docker compose restart redis; docker compose ps -a --format '{{.Name}} {{.State}}'; docker compose start; docker compose down -t 0 >/dev/null 2>&1", "todo")
case("compose-restart-port", P, None, "address already in use", "docker compose 2.40 `restart redis`, then `start`: a Redis of the host got the port meanwhile, docker 20.10, PowerShell's UTF-16", f, powershell)

put("uvapp/Dockerfile", "FROM python:3.11-slim\nWORKDIR /app\nENV UV_LINK_MODE=copy\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --frozen --no-dev\nCOPY src src\n")
put("uvapp/pyproject.toml", "[project]\nname = \"invoices\"\nversion = \"0.3.0\"\n"); put("uvapp/src/main.py", ""); put("uvapp/.dockerignore", "*.lock\n"); put("uvapp/uv.lock", "version = 1\n")
put("uvapp/compose.yaml", "services:\n  api:\n    build: .\n    image: invoices-api\n")
case("compose-build-uv-lock-copy-source", C, None, '"/uv.lock" not found', "docker compose 2.40 `build` with BuildKit of docker 20.10: uv.lock is in .dockerignore, GitHub Actions", lambda: run("docker compose build", "uvapp"), github("docker compose build"))
put("springapp/Dockerfile", "FROM eclipse-temurin:21-jre\nWORKDIR /opt/app\nARG JAR_FILE=target/orders-0.0.1-SNAPSHOT.jar\nCOPY ${JAR_FILE} app.jar\nENTRYPOINT [\"java\", \"-jar\", \"app.jar\"]\n"); put("springapp/pom.xml", "<project/>\n"); put("springapp/.keep", "")
case("spring-jar-copy-source", C, None, "COPY failed", "docker CLI 28.2 `build` with the classic builder of docker 20.10: the Spring jar was not built before, journald", lambda: run("DOCKER_BUILDKIT=0 docker build -t orders .", "springapp"), journald("deploy", 20881))

def image(name, files, tail):
    for k, v in files.items():
        put(f"{name}/{k}", v)
    return run(f"DOCKER_BUILDKIT=0 docker build -q -t {name} . >/dev/null 2>/srv/linden/run/build.log || cat /srv/linden/run/build.log; " + tail, name)
SITE = "/srv/linden/venv/lib/python3.11/site-packages"
def flaskimg():
    files = {"Dockerfile": "FROM python:3.11-slim AS build\nWORKDIR /app\nCOPY site /install\nRUN PYTHONPATH=/install python3 -c 'import flask'\n\nFROM python:3.11-slim\nWORKDIR /app\nCOPY shop shop\nENV FLASK_APP=shop\nCMD [\"python3\", \"-m\", \"flask\", \"run\", \"--host=0.0.0.0\"]\n", "shop/__init__.py": "from flask import Flask\n\napp = Flask(__name__)\n",
             "compose.yaml": "services:\n  shop:\n    image: shopfront\n    network_mode: host\n"}
    run(f"mkdir -p site; cd {SITE}; cp -r flask jinja2 markupsafe werkzeug click itsdangerous blinker /srv/linden/shopfront/site/ 2>/dev/null; true", "shopfront")
    return image("shopfront", files, "docker compose up --no-color; docker compose down -t 0 >/dev/null 2>&1")
case("flask-run-multistage", M, None, "No module named flask", "docker compose 2.40 `up` of a multi-stage Python 3.11 image whose last stage misses Flask 3: python3 -m flask run", flaskimg)
def nestimg():
    files = {"Dockerfile": "FROM node:20-alpine AS builder\nWORKDIR /usr/src/app\nCOPY node_modules node_modules\nCOPY dist dist\nRUN node -e \"require('@nestjs/common')\"\n\nFROM node:20-alpine AS production\nWORKDIR /usr/src/app\nENV NODE_ENV=production\nCOPY --from=builder /usr/src/app/dist ./dist\nCMD [\"node\", \"dist/main\"]\n",
             "dist/main.js": "\"use strict\";\nObject.defineProperty(exports, \"__esModule\", { value: true });\nconst core_1 = require(\"@nestjs/core\");\nconst app_module_1 = require(\"./app.module\");\nasync function bootstrap() {\n    const app = await core_1.NestFactory.create(app_module_1.AppModule);\n    await app.listen(3000);\n}\nbootstrap();\n", "dist/app.module.js": "\"use strict\";\nconst common_1 = require(\"@nestjs/common\");\n"}
    run("mkdir -p node_modules/@nestjs; cp -r /srv/linden/node/node_modules/@nestjs/common node_modules/@nestjs/; cp -r /srv/linden/node/node_modules/{reflect-metadata,rxjs,tslib,uid,iterare} node_modules/ 2>/dev/null; true", "nestapi")
    return image("nestapi", files, "for n in 1 2; do docker run --rm --network none nestapi; done")
case("nest-dist-multistage", M, None, "Cannot find module '@nestjs/core'", "docker run, restarted, of a multi-stage Node 20 image: the production stage has dist/ of a NestJS 11 app but no node_modules, CRI log file", nestimg, cri)

put("blog/compose.yaml", "services:\n  backend:\n    image: python:3.11-slim\n    working_dir: /app\n    network_mode: host\n    command: sleep 300\n")
put("blog/Makefile", "seed:\n\tdocker compose exec -T backend python3 scripts/seed_posts.py --count 50\n\treindex:\n\tdocker compose exec -T backend python3 scripts/reindex.py\n")
put("blog/Makefile", ".PHONY: up seed\nup:\n\tdocker compose up -d --wait\nseed: up\n\tdocker compose exec -T backend python3 scripts/seed_posts.py --count 50\n")
case("make-seed-exec-script-not-mounted", S, None, "can't open file", "make seed: docker compose 2.40 `exec -T backend python3 scripts/…`, Python 3.11, no scripts/ mounted; GitHub Actions", lambda: run("make seed; docker compose down -t 0 >/dev/null 2>&1", "blog"), github("make seed"))
put("nodeblog/compose.yaml", "services:\n  api:\n    image: node:20-alpine\n    working_dir: /app\n    network_mode: host\n    command: [\"sh\", \"-c\", \"echo '> migrating'; sh ./scripts/wait-for-db.sh && node scripts/seed.mjs\"]\n  jobs:\n    image: node:20-alpine\n    working_dir: /app\n    network_mode: host\n    command: [\"node\", \"--enable-source-maps\", \"scripts/import-products.mjs\"]\n")
case("compose-up-node-mjs-script-not-mounted", S, None, ["/app/scripts/import-products.mjs"], "docker compose 2.40 `up jobs` with Node 20: the ES module in scripts/ is not in the container", lambda: run("docker compose up --no-color jobs; docker compose down -t 0 >/dev/null 2>&1", "nodeblog"))

# a backend that never gets healthy, its dependants and who waits for it
put("market/compose.yaml", "services:\n  backend:\n    image: python:3.11-slim\n    network_mode: host\n    command: sleep 120\n")
put("market/deploy.sh", "#!/bin/bash\nset -euo pipefail\ndocker compose up -d\necho \"Waiting for http://localhost:20080/api/v1/utils/health-check/ ...\"\nif ! timeout 25 bash -c 'until curl -fsS http://localhost:20080/api/v1/utils/health-check/; do sleep 5; done'; then\n  echo \"Backend did not become healthy in time\"\n  docker compose ps --format '{{.Service}} {{.Status}}'\n  docker compose logs --tail=100\n  exit 1\nfi\n")
case("timeout-curl-until-unhealthy", H, None, "did not become healthy", "deploy.sh with `timeout 25 bash -c 'until curl …'`: nobody answers at the backend's port, docker compose 2.40, GitHub Actions", lambda: run("./deploy.sh; docker compose down -t 0 >/dev/null 2>&1", "market"), github("./deploy.sh"))
put("market/wait.mjs", "const url = process.argv[2], limit = 15;\nconst until = Date.now() + limit * 1000;\nfor (let n = 1; Date.now() < until; n++) {\n  try {\n    const res = await fetch(url);\n    if (res.ok) process.exit(0);\n    console.log(`[${n}] ${url} -> ${res.status}`);\n  } catch (error) {\n    console.log(`[${n}] ${url} -> ${error.message} (${error.cause?.code})`);\n  }\n  await new Promise(r => setTimeout(r, 3000));\n}\nthrow new Error(`Backend did not become healthy within ${limit}s`);\n")
put("market/package.json", '{"name":"market-deploy","version":"1.0.0","private":true,"scripts":{"deploy:wait":"node wait.mjs http://localhost:20080/healthz"}}')
case("npm-fetch-wait-unhealthy", H, None, "Error: Backend did not become healthy within 15s", "npm run deploy:wait, Node 20's fetch, a process of the backend that never listens, GitLab", lambda: run("npm run deploy:wait 2>&1 | grep -v -e 'npm warn' -e complete.log", "market", HOME="/srv/linden/run"), gitlab)

import shlex
def script(name, decisive, source, command, wrap=None, **env):
    case(name, S, None, decisive, source, lambda: run("unshare -m bash -c " + shlex.quote("mount --bind /srv/linden/box /app && cd /app && " + command), "box", **{**NODE, "HOME": "/srv/linden/run", **env}), wrap)
put("box/package.json", '{"name":"box","private":true,"version":"1.0.0","scripts":{"seed":"ts-node scripts/seed-products.ts"}}')
put("box/tsconfig.json", '{"compilerOptions":{"module":"commonjs","target":"es2022","types":[]}}')
os.makedirs("/app", exist_ok=True)
script("npm-ts-node-script-not-mounted", "Cannot find module", "npm run seed: ts-node 10 of a TypeScript script that is not in the container, Node 20, compose prefix", "npm run seed 2>&1 | grep -v -e 'npm warn' -e complete.log", compose("api-1"))
script("pm2-runtime-script-not-mounted", "/app/scripts/sync-stock.js", "pm2-runtime 7 of a script that is not in the container, Node 20", "timeout -s KILL 12 pm2-runtime start scripts/sync-stock.js --name sync-stock", PM2_HOME="/srv/linden/run/pm2")
