#!/usr/bin/env python3
"""A few more single problems."""
from jlib import *
only_, sys.argv[1:] = only, ["none"]
from py2 import alembic
only = only_
def nodb():
    alembic("mh", [("a90000000001", "pass")], "psycopg2", PATH=V14)
    p = f"{HOME}/mh/alembic.ini"; t = open(p).read(); open(p, "w").write(t.replace("@db/parcel", "@db/parcels_prod"))
    return run("alembic current", "mh", PATH=V14)
case("alembic18-current-no-database", "postgres/connection-to-server-failed", 'FATAL:  database "parcels_prod" does not exist', "`alembic current` of Alembic 1.8 with SQLAlchemy 1.4 and psycopg2: a database that is not there; compose's prefix", nodb, compose("migrate-1"))
file("sc/runner.py", '''import datetime
import math
from pathlib import Path
import typer

ALLOWED = {"math": math, "datetime": datetime}
SAFE = {"len": len, "sum": sum, "min": min, "max": max, "round": round, "print": print, "range": range}
cli = typer.Typer()


@cli.command()
def run(path: Path):
    """Run a user's script with the allowed modules only."""
    scope = {"__builtins__": SAFE, **ALLOWED, "weights": [2.5, 0.8]}
    exec(compile(path.read_text(), path.name, "exec"), scope)
    typer.echo(scope["result"])


cli()
''')
file("sc/surcharge.py", "mean = sum(weights) / len(weights)\nresult = numpy.round(mean * 1.2, 2)\n")
case("typer-rich-script-name", "python/name-error-module-not-whitelisted", "NameError: name 'numpy' is not defined", "a Typer command runs a user's script with math and datetime only; Rich's traceback, as it came", lambda: run("python runner.py surcharge.py", "sc", COLUMNS="100"))
case("django42-migrate-refused-wait-loop", "postgres/connection-refused-at-start postgres/connection-to-server-failed", "port 5432 failed: Connection refused", "`manage.py migrate` of Django 4.2 with psycopg2 in a restart loop: nothing listens at the database's address; docker's json-file", lambda: run("for n in 1 2 3; do python manage.py migrate --noinput; sleep 1; done", "dj42", PATH=V14, POSTGRES_PASSWORD=PW, POSTGRES_HOST="postgres"), json_file)
