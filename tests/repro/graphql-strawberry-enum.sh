#!/bin/sh
# The logs of kb/graphql/strawberry-object-is-not-an-enum.md and kb/ratelimit/invalid-strategy.md.
# Installs two venvs from PyPI: strawberry-graphql plain and with [cli]; slowapi, flask and flask-limiter.
mkdir -p /srv/api && cd /srv/api || exit 1
rm -rf .venv .venv2
python3 -m venv .venv && .venv/bin/pip -q install strawberry-graphql slowapi flask flask-limiter
python3 -m venv .venv2 && .venv2/bin/pip -q install 'strawberry-graphql[cli]'
printf 'import strawberry\n\n\n@strawberry.enum\nclass AssignmentRole(str):\n    PRIMARY = "primary"\n' >schema.py
echo "== plain"; .venv/bin/python -c 'import schema' 2>&1
echo "== with rich"; .venv2/bin/python -c 'import schema' 2>&1
for old in 0.42.0 0.114.0; do
    python3 -m venv ".venv-$old" && ".venv-$old/bin/pip" -q install "strawberry-graphql==$old" 'graphql-core<3.3'
    echo "== $old"; ".venv-$old/bin/python" -c 'import schema' 2>&1
done
echo "== command line"; .venv2/bin/strawberry export-schema schema 2>&1
cat >plain_enum.py <<'P'
import strawberry


class Role:
    PRIMARY = "primary"


@strawberry.type
class Assignment:
    role: Role


@strawberry.type
class Query:
    a: Assignment


schema = strawberry.Schema(Query)
P
echo "== near miss"; .venv/bin/python plain_enum.py 2>&1
cat >flask_app.py <<'P'
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", strategy="fixed-window-elastic-expiry")
P
printf 'from slowapi import Limiter\nfrom slowapi.util import get_remote_address\n\nlimiter = Limiter(key_func=get_remote_address, strategy="token-bucket")\n' >slow.py
echo "== strategy, flask-limiter"; .venv/bin/python -m flask --app flask_app run --port 15540 2>&1
echo "== strategy, slowapi"; .venv/bin/python slow.py 2>&1
