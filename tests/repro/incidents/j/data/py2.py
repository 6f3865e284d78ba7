#!/usr/bin/env python3
"""Alembic, SQLAlchemy, Continuum, Strawberry, limiters."""
from jlib import *
def alembic(cwd, revisions, driver="psycopg", **env):
    run(f"rm -rf {HOME}/{cwd}/* && alembic init migrations", cwd, **env)
    p = f"{HOME}/{cwd}/alembic.ini"; t = open(p).read()
    open(p, "w").write(re.sub(r"(?m)^sqlalchemy.url = .*", f"sqlalchemy.url = postgresql+{driver}://parcel:{PW}@db/parcel", t))
    down = None
    for rev, body, *d in revisions:
        if d: down = d[0]
        file(f"{cwd}/migrations/versions/{rev}_x.py", f'"""{rev}"""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = "{rev}"\ndown_revision = {down!r}\n\n\ndef upgrade() -> None:\n    {body}\n\n\ndef downgrade() -> None:\n    pass\n')
        down = rev
def stamp(rev):
    sql("SET client_min_messages = error", "CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) PRIMARY KEY)", "TRUNCATE alembic_version", *([f"INSERT INTO alembic_version VALUES ('{rev}')"] if rev else []))
def index():
    alembic("m1", [("a10000000001", "pass"), ("a10000000002", "op.create_index('ix_parcels_courier_id', 'parcels', ['courier_id'])")], "psycopg2", PATH=V14); stamp("a10000000001")
    sql("DROP INDEX IF EXISTS ix_parcels_courier_id", "CREATE INDEX ix_parcels_courier_id ON parcels(courier_id)")
    file("m1/start.sh", "#!/bin/sh\nset -e\necho 'Running database migrations...'\nalembic upgrade head\necho 'Starting uvicorn'\nexec uvicorn app.main:app\n")
    return run("sh start.sh", "m1", PATH=V14)
case("alembic18-start-sh-index-exists", "alembic/upgrade-head-fails", 'relation "ix_parcels_courier_id" already exists', "a start.sh with Alembic 1.8, SQLAlchemy 1.4 and psycopg2: the index was made by hand before; compose's prefix", index, compose("api-1"))
def heads():
    alembic("m2", [("b10000000001", "pass"), ("b10000000002", "pass", "b10000000001"), ("b10000000003", "pass", "b10000000001")]); stamp("b10000000001")
    return run("alembic upgrade head", "m2")
case("gitlab-alembic-two-heads", "alembic/upgrade-head-fails", "Multiple head revisions are present", "a GitLab migrate job, Alembic of 2026 with psycopg 3: two branches' revisions", heads, gitlab)
def lost():
    alembic("m3", [("c10000000001", "pass")], "psycopg2", PATH=V14); stamp("e5f7a1b2c3d4")
    file("m3/start.sh", "#!/bin/sh\nset -e\necho 'Running database migrations...'\nalembic upgrade head\necho 'Starting uvicorn'\nexec uvicorn app.main:app\n")
    return run("for n in 1 2 3; do sh start.sh; sleep 1; done", "m3", PATH=V14)
case("alembic18-start-sh-lost-revision", "alembic/cant-locate-revision", "Can't locate revision identified by 'e5f7a1b2c3d4'", "a start.sh with Alembic 1.8, thrice restarted: the database was migrated from another branch; CRI", lost, cri)
def lost2():
    alembic("m4", [("c20000000001", "pass")]); stamp("77b0c9d8e7f6")
    file("m4/migrate.py", "import typer\nfrom alembic import command\nfrom alembic.config import Config\n\ncli = typer.Typer()\n\n\n@cli.command()\ndef migrate(revision: str = 'head'):\n    '''Bring the schema up to date.'''\n    command.upgrade(Config('alembic.ini'), revision)\n\n\nif __name__ == '__main__':\n    cli()\n")
    return run("python migrate.py", "m4", COLUMNS="110")
