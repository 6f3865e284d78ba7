from lib import *
T, SK, LM, J, U = "app/script-timeout", "config/secret-key-changethis", "docker/cached-layer-missing-dependency", "auth/jwt-could-not-validate", "ci/backend-not-healthy"


def case(name, ids, decisive, source, data, wrap=None):
    if wanted(name):
        mk(name, ids, None, decisive, source, data, wrap)


# --- script timeouts: SIGALRM around exec
put("scripts/sandbox.py", '''import signal

SCRIPT_EXEC_TIMEOUT = 1


class ScriptTimeoutError(Exception):
    """A script ran longer than SCRIPT_EXEC_TIMEOUT."""


def _alarm(number, frame):
    raise ScriptTimeoutError(f"Script execution timed out after {SCRIPT_EXEC_TIMEOUT}s")


def execute(source, names):
    signal.signal(signal.SIGALRM, _alarm)
    signal.alarm(SCRIPT_EXEC_TIMEOUT)
    try:
        exec(compile(source, "<script>", "exec"), {"__builtins__": {"range": range, "sum": sum}}, names)
    finally:
        signal.alarm(0)
    return names.get("result")
''')
put("scripts/falcon_app.py", '''import falcon
from sandbox import execute

SOURCE = "result = 0\\nfor day in range(10**12):\\n    result += day % 7\\n"


class Run:
    def on_post(self, request, response, name):
        response.media = {"result": execute(SOURCE, {})}


app = falcon.App()
app.add_route("/scripts/{name}/run", Run())

if __name__ == "__main__":
    from wsgiref.simple_server import make_server
    make_server("127.0.0.1", 8000, app).serve_forever()
''')
put("scripts/tornado_app.py", '''import asyncio
import logging

import tornado.log
import tornado.web
from sandbox import execute

tornado.log.enable_pretty_logging()


class Run(tornado.web.RequestHandler):
    def post(self, name):
        self.write({"result": execute("while 1:\\n    pass\\n", {})})


async def main():
    tornado.web.Application([(r"/scripts/(\\w+)/run", Run)]).listen(8000, "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
''')
put("scripts/bottle_app.py", '''from bottle import Bottle, HTTPResponse, run
from sandbox import ScriptTimeoutError, execute
import json, logging

logging.basicConfig(format='{"level": "%(levelname)s", "logger": "%(name)s", "message": "%(message)s"}')
app = Bottle()


@app.post("/scripts/<name>/run")
def go(name):
    try:
        return {"result": execute("result = sum(n for n in range(10**11))", {})}
    except ScriptTimeoutError as error:
        logging.getLogger("scripts").error("script %s failed: %s: %s", name, type(error).__name__, error)
        return HTTPResponse(json.dumps({"success": False, "message": "ScriptTimeoutError", "data": None}), 408)


run(app, host="127.0.0.1", port=8000, quiet=True)
''')
put("scripts/grpc_app.py", '''import sys
from concurrent import futures

import grpc

raw = lambda data: data
if sys.argv[1] == "client":
    channel = grpc.insecure_channel("localhost:8000")
    metadata = [("authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2ln")]
    channel.unary_unary(f"/kestrel.v1.{sys.argv[2]}", raw, raw)(b"", metadata=metadata, timeout=20)


class Handler(grpc.GenericRpcHandler):
    def service(self, details):
        def me(request, context):
            context.abort(grpc.StatusCode.UNAUTHENTICATED, "Could not validate credentials")
        return grpc.unary_unary_rpc_method_handler(me)


server = grpc.server(futures.ThreadPoolExecutor(2), handlers=[Handler()])
server.add_insecure_port("127.0.0.1:8000")
server.start()
server.wait_for_termination()
''')


def served(server, command, wrote=True, saw=True, cwd="scripts"):
    def f():
        with Server(server, 8000, cwd) as s:
            seen = run(command, cwd)
        return (s.out if wrote else b"") + (seen if saw else b"")
    return f


POST = "curl -s -S -X POST -m 20 http://localhost:8000/scripts/roster/run"
case("falcon-script-timeout", T, "ScriptTimeoutError", "a script API of Falcon 4 under wsgiref: its 500 and traceback, journald, Python 3.11", served("python falcon_app.py", POST, saw=False), journald("roster-scripts", 4402))
case("tornado-script-timeout", T, "ScriptTimeoutError", "a script API of Tornado 6 with its own pretty log, Python 3.11", served("python tornado_app.py", POST, saw=False))
case("bottle-script-timeout", T, "ScriptTimeoutError", "a script API of Bottle 0.13, the error caught and logged in one JSON line, curl's view behind it, compose prefix", served("python bottle_app.py", POST), compose("scripts-1"))
case("grpc-jwt", J, "Could not validate credentials", "grpcio's client with an old token: UNAUTHENTICATED, GitLab, Python 3.11", served("python grpc_app.py server", "python grpc_app.py client Accounts/Me", wrote=False), gitlab)

