#!/usr/bin/env python3
"""Python single problems: tox, pdm, invoke, circus, pyramid, falcon, bottle, coredis, walrus, limits …"""
from lib import *
only = sys.argv[1:]
def case(name, *a, **k):
    if only and name not in only: return
    ids, decisive, source, make, wrap = a
    try: save(name, ids, decisive, source, wrap(make()), **k)
    except Exception as e: print("ERROR", name, e)
asis = lambda d: d

# --- models
file("bot/models.py", '''from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Grower(Base):
    __tablename__ = "growers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    lots: Mapped[list["Lot"]] = relationship(back_populates="grower")


class Lot(Base):
    __tablename__ = "lots"
    id: Mapped[int] = mapped_column(primary_key=True)
    grower_id: Mapped[int] = mapped_column(ForeignKey("growers.id"))
    buyer_id: Mapped[int | None] = mapped_column(ForeignKey("growers.id"))
    grower: Mapped[Grower] = relationship(back_populates="lots")
''')
file("bot/server.py", '''import os
from bottle import Bottle, response
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from models import Grower

app = Bottle()
engine = create_engine(os.environ["DATABASE_URL"])


@app.get("/growers")
def growers():
    with Session(engine) as session:
        return {"growers": [g.name for g in session.scalars(select(Grower))]}


app.run(host="127.0.0.1", port=19510)
''')
case("bottle-ambiguous-keys", "sqlalchemy/ambiguous-foreign-keys", "Could not determine join condition between parent/child tables on relationship Grower.lots", "Bottle's own server, SQLAlchemy 2.0: two foreign keys to one table, the first request, as it came",
     lambda: run("python server.py & P=$!; sleep 3; curl -s -o /dev/null http://127.0.0.1:19510/growers; sleep .5; kill $P; wait", "bot"), asis)
file("fac/test_lots.py", '''import factory
import pytest
from models import Grower, Lot


class GrowerFactory(factory.Factory):
    class Meta:
        model = Grower
    name = factory.Faker("name")


class LotFactory(factory.Factory):
    class Meta:
        model = Lot
    grower = factory.SubFactory(GrowerFactory)


def test_lot_has_grower():
    assert LotFactory().grower.name
''')
case("factoryboy-tox-ambiguous-keys", "sqlalchemy/ambiguous-foreign-keys", "Could not determine join condition between parent/child tables on relationship Grower.lots", "factory_boy under pytest and tox 4, SQLAlchemy 2.0; Bitbucket Pipelines",
     lambda: (run("cp ../bot/models.py .; printf '[tox]\\nenvlist=unit\\nskipsdist=true\\n[testenv]\\nskip_install=true\\nallowlist_externals=pytest\\ncommands=pytest -q -p no:sugar -p no:cacheprovider test_lots.py\\nsetenv=PYTHONDONTWRITEBYTECODE=1\\n' > tox.ini", "fac"), run("tox -q", "fac"))[1], bitbucket("tox -q"))
file("meta/app.py", '''from fastapi import FastAPI
from sqlmodel import Field, SQLModel


class Harvest(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    kilos: float
    metadata: dict | None = Field(default=None)


app = FastAPI()
''')
file("meta/models.py", '''from advanced_alchemy.base import UUIDAuditBase
from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column


class Scan(UUIDAuditBase):
    """A scanned crate label."""
    __tablename__ = "scans"
    label: Mapped[str]
    metadata: Mapped[dict] = mapped_column(JSON, default=dict)
''')
case("circus-metadata", "sqlalchemy/reserved-attribute-metadata", "Attribute name 'metadata' is reserved", "Circus starts a worker whose SQLAlchemy 2.0 model (Advanced Alchemy's base) has an attribute called metadata, over and over; logfmt",
     lambda: (file("meta/circus.ini", "[circus]\ncheck_delay = 1\nendpoint = tcp://127.0.0.1:19520\npubsub_endpoint = tcp://127.0.0.1:19521\n\n[watcher:scans]\ncopy_env = True\ncopy_path = True\ncmd = python -c 'import models'\nwarmup_delay = 0\nmax_retry = 2\nstderr_stream.class = StdoutStream\nstdout_stream.class = StdoutStream\n"), run("timeout 9 circusd circus.ini", "meta"))[1], logfmt("scans"))
file("meta/wsgi.py", '''from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects.postgresql import JSONB

db = SQLAlchemy()


class Shipment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    carrier = db.Column(db.String(40))
    metadata = db.Column(JSONB)


app = Flask(__name__)
''')
case("invoke-metadata", "sqlalchemy/reserved-attribute-metadata", "Attribute name 'metadata' is reserved", "an Invoke task opens Flask-SQLAlchemy 3.1 with SQLAlchemy 2.0; Drone",
     lambda: (file("meta/tasks.py", "from invoke import task\n\n\n@task\ndef initdb(c):\n    c.run('flask --app wsgi shell -c pass || python -c \"from wsgi import app, db\"', echo=True)\n".replace("flask --app wsgi shell -c pass || ", "")), run("invoke initdb 2>&1", "meta"))[1], drone("initdb"))