case("typer-upgrade-lost-revision", "alembic/cant-locate-revision", "Can't locate revision identified by '77b0c9d8e7f6'", "a Typer command calls alembic.command.upgrade, Rich's traceback; as it came", lost2)
def nah():
    alembic("m5", [("d10000000001", "pass"), ("d10000000002", "op.add_column('couriers', sa.Column('vehicle', sa.Text()))")], "psycopg2", PATH=V14); stamp("d10000000001")
    file("m5/entrypoint.sh", '#!/bin/bash\nset -e\nif [ "$(alembic current 2>/dev/null | cut -d" " -f1)" != "$(alembic heads 2>/dev/null | cut -d" " -f1)" ]; then\n    echo "ERROR: alembic is NOT at head" >&2\n    alembic current\n    alembic heads\n    exit 1\nfi\nexec celery -A tasks worker\n')
    return run("for n in 1 2; do bash entrypoint.sh; sleep 2; done", "m5", PATH=V14)
case("worker-entrypoint-not-at-head", "alembic/not-at-head", "ERROR: alembic is NOT at head", "a Celery worker's entrypoint compares current with heads, Alembic 1.8; docker's json-file", nah, json_file)
def nah2():
    alembic("m6", [("d20000000001", "pass"), ("d20000000002", "pass")]); stamp("d20000000001")
    return run("alembic check", "m6")
case("gha-alembic-check-not-up-to-date", "alembic/not-at-head", "Target database is not up to date", "`alembic check` in GitHub Actions while the database lags by one revision", nah2, github("alembic check"))
# --- no alembic
SYS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
file("na/deploy.sh", "#!/bin/sh\nset -ex\ngit_rev=4c1d2aa\nxargs -a steps.txt -I{} sh -c '{}'\n"); file("na/steps.txt", "echo migrating\n")
file("na/tests/conftest.py", "import subprocess\nimport pytest\n\n\n@pytest.fixture(scope='session', autouse=True)\ndef migrated_db():\n    subprocess.run(['alembic', 'upgrade', 'head'], check=True)\n    yield\n    subprocess.run(['alembic', 'downgrade', 'base'], check=True)\n")
file("na/tests/test_parcels.py", "def test_weight():\n    assert 2.5 > 0\n\n\ndef test_tracking():\n    assert 'PX-1001'.startswith('PX')\n")
run("rm -rf v; python3 -m venv --system-site-packages --without-pip v; mkdir -p bin; ln -sf /srv/parcel/venv/bin/pytest bin/pytest", "na", PATH=SYS)
case("pytest-conftest-no-alembic", "python/alembic-not-found", "No such file or directory: 'alembic'", "pytest: a session fixture calls `alembic upgrade head` by subprocess, and alembic is not in the PATH", lambda: run("bin/pytest -p no:cacheprovider tests", "na", PATH="/srv/parcel/na/bin:" + SYS))
case("gha-su-login-no-alembic", "python/alembic-not-found", "alembic: command not found", "`su - app -c` has another PATH than the shell, in a deploy script; GitHub Actions", lambda: run("set -x; su -s /bin/bash - nobody -c 'alembic upgrade head'", "na"), github("./deploy.sh"))
# --- models
file("am/models.py", '''from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Depot(db.Model):
    __tablename__ = "depots"
    id = db.Column(db.Integer, primary_key=True)
    city = db.Column(db.String(80))
    shipments = db.relationship("Shipment", back_populates="origin")


class Shipment(db.Model):
    __tablename__ = "shipments"
    id = db.Column(db.Integer, primary_key=True)
    origin_id = db.Column(db.Integer, db.ForeignKey("depots.id"))
    target_id = db.Column(db.Integer, db.ForeignKey("depots.id"))
    origin = db.relationship("Depot", back_populates="shipments")
''')
file("am/test_shipments.py", '''import pytest
from flask import Flask
from models import Depot, Shipment, db


@pytest.fixture
def app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    app.config["SQLALCHEMY_TRACK_MODIFICATIONS"] = False
    db.init_app(app)
    with app.app_context():
        db.create_all()
        yield app


def test_depot(app):
    db.session.add(Depot(city="Graz"))
    db.session.commit()
    assert Depot.query.count() == 1


def test_shipment(app):
    assert Shipment.query.count() == 0
''')
case("pytest-flask-sqlalchemy25-ambiguous-keys", "sqlalchemy/ambiguous-foreign-keys", "Could not determine join condition between parent/child tables on relationship Depot.shipments", "pytest 7.4 with Flask-SQLAlchemy 2.5 and SQLAlchemy 1.4; as it came", lambda: run("pytest -p no:cacheprovider test_shipments.py", "am", PATH=V14))
file("sg/models.py", '''from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, sessionmaker


class Base(DeclarativeBase):
    pass


class Depot(Base):
    __tablename__ = "depots"
    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str]


class Shipment(Base):
    __tablename__ = "shipments"
    id: Mapped[int] = mapped_column(primary_key=True)
    origin_id: Mapped[int] = mapped_column(ForeignKey("depots.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("depots.id"))
    origin: Mapped[Depot] = relationship()


engine = create_engine("sqlite://")
Session = sessionmaker(engine)
''')
file("sg/main.py", '''import strawberry
from fastapi import FastAPI
from sqlalchemy import select
from strawberry.fastapi import GraphQLRouter
import models


@strawberry.type
class Shipment:
    id: int


@strawberry.type
class Query:
    @strawberry.field
    def shipments(self) -> list[Shipment]:
        with models.Session() as s:
            return [Shipment(id=x.id) for x in s.scalars(select(models.Shipment))]


app = FastAPI()
app.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")
''')
def served(cmd, curl, cwd, wait=4, **env):
    return run(f"{cmd} & P=$!; sleep {wait}; {curl}; sleep .7; kill $P; wait 2>/dev/null", cwd, **env)
