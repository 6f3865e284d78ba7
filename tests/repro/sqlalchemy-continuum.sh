#!/bin/sh
# SQLAlchemy-Continuum against version tables that were made by hand: a table with another name,
# and a table without the *_mod columns that PropertyModTrackerPlugin writes.
#
# Needs root, the Debian packages postgresql and python3-venv; installs SQLAlchemy-Continuum from
# PyPI. Starts its own PostgreSQL in a network of its own and ends it.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/lib/sandbox.sh"
. "$here/lib/postgres.sh"
. "$here/lib/python.sh"

install() {
    python_install .venv sqlalchemy==2.0.58 sqlalchemy-continuum==2.0.0 psycopg2-binary==2.9.13 'psycopg[binary]==3.3.9'
    python_install .venv14 sqlalchemy==1.4.54 sqlalchemy-continuum==1.4.2 psycopg2-binary==2.9.13
}
sandbox continuum "$@"

mkdir -p app
cat > app/models.py <<'PY'
import os

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if os.environ.get("MOD") else [])
Base = declarative_base()


class ScheduleRun(Base):
    __versioned__ = {}
    __tablename__ = "schedule_runs"
    id = sa.Column(sa.Integer, primary_key=True)
    start_date = sa.Column(sa.Date)
    status = sa.Column(sa.String)


sa.orm.configure_mappers()
PY
cat > app/insert.py <<'PY'
import datetime, os

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Base, ScheduleRun

engine = sa.create_engine(os.environ["DATABASE_URL"])
with Session(engine) as session:
    session.add(ScheduleRun(start_date=datetime.date(2026, 1, 1), status="done"))
    session.commit()
print("ok")
PY
cat > app/versions.py <<'PY'
import os

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy_continuum import version_class

from app.models import ScheduleRun

with Session(sa.create_engine(os.environ["DATABASE_URL"])) as session:
    print(session.query(version_class(ScheduleRun)).all())
PY
cat > app/expected.py <<'PY'
from app.models import Base

for name in sorted(Base.metadata.tables):
    if name.endswith("_version"):
        print(name, sorted(column.name for column in Base.metadata.tables[name].columns))
PY
run() {
    echo "=== $1"
    shift
    "$@" 2>&1
}
postgres_start
export PGHOST=db PGUSER=postgres PGPASSWORD=correct-horse PGDATABASE=app
export DATABASE_URL=postgresql://postgres:correct-horse@db/app
psql -q <<'SQL'
create table schedule_runs (id serial primary key, start_date date, status varchar);
create table transaction (id bigserial primary key, issued_at timestamp, remote_addr varchar(50));
create table schedule_run_version (
    id integer not null, start_date date, status varchar, transaction_id bigint not null,
    end_transaction_id bigint, operation_type smallint not null, primary key (id, transaction_id));
SQL
postgres_log > /dev/null
run 'name: insert, psycopg2' .venv/bin/python -m app.insert
run 'name: query, psycopg2' .venv/bin/python -m app.versions
run 'name: insert, sqlalchemy 1.4' .venv14/bin/python -m app.insert
DATABASE_URL=postgresql+psycopg://postgres:correct-horse@db/app run 'name: insert, psycopg' .venv/bin/python -m app.insert
run 'name: server log' postgres_log
psql -q -c 'alter table schedule_run_version rename to schedule_runs_version'
run 'name: fixed' .venv/bin/python -m app.insert
postgres_log > /dev/null
export MOD=1
run 'mod: what Continuum expects' .venv/bin/python -m app.expected
run 'mod: insert, psycopg2' .venv/bin/python -m app.insert
run 'mod: query, psycopg2' .venv/bin/python -m app.versions
run 'mod: insert, sqlalchemy 1.4' .venv14/bin/python -m app.insert
DATABASE_URL=postgresql+psycopg://postgres:correct-horse@db/app run 'mod: insert, psycopg' .venv/bin/python -m app.insert
run 'mod: server log' postgres_log
psql -q -c 'alter table schedule_runs_version add start_date_mod boolean not null default false, add status_mod boolean not null default false'
run 'mod: fixed' .venv/bin/python -m app.insert
postgres_log > /dev/null
echo '=== transaction table missing'
psql -q -c 'drop table transaction cascade'
MOD= .venv/bin/python -m app.insert 2>&1
postgres_stop