# --- continuum
CONT = '''import os
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base, sessionmaker
from sqlalchemy_continuum import make_versioned
%s
make_versioned(user_cls=None%s)
Base = declarative_base()


class Plot(Base):
    __tablename__ = "plots"
    __versioned__ = {}
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(40))
    start_date = sa.Column(sa.Date)


sa.orm.configure_mappers()
engine = sa.create_engine(os.environ["DATABASE_URL"])
Session = sessionmaker(engine)
'''
file("plots/models.py", CONT % ("", ""))
file("plots/models_mod.py", CONT % ("from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin\n", ", plugins=[PropertyModTrackerPlugin()]"))
def tables(*s):
    sql("DROP TABLE IF EXISTS plots, plots_version, transaction CASCADE; DROP SEQUENCE IF EXISTS transaction_id_seq", "CREATE TABLE plots(id serial primary key, name varchar(40), start_date date)", "CREATE SEQUENCE transaction_id_seq", "CREATE TABLE transaction(id bigint primary key default nextval('transaction_id_seq'), issued_at timestamp, remote_addr varchar(50))", *s)
VT = "CREATE TABLE plots_version(id int, name varchar(40), start_date date, transaction_id bigint, end_transaction_id bigint, operation_type smallint, primary key(id, transaction_id))"
file("plots/falcon_app.py", '''import datetime
import falcon
from models import Plot, Session


class Plots:
    def on_post(self, req, resp):
        with Session() as session:
            session.add(Plot(name="North slope", start_date=datetime.date(2026, 3, 1)))
            session.commit()
        resp.status = falcon.HTTP_201


app = falcon.App()
app.add_route("/plots", Plots())
''')
def falcon_run():
    tables()
    return run("waitress-serve --listen=127.0.0.1:19512 falcon_app:app & P=$!; sleep 3; curl -s -o /dev/null -X POST http://127.0.0.1:19512/plots; sleep .6; kill $P; wait", "plots")
case("falcon-waitress-continuum-version-table", "sqlalchemy/continuum-version-table-name postgres/undefined-table", 'relation "plots_version" does not exist', "Falcon 4 under Waitress, SQLAlchemy-Continuum with SQLAlchemy 2.0, PostgreSQL 15: the version table was never made; journald", falcon_run, journald("waitress-serve", 812))
file("plots/tasks.py", '''import datetime
from invoke import task


@task
def season(c, year=2026):
    "Open the season's plots."
    from models_mod import Plot, Session
    with Session() as session:
        for n in range(3):
            session.add(Plot(name=f"Plot {n}", start_date=datetime.date(year, 3, 1)))
        session.commit()
''')
case("invoke-continuum-mod-column", "sqlalchemy/continuum-mod-columns postgres/undefined-column", 'of relation "plots_version" does not exist', "an Invoke task, SQLAlchemy-Continuum's PropertyModTrackerPlugin switched on without a migration, Travis",
     lambda: (tables(VT), run("invoke season", "plots"))[1], travis("invoke season"))
file("plots/test_plots.py", '''import datetime
import pytest
from models_mod import Plot, Session


@pytest.fixture
def session():
    with Session() as s:
        yield s
        s.rollback()


def test_rename_keeps_history(session):
    p = Plot(name="East", start_date=datetime.date(2026, 4, 1))
    session.add(p)
    session.flush()
    p.name = "East 2"
    session.flush()
    assert p.versions.count() == 1


def test_tables():
    assert Plot.__table__.name == "plots"
''')
case("pytest-html-continuum-mod-column", "sqlalchemy/continuum-mod-columns postgres/undefined-column", 'of relation "plots_version" does not exist', "pytest's JUnit XML file, as TeamCity imports it: SQLAlchemy-Continuum's mod columns were never added",
     lambda: (tables(VT), run("pytest -q -p no:sugar -p no:cacheprovider --junitxml=report.xml test_plots.py >/dev/null; cat report.xml", "plots"))[1], asis)
file("plots/import_plots.py", '''import datetime, structlog
from models import Plot, Session

log = structlog.get_logger("plots.import")
rows = [("South", "2026-02-01")]
with Session() as session:
    for name, day in rows:
        try:
            session.add(Plot(name=name, start_date=datetime.date.fromisoformat(day)))
            session.commit()
            log.info("plot_imported", name=name)
        except Exception:
            session.rollback()
            log.exception("plot_failed", name=name)
''')
case("structlog-import-continuum-version-table", "sqlalchemy/continuum-version-table-name postgres/undefined-table", 'relation "plots_version" does not exist', "an import with structlog's console renderer (rich traceback off), SQLAlchemy-Continuum: no version table; in a Kubernetes job's prefixed log",
     lambda: (tables(), run("python import_plots.py", "plots"))[1], kube("plots-import-29384", "import"))