case("strawberry-resolver-ambiguous-keys", "sqlalchemy/ambiguous-foreign-keys", "Could not determine join condition between parent/child tables on relationship Shipment.origin", "a Strawberry resolver on FastAPI and uvicorn: GraphQL's error with the traceback and the answer's body; Kubernetes",
     lambda: served("uvicorn main:app --port 20506", "curl -s http://127.0.0.1:20506/graphql -H 'content-type: application/json' -d '{\"query\":\"{ shipments { id } }\"}'; echo", "sg"), kube("api-6d5f", "api"))
file("md/app.py", '''from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
migrate = Migrate()


class AuditEvent(db.Model):
    __tablename__ = "audit_events"
    id = db.Column(db.Integer, primary_key=True)
    action = db.Column(db.String(50), nullable=False)
    metadata = db.Column(db.JSON)


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db.init_app(app)
    migrate.init_app(app, db)
    return app
''')
case("flask-shell-sqlalchemy14-metadata", "sqlalchemy/reserved-attribute-metadata", "Attribute name 'metadata' is reserved", "`flask shell` of Flask 2.3 with Flask-SQLAlchemy 2.5 and SQLAlchemy 1.4; PowerShell's UTF-16", lambda: run("flask --app app:create_app shell </dev/null; flask --app app:create_app db migrate -m 'audit'", "md", PATH=V14), powershell)
file("md/test_orm.py", "import pytest\n\n\n@pytest.fixture\ndef app():\n    from app import create_app\n    return create_app()\n\n\ndef test_app(app):\n    assert app.name == 'app'\n")
case("streamlit-page-metadata", "sqlalchemy/reserved-attribute-metadata", "InvalidRequestError: \x1b[0mAttribute name", "`streamlit run`: the page imports a SQLAlchemy 2.0 model with an attribute called metadata; in colours, as it came",
     lambda: (file("md/page.py", "import streamlit as st\nfrom tables import Scan\n\nst.title('Scans')\nst.write(Scan.__tablename__)\n"), file("md/tables.py", "from sqlalchemy import JSON, Column, Integer\nfrom sqlalchemy.orm import declarative_base\n\nBase = declarative_base()\n\n\nclass Scan(Base):\n    __tablename__ = 'scans'\n    id = Column(Integer, primary_key=True)\n    metadata = Column(JSON)\n"), run("streamlit run --server.headless true --server.port 20507 --browser.gatherUsageStats false page.py & P=$!; sleep 5; python - <<'P'\nimport websockets.sync.client as c, time\nfrom streamlit.proto.BackMsg_pb2 import BackMsg\nw=c.connect('ws://127.0.0.1:20507/_stcore/stream',subprotocols=['streamlit'])\nm=BackMsg(); m.rerun_script.query_string=''; w.send(m.SerializeToString()); time.sleep(2)\nP\nsleep 1; kill $P; wait 2>/dev/null", "md"))[2])
