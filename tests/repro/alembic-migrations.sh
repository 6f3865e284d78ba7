#!/bin/sh
# Alembic when a migration cannot be applied: the database names a revision that no file has,
# two heads, objects that are there already, rows that forbid NOT NULL, a database that is behind.
#
# Needs root, the Debian packages postgresql and python3-venv; installs Alembic and
# Flask-Migrate from PyPI. Starts its own PostgreSQL in a network of its own and ends it.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/lib/sandbox.sh"
. "$here/lib/postgres.sh"
. "$here/lib/python.sh"

install() {
    python_install .venv alembic==1.20.1 sqlalchemy==2.0.58 psycopg2-binary==2.9.13 flask-migrate fastapi httpx
    python_install .venv-old alembic==1.7.7 sqlalchemy==1.4.54 psycopg2-binary==2.9.13
}
sandbox alembic "$@"
export PATH="/srv/app/.venv/bin:$PATH"

rm -rf alembic alembic.ini app migrations
python -m alembic init alembic > /dev/null
sed -i 's#^sqlalchemy.url = .*#sqlalchemy.url = postgresql://postgres:correct-horse@db/app#' alembic.ini
mkdir -p app
cat > app/models.py <<'PY'
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.Text)
PY
sed -i 's/^target_metadata = None/from app.models import Base\ntarget_metadata = Base.metadata/' alembic/env.py
revision() {
    cat > "alembic/versions/$1_$3.py" <<PY
from alembic import op
import sqlalchemy as sa

revision = "$1"
down_revision = $2


def upgrade():
    $4


def downgrade():
    pass
PY
}
remove() { rm -f alembic/versions/"$1"_*.py; }
run() {
    echo "=== $1"
    shift
    "$@" 2>&1
}
cat > app/migrate.py <<'PY'
from alembic import command
from alembic.config import Config

command.upgrade(Config("alembic.ini"), "head")
PY
cat > prestart.sh <<'SH'
#!/bin/bash
set -e
alembic upgrade head
current=$(alembic current 2> /dev/null | cut -d ' ' -f 1)
head=$(alembic heads 2> /dev/null | cut -d ' ' -f 1)
if [ "$current" != "$head" ]; then
    echo "ERROR: alembic is NOT at head (current: $current, head: $head)" >&2
    exit 1
fi
SH
chmod +x prestart.sh
export PYTHONPATH=/srv/app

postgres_start
revision 1a2b3c4d5e6f None create_users 'op.create_table("users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("email", sa.Text))'
alembic upgrade head 2> /dev/null
export PGHOST=db PGUSER=postgres PGPASSWORD=correct-horse PGDATABASE=app
psql -q -c "insert into users (email) values ('alice@example.com')"

# The database is ahead of the files.
psql -q -c "update alembic_version set version_num = '9f8e7d6c5b4a'"
run 'revision: upgrade' alembic upgrade head
run 'revision: current' alembic current
run 'revision: python' python -m app.migrate
run 'revision: alembic 1.7' .venv-old/bin/alembic upgrade head
run 'revision: downgrade to a name that is not there' alembic downgrade abc123def
run 'revision: stamp' alembic stamp head
run 'revision: stamp --purge' alembic stamp --purge head
run 'revision: after the purge' alembic current
cat > app/flask_app.py <<'PY'
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://postgres:correct-horse@db/flask"
db = SQLAlchemy(app)
Migrate(app, db)
PY
psql -q -c 'create database flask'
FLASK_APP=app.flask_app flask db init > /dev/null 2>&1
FLASK_APP=app.flask_app flask db revision > /dev/null 2>&1
FLASK_APP=app.flask_app flask db upgrade > /dev/null 2>&1
psql -q -d flask -c "update alembic_version set version_num = '9f8e7d6c5b4a'"
FLASK_APP=app.flask_app run 'revision: flask' flask db upgrade