# --- redis
file("cache/warm.py", '''import asyncio, os
import coredis


async def main():
    client = coredis.Redis.from_url(os.environ["REDIS_URL"])
    async with client:
        print("warming the price cache")
        await client.set("prices:boskoop", "1.49", ex=600)


asyncio.run(main())
''')
case("coredis-refused", "redis/connection-refused", "worker:6379", "coredis, where no Redis listens, Python 3.11; as it came", lambda: run("python warm.py 2>&1", "cache", REDIS_URL=NOREDIS), asis)
file("cache/walrus_app.py", '''import logging, os, time
from walrus import Database

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(process)d %(levelname)-7s %(name)s: %(message)s")
log = logging.getLogger("crates.cache")
url = os.environ["REDIS_URL"]
log.info("cache at %s", url)
db = Database.from_url(url)
cache = db.cache(name="crates")


@cache.cached(timeout=60)
def weight(code):
    return 18.5


for code in ("C-100", "C-101"):
    try:
        print(weight(code))
    except Exception:
        log.exception("weight of %s", code)
''')
case("walrus-double-password", "redis/url-double-password", ["redis://:local_pass@:local_pass@redis:6379/0", "invalid username-password pair or user is disabled"], "walrus with redis-py: the password stands twice in the URL, printed by the program; svlogd-like stamps by tai64n", lambda: run("python walrus_app.py 2>&1", "cache", REDIS_URL=DOUBLE), tai64n)
file("cache/limits_app.py", '''import os
from fastapi import FastAPI, HTTPException, Request
from limits import parse, storage, strategies

app = FastAPI()
store = storage.storage_from_string(os.environ["REDIS_URL"])
limiter = strategies.MovingWindowRateLimiter(store)
rate = parse("30/minute")


@app.middleware("http")
async def limit(request: Request, call_next):
    if not limiter.hit(rate, request.client.host):
        raise HTTPException(429)
    return await call_next(request)


@app.get("/crates")
def crates():
    return []
''')
case("limits-middleware-double-password", "redis/url-double-password", ["redis://:local_pass@:local_pass@redis:6379/0", "invalid username-password pair or user is disabled"], "a limits middleware in FastAPI under uvicorn, the password twice in the Redis URL; GELF", lambda: run("echo \"RATE_LIMIT_STORAGE=$REDIS_URL\"; uvicorn limits_app:app --port 19514 & P=$!; sleep 4; curl -s -o /dev/null http://127.0.0.1:19514/crates; sleep .5; kill $P; wait", "cache", REDIS_URL=DOUBLE), gelf("node-1", "api"))
# --- rate limit strategy
file("lim/app.py", '''from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def create_app():
    app = Flask(__name__)
    Limiter(get_remote_address, app=app, default_limits=["100 per hour"], storage_uri="memory://", strategy="fixed-window-elastic-expiry")
    return app
''')
file("lim/tests/test_app.py", "from app import create_app\n\n\ndef test_index():\n    assert create_app().test_client().get('/').status_code == 404\n\n\ndef test_create():\n    assert create_app()\n")
case("tox-flask-limiter-strategy", "ratelimit/invalid-strategy", "Invalid rate limiting strategy fixed-window-elastic-expiry", "tox 4 with pytest: Flask-Limiter with a strategy that limits 5 no longer has; Bitbucket Pipelines",
     lambda: (file("lim/tox.ini", "[tox]\nenvlist=py311\nskipsdist=true\n[testenv]\nskip_install=true\nallowlist_externals=pytest\nset_env=PYTHONPATH=.\ncommands=pytest -p no:sugar -p no:cacheprovider --tb=short tests\n"), run("tox", "lim"))[1], bitbucket("tox"))
case("circus-slowapi-strategy", "ratelimit/invalid-strategy", "Invalid rate limiting strategy fixed-window-elastic-expiry", "Circus keeps starting uvicorn: slowapi with a strategy that limits 5 no longer has; compose's prefix",
     lambda: (file("lim/main.py", "from fastapi import FastAPI\nfrom slowapi import Limiter\nfrom slowapi.util import get_remote_address\n\nlimiter = Limiter(key_func=get_remote_address, default_limits=['60/minute'], strategy='fixed-window-elastic-expiry')\napp = FastAPI()\napp.state.limiter = limiter\n"),
              file("lim/circus.ini", "[circus]\ncheck_delay = 1\nendpoint = tcp://127.0.0.1:19522\npubsub_endpoint = tcp://127.0.0.1:19523\n\n[watcher:api]\ncopy_env = True\ncopy_path = True\ncmd = uvicorn main:app --port 19515\nwarmup_delay = 0\nmax_retry = 2\nstderr_stream.class = StdoutStream\nstdout_stream.class = StdoutStream\n"), run("timeout 12 circusd circus.ini", "lim"))[2], compose("api-1"))