# --- continuum
CONT = '''import datetime, os
import sqlalchemy as sa
import typer
from sqlalchemy.orm import declarative_base, sessionmaker
from sqlalchemy_continuum import make_versioned
%s
make_versioned(user_cls=None%s)
Base = declarative_base()


class Route(Base):
    __tablename__ = "routes"
    __versioned__ = {}
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(40))
    start_date = sa.Column(sa.Date)


sa.orm.configure_mappers()
engine = sa.create_engine(os.environ["DATABASE_URL"]%s)
Session = sessionmaker(engine)
'''
MOD = ("from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin\n", ", plugins=[PropertyModTrackerPlugin()]")
PG3 = '.replace("postgresql:", "postgresql+psycopg:")'
file("co/models.py", CONT % ("", "", PG3)); file("co/models_mod.py", CONT % (*MOD, PG3))
file("co14/models.py", (CONT % ("", "", "")).replace("import typer\n", ""))
file("co14/models_mod.py", (CONT % (*MOD, "")).replace("import typer\n", ""))
VT = "CREATE TABLE routes_version(id int, name varchar(40), start_date date, transaction_id bigint, end_transaction_id bigint, operation_type smallint, primary key(id, transaction_id))"
def tables(*s):
    sql("SET client_min_messages = error", "DROP TABLE IF EXISTS routes, routes_version, transaction CASCADE; DROP SEQUENCE IF EXISTS transaction_id_seq", "CREATE TABLE routes(id serial primary key, name varchar(40), start_date date)", "CREATE SEQUENCE transaction_id_seq", "CREATE TABLE transaction(id bigint primary key default nextval('transaction_id_seq'), issued_at timestamp, remote_addr varchar(50))", *s)