# --- SECRET_KEY
put("secret/settings.py", '''from typing import Literal, Self

from pydantic import model_validator
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    ENVIRONMENT: Literal["local", "staging", "production"] = "local"
    SECRET_KEY: str = "changethis"
    POSTGRES_PASSWORD: str = "x"

    def _check_default_secret(self, name: str, value: str | None) -> None:
        if value == "changethis":
            message = f'The value of {name} is "changethis", for security, please change it, at least for deployments.'
            if self.ENVIRONMENT != "local":
                raise ValueError(message)

    @model_validator(mode="after")
    def _enforce_non_default_secrets(self) -> Self:
        self._check_default_secret("SECRET_KEY", self.SECRET_KEY)
        return self


settings = Settings()
''')
put("secret/wsgi.py", "from flask import Flask\n\nfrom settings import settings\n\napplication = Flask(__name__)\napplication.secret_key = settings.SECRET_KEY\n")
put("secret/cli.py", "import typer\n\napp = typer.Typer()\n\n\n@app.command()\ndef create_admin(email: str):\n    from settings import settings\n    print(settings.ENVIRONMENT, email)\n\n\n@app.command()\ndef version():\n    print('1.3.0')\n\n\napp()\n")
put("secret/report.ipynb", json.dumps({"cells": [{"cell_type": "code", "execution_count": None, "id": "a1", "metadata": {}, "outputs": [], "source": ["from settings import settings\n", "settings.ENVIRONMENT"]}], "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}))
put("secret/manage.py", "import os\nimport sys\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf')\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n")
put("secret/conf.py", "from settings import settings\n\nSECRET_KEY = settings.SECRET_KEY\nINSTALLED_APPS = []\n")
put("secret/waitress_app.sh", "#!/bin/sh\nexec waitress-serve --listen=127.0.0.1:8000 wsgi:application\n")
PROD = {"ENVIRONMENT": "production"}
case("uwsgi-secret-key", SK, 'The value of SECRET_KEY is "changethis"', "pydantic-settings in a Flask 3 app under uWSGI 2.0 in production: it goes on in full dynamic mode, syslog, Python 3.11", lambda: run("timeout -s INT 5 uwsgi --die-on-term --plugin python3 --virtualenv /srv/kestrel/venv --http-socket 127.0.0.1:8000 --plugin http --master --workers 2 --module wsgi:application --uid nobody 2>&1 || true", "secret", **PROD), each_line(lambda t: f"{t:%b %d %H:%M:%S} web-2 uwsgi[3021]: "))
case("typer-rich-secret-key", SK, 'The value of SECRET_KEY is "changethis"', "a Typer CLI with Rich's traceback in boxes, 100 columns, pydantic-settings in staging, Python 3.11", lambda: run("python cli.py create-admin admin@example.com", "secret", ENVIRONMENT="staging", COLUMNS="140", TERMINAL_WIDTH="140"))
case("nbconvert-secret-key", SK, 'The value of SECRET_KEY is "changethis"', "jupyter nbconvert --execute of a nightly report, its colored traceback, pydantic-settings in production, Azure Pipelines", lambda: run("jupyter nbconvert --to html --execute report.ipynb", "secret", **PROD, HOME="/srv/kestrel/run", JUPYTER_PLATFORM_DIRS="1"), azure("Nightly report"))
case("django-manage-secret-key", SK, 'The value of SECRET_KEY is "changethis"', "Django 5's manage.py migrate reads pydantic-settings in production, docker logs -t", lambda: run("python manage.py migrate --noinput", "secret", **PROD), docker_t)

# --- libmagic
NOMAGIC = "/srv/kestrel/no_libmagic.sh "
put("no_libmagic.sh", "#!/bin/bash\n# Runs a command on a machine without libmagic: an overlay with the library whited out, and a linker cache that does not know it.\nset -e\nlib=/usr/lib/x86_64-linux-gnu\no=/srv/kestrel/overlay\nmkdir -p $o/up $o/work\nfor f in $lib/libmagic.so*; do [ -e $o/up/${f##*/} ] || [ -c $o/up/${f##*/} ] || mknod $o/up/${f##*/} c 0 0; done\nexec unshare -m bash -c \"mount -t overlay overlay -o lowerdir=$lib,upperdir=$o/up,workdir=$o/work $lib && ldconfig -X -C $o/ld.so.cache && mount --bind $o/ld.so.cache /etc/ld.so.cache && exec \\\"\\$@\\\"\" -- \"$@\"\n")
put("files/wsgi.py", "from flask import Flask\n\nfrom uploads.kind import kind_of\n\napplication = Flask(__name__)\n")
put("files/uploads/__init__.py", "")
put("files/uploads/kind.py", "import magic\n\n\ndef kind_of(data):\n    return magic.from_buffer(data, mime=True)\n")
put("files/filemagic_kind.py", "import magic\n\nwith magic.Magic(flags=magic.MAGIC_MIME_TYPE) as m:\n    print(m.id_filename('README'))\n")
put("files/kind.pl", "use strict;\nuse warnings;\nuse File::LibMagic;\nprint File::LibMagic->new->info_from_filename($ARGV[0])->{mime_type}, \"\\n\";\n")
put("files/kind.rb", "require 'magic'\nputs Magic.guess_file_mime(ARGV[0])\n")
case("uwsgi-libmagic", LM, "failed to find libmagic", "python-magic 0.4.27 in a Flask 3 app under uWSGI 2.0 without libmagic1, need-app, compose prefix, Python 3.11", lambda: run(NOMAGIC + "timeout -s INT 6 uwsgi --die-on-term --plugin python3 --virtualenv /srv/kestrel/venv --http-socket 127.0.0.1:8000 --need-app --module wsgi:application", "files"), compose("backend-1"))
case("filemagic-libmagic", LM, "Unable to find magic library", "filemagic 1.6 (another binding) without libmagic1, an import job, CRI log file", lambda: run(NOMAGIC + "env PYTHONPATH=/srv/kestrel/filemagic python filemagic_kind.py", "files"), cri)
case("perl-libmagic", LM, "libmagic.so.1", "Perl 5.36's File::LibMagic 1.23 without libmagic1, journald", lambda: run(NOMAGIC + "perl kind.pl upload.pdf", "files"), journald("intake-worker", 2207))
case("ruby-magic-libmagic", LM, "libmagic.so.1", "Ruby 3.1's ruby-magic 0.2 (ffi) without libmagic1, docker json-file", lambda: run(NOMAGIC + "ruby kind.rb upload.pdf", "files"), json_file)

# --- not healthy
put("wait/health.py", "from http.server import BaseHTTPRequestHandler, HTTPServer\n\n\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.send_response(500 if False else 404); self.end_headers()\n    def log_message(self, *a): pass\n\n\nHTTPServer(('127.0.0.1', 8000), H).serve_forever()\n")
put("wait/jest.config.js", "module.exports = { globalSetup: './setup.js', testEnvironment: 'node' };\n")
put("wait/setup.js", "const { setup } = require('jest-dev-server');\nmodule.exports = async () => {\n  await setup({ command: 'python3 -m http.server -b 127.0.0.1 19055', port: 8000, host: 'localhost', launchTimeout: 6000, debug: true, usedPortAction: 'error' });\n};\n")
put("wait/api.test.js", "test('lists stations', async () => {\n  expect((await fetch('http://localhost:8000/api/v1/stations')).ok).toBe(true);\n});\n")
put("wait/deploy.mjs", "const limit = 8, url = 'http://localhost:8000/api/v1/utils/health-check/';\nlet ok = false;\nfor (let n = 0; n < limit && !ok; n += 2) {\n  ok = (await $`curl -fsS -m 2 ${url}`.nothrow()).exitCode === 0;\n  if (!ok) await sleep('2s');\n}\nif (!ok) { console.error(`Backend did not become healthy within ${limit}s`); process.exit(1); }\n")
put("wait/Makefile", "deploy:\n\t@echo 'Waiting for backend to become healthy...'\n\t@for i in $$(seq 1 4); do \\\n\t  curl -sf -m 2 http://localhost:8000/health >/dev/null && exit 0; \\\n\t  echo \"attempt $$i/4: backend is not healthy yet\"; sleep 1; \\\n\tdone; \\\n\techo 'ERROR: backend did not become healthy in time' >&2; exit 1\n")
LINKED = f"ln -sfn {HOME}/node/node_modules node_modules; "
case("jest-dev-server-unhealthy", U, "Server has taken more than", "jest-dev-server with Jest: the backend's port never opens, GitHub Actions", lambda: run(LINKED + "jest --ci", "wait", 60, **NODE), github("npx jest --ci"))
case("wait-port-unhealthy", U, "Timeout", "wait-port: the backend of a CI job never answers 200, GitLab", lambda: served("python3 health.py", LINKED + "npx wait-port -t 6000 http://localhost:8000/health; echo \"exit $?\"", wrote=False, cwd="wait")(), gitlab)
case("zx-deploy-unhealthy", U, "Backend did not become healthy within 8s", "zx 8 deploy script with curl in a loop: the backend answers 404 only", lambda: run(LINKED + "zx --verbose deploy.mjs", "wait", 60, **NODE))
case("make-deploy-unhealthy", U, "did not become healthy", "make deploy with curl in a loop: no backend, Azure Pipelines", lambda: run("make deploy", "wait"), azure("Deploy"))