# A file names a parent that is not there.
revision 777777777777 '"666666666666"' orphan pass
run 'parent: upgrade' alembic upgrade head
remove 777777777777

# Two files follow the same parent.
revision 2222aaaa2222 '"1a2b3c4d5e6f"' add_role 'op.add_column("users", sa.Column("role", sa.Text))'
revision 3333bbbb3333 '"1a2b3c4d5e6f"' add_name 'op.add_column("users", sa.Column("name", sa.Text))'
run 'heads: upgrade' alembic upgrade head
run 'heads: python' python -m app.migrate
run 'heads: alembic 1.7' .venv-old/bin/alembic upgrade head
run 'heads: revision' alembic revision -m new
run 'heads: heads' alembic heads
run 'heads: merge' alembic merge heads -m 'merge heads'
rm -f alembic/versions/*merge_heads.py
remove 3333bbbb3333

# The database is behind.
run 'behind: current' alembic current
run 'behind: current --check-heads' alembic current --check-heads
run 'behind: check' alembic check
run 'behind: revision --autogenerate' alembic revision --autogenerate -m new
run 'behind: heads' alembic heads
cat > app/health.py <<'PY'
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from sqlalchemy import create_engine

config = Config("alembic.ini")
engine = create_engine(config.get_main_option("sqlalchemy.url"))
app = FastAPI()


@app.get("/api/v1/utils/health-check/")
def health_check():
    with engine.connect() as connection:
        current = set(MigrationContext.configure(connection).get_current_heads())
    if current != set(ScriptDirectory.from_config(config).get_heads()):
        return JSONResponse({"success": False, "message": "Service Unavailable", "data": ["migrations_not_at_head"]}, 503)
    return {"success": True}


response = TestClient(app).get("/api/v1/utils/health-check/")
print(response.status_code, response.text)
PY
run 'behind: health' python -m app.health
sed '/^alembic upgrade head/d' prestart.sh > prestart-skips.sh
run 'behind: prestart' bash prestart-skips.sh

# The object is there already: somebody made it by hand, or with create_all.
psql -q -c 'alter table users add role text'
run 'exists: column' alembic upgrade head
psql -q -c 'alter table users drop role'
remove 2222aaaa2222
revision 4444cccc4444 '"1a2b3c4d5e6f"' create_orders 'op.create_table("orders", sa.Column("id", sa.Integer, primary_key=True))'
psql -q -c 'create table orders (id serial primary key)'
run 'exists: table' alembic upgrade head
run 'exists: prestart' ./prestart.sh
run 'exists: table, python' python -m app.migrate
run 'exists: stamp' alembic stamp 4444cccc4444
alembic stamp 1a2b3c4d5e6f 2> /dev/null
psql -q -c 'drop table orders'
remove 4444cccc4444

# Rows forbid the change.
revision 5555dddd5555 '"1a2b3c4d5e6f"' role_required 'op.add_column("users", sa.Column("role", sa.Text, nullable=False))'
run 'null: upgrade' alembic upgrade head
remove 5555dddd5555
psql -q -c "insert into users (email) values ('alice@example.com')"
revision 6666eeee6666 '"1a2b3c4d5e6f"' email_unique 'op.create_unique_constraint("users_email_key", "users", ["email"])'
run 'unique: upgrade' alembic upgrade head
remove 6666eeee6666

run 'back: too far' alembic downgrade -5

# A model without a migration.
sed -i 's/email = /name = sa.Column(sa.Text)\n    email = /' app/models.py
run 'drift: check' alembic check
run 'no config: upgrade' sh -c 'mkdir -p empty && cd empty && alembic upgrade head'
run 'at head: upgrade' alembic upgrade head
run 'at head: current' alembic current
psql -q -c 'drop table alembic_version' 2> /dev/null
run 'never migrated' psql -c 'select * from alembic_version'
postgres_stop
run 'no server: upgrade' alembic upgrade head