CLI = '''import datetime
import typer
from %s import Route, Session

cli = typer.Typer()


@cli.command()
def add(name: str):
    """Add a route."""
    with Session() as session:
        session.add(Route(name=name, start_date=datetime.date(2026, 5, 4)))
        session.commit()


cli()
'''
file("co/cli.py", CLI % "models"); file("co/cli_mod.py", CLI % "models_mod")
case("typer-continuum-version-table", "sqlalchemy/continuum-version-table-name postgres/undefined-table", 'relation "routes_version" does not exist', "a Typer command with Rich's traceback, SQLAlchemy-Continuum on SQLAlchemy 2.0 and psycopg 3: no version table", lambda: (tables(), run("python cli.py North", "co", COLUMNS="100"))[1])
FLASK14 = '''import datetime
from fastapi import FastAPI
from %s import Route, Session

app = FastAPI(title="Routes")


@app.post("/routes", status_code=201)
def add_route(name: str = "North"):
    with Session() as session:
        session.add(Route(name=name, start_date=datetime.date(2026, 5, 4)))
        session.commit()
'''
file("co14/main.py", FLASK14 % "models"); file("co14/main_mod.py", FLASK14 % "models_mod")
case("fastapi0110-continuum14-version-table", "sqlalchemy/continuum-version-table-name postgres/undefined-table", 'relation "routes_version" does not exist', "FastAPI 0.110 on uvicorn 0.27, SQLAlchemy-Continuum 1.4 on SQLAlchemy 1.4 and psycopg2; compose's prefix", lambda: (tables(), served("uvicorn main:app --host 127.0.0.1 --port 20508", "curl -s -o /dev/null -X POST http://127.0.0.1:20508/routes", "co14", PATH=V14))[1], compose("backend"))
file("co14/test_routes.py", '''import pytest
from fastapi.testclient import TestClient
from main_mod import app

client = TestClient(app, raise_server_exceptions=True)


def test_docs():
    assert client.get("/openapi.json").json()["info"]["title"] == "Routes"


def test_add_route():
    assert client.post("/routes").status_code == 201
''')
case("pytest74-testclient-continuum14-mod-column", "sqlalchemy/continuum-mod-columns postgres/undefined-column", 'of relation "routes_version" does not exist', "pytest 7.4 with FastAPI's TestClient, SQLAlchemy-Continuum 1.4's PropertyModTrackerPlugin without a migration; GitLab", lambda: (tables(VT), run("pytest -p no:cacheprovider --tb=short test_routes.py", "co14", PATH=V14))[1], gitlab)
case("typer-continuum-mod-column", "sqlalchemy/continuum-mod-columns postgres/undefined-column", 'of relation "routes_version" does not exist', "a Typer command by cron, Rich's traceback, SQLAlchemy-Continuum's PropertyModTrackerPlugin on psycopg 3; journald", lambda: (tables(VT), run("python cli_mod.py North", "co", COLUMNS="100"))[1], journald("routes-import", 1530))
# --- strawberry
BAD = '''import strawberry


@strawberry.enum
class ParcelStatus:
    SENT = "sent"
    LOST = "lost"


@strawberry.type
class Query:
    @strawberry.field
    def status(self) -> ParcelStatus:
        return ParcelStatus.SENT


schema = strawberry.Schema(query=Query)
'''
file("en/schema.py", BAD); file("en/main.py", "from fastapi import FastAPI\nfrom strawberry.fastapi import GraphQLRouter\nfrom schema import schema\n\napp = FastAPI()\napp.include_router(GraphQLRouter(schema), prefix='/graphql')\n")
file("en/tests/test_api.py", "from fastapi.testclient import TestClient\nfrom main import app\n\n\ndef test_status():\n    assert TestClient(app).post('/graphql', json={'query': '{ status }'}).json()['data']\n")
case("strawberry0200-python-enum", "graphql/strawberry-object-is-not-an-enum", "strawberry.enum can only be used with subclasses of Enum", "Python prints the schema of Strawberry 0.200, whose excepthook prints in boxes; as it came", lambda: run("python -c 'from schema import schema; print(schema.as_str())'", "en", PATH=V14, COLUMNS="100"))
case("testclient-collection-enum", "graphql/strawberry-object-is-not-an-enum", "ParcelStatus is not an enum", "pytest with FastAPI's TestClient: collection fails at the schema; GitHub Actions", lambda: run("python -m pytest -p no:cacheprovider tests", "en"), github("python -m pytest"))
# --- limiter
file("st/config.py", "RATELIMIT_STORAGE_URI = 'memory://'\nRATELIMIT_STRATEGY = 'fixed-window-elastic-expiry'\nRATELIMIT_DEFAULT = '200 per day;50 per hour'\n")
file("st/wsgi.py", "from flask import Flask\nfrom flask_limiter import Limiter\nfrom flask_limiter.util import get_remote_address\n\nlimiter = Limiter(get_remote_address)\n\n\ndef create_app():\n    app = Flask(__name__)\n    app.config.from_object('config')\n    limiter.init_app(app)\n    return app\n\n\napp = create_app()\n")
file("st/manage.sh", "exec flask --app wsgi routes\n")
case("gunicorn-config-object-strategy", "ratelimit/invalid-strategy", "Invalid rate limiting strategy fixed-window-elastic-expiry", "gunicorn with Flask-Limiter, the strategy comes from RATELIMIT_STRATEGY in a config object; journald", lambda: run("timeout 8 gunicorn -w 2 -b 127.0.0.1:20509 wsgi:app", "st"), journald("gunicorn", 4410))
file("st/api.py", "from fastapi import FastAPI, Request\nfrom slowapi import Limiter, _rate_limit_exceeded_handler\nfrom slowapi.errors import RateLimitExceeded\nfrom slowapi.util import get_remote_address\n\nlimiter = Limiter(key_func=get_remote_address, strategy='fixed-window-elastic-expiry')\napp = FastAPI()\napp.state.limiter = limiter\napp.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)\n\n\n@app.get('/quote')\n@limiter.limit('5/minute')\ndef quote(request: Request):\n    return {'price': 4.9}\n")
file("st/export_openapi.py", "import json\nfrom api import app\n\nprint(json.dumps(app.openapi()))\n")
case("export-openapi-slowapi-strategy", "ratelimit/invalid-strategy", "Invalid rate limiting strategy fixed-window-elastic-expiry", "a script that writes the OpenAPI file imports a FastAPI app with slowapi; npm run, GitHub Actions", lambda: (file("st/package.json", '{"name":"client","version":"1.0.0","scripts":{"openapi":"python export_openapi.py > openapi.json"}}'), run("npm run openapi --no-update-notifier 2>&1", "st"))[1], github("npm run openapi"))
