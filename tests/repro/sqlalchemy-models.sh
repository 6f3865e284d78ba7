#!/bin/sh
# Models that SQLAlchemy refuses: two foreign keys to one table, and an attribute named
# `metadata`; with SQLAlchemy 1.4, 2.0 and 2.1, Flask-SQLAlchemy and SQLModel.
#
# Needs root and the Debian package python3-venv; installs SQLAlchemy from PyPI.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/lib/sandbox.sh"
. "$here/lib/python.sh"

install() {
    python_install .venv14 sqlalchemy==1.4.54
    python_install .venv sqlalchemy==2.0.58 flask-sqlalchemy sqlmodel fastapi uvicorn
    python_install .venv21 sqlalchemy==2.1.9
}
sandbox models "$@"

mkdir -p app/models
cat > app/models/gateway_auth.py <<'PY'
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)


class APIKey(Base):
    __tablename__ = "api_keys"
    id = Column(Integer, primary_key=True)
    owner_id = Column(Integer, ForeignKey("users.id"))
    revoked_by_id = Column(Integer, ForeignKey("users.id"))
    owner = relationship("User", backref="api_keys")
PY
cat > app/query.py <<'PY'
from sqlalchemy import select

from app.models.gateway_auth import APIKey

print(select(APIKey).where(APIKey.owner.has()))
PY
cat > app/many_to_many.py <<'PY'
from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.orm import configure_mappers, declarative_base, relationship

Base = declarative_base()

friends = Table("friends", Base.metadata,
                Column("user_id", ForeignKey("users.id")), Column("friend_id", ForeignKey("users.id")))


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    friends = relationship("User", secondary=friends)


configure_mappers()
PY
cat > app/join.py <<'PY'
from sqlalchemy import Column, ForeignKey, Integer, select
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)


class Invoice(Base):
    __tablename__ = "invoices"
    id = Column(Integer, primary_key=True)
    created_by = Column(ForeignKey("users.id"))
    paid_by = Column(ForeignKey("users.id"))


print(select(User).join(Invoice))
PY
cat > app/inheritance.py <<'PY'
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Person(Base):
    __tablename__ = "people"
    id = Column(Integer, primary_key=True)


class Employee(Person):
    __tablename__ = "employees"
    id = Column(ForeignKey("people.id"), primary_key=True)
    manager_id = Column(ForeignKey("people.id"))
PY
cat > app/no_foreign_key.py <<'PY'
from sqlalchemy import Column, Integer
from sqlalchemy.orm import configure_mappers, declarative_base, relationship

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)


class APIKey(Base):
    __tablename__ = "api_keys"
    id = Column(Integer, primary_key=True)
    owner_id = Column(Integer)
    owner = relationship("User")


configure_mappers()
PY
cat > app/no_class.py <<'PY'
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import configure_mappers, declarative_base, relationship

Base = declarative_base()


class APIKey(Base):
    __tablename__ = "api_keys"
    id = Column(Integer, primary_key=True)
    owner_id = Column(Integer, ForeignKey("users.id"))
    owner = relationship("User")


configure_mappers()
PY
cat > app/main.py <<'PY'
import logging

from fastapi import FastAPI

from app.models.gateway_auth import APIKey

app = FastAPI()


@app.get("/keys")
def keys():
    APIKey(owner_id=1)
PY
cat > app/twice.py <<'PY'
from app.models.gateway_auth import APIKey

try:
    APIKey()
except Exception:
    pass
APIKey()
PY
cat > app/models/reserved.py <<'PY'
from sqlalchemy import JSON, Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class AuditEvent(Base):
    __tablename__ = "audit_events"
    id = Column(Integer, primary_key=True)
    metadata = Column(JSON)
PY
cat > app/models/reserved_mapped.py <<'PY'
from sqlalchemy import JSON
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class AuditEvent(Base):
    __tablename__ = "audit_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    metadata: Mapped[dict] = mapped_column(JSON)
PY
cat > app/models/reserved_annotation.py <<'PY'
from sqlalchemy import JSON
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    type_annotation_map = {dict: JSON}


class AuditEvent(Base):
    __tablename__ = "audit_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    metadata: Mapped[dict]
PY
cat > app/models/registry.py <<'PY'
from sqlalchemy import JSON
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Job(Base):
    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    registry: Mapped[dict] = mapped_column(JSON)
PY
cat > app/models/reserved_flask.py <<'PY'
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class AuditEvent(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    metadata = db.Column(db.JSON)
PY
cat > app/models/reserved_sqlmodel.py <<'PY'
from sqlmodel import JSON, Column, Field, SQLModel


class AuditEvent(SQLModel, table=True):
    id: int = Field(primary_key=True)
    metadata: dict = Field(sa_column=Column(JSON))
PY
cat > app/models/defined_twice.py <<'PY'
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class AuditEvent(Base):
    __tablename__ = "audit_events"
    id = Column(Integer, primary_key=True)


class AuditEntry(Base):
    __tablename__ = "audit_events"
    id = Column(Integer, primary_key=True)
PY
cat > app/models/shadow.py <<'PY'
from sqlmodel import Field, SQLModel


class AuditEvent(SQLModel, table=True):
    id: int = Field(primary_key=True)
    schema: str
PY
run() {
    echo "=== $1: $2"
    "$1/bin/python" -m "$2" 2>&1
}
for venv in .venv14 .venv .venv21; do
    for module in app.query app.many_to_many app.join app.inheritance app.no_foreign_key app.no_class app.twice app.models.reserved; do
        run "$venv" "$module"
    done
done
for module in reserved_mapped reserved_annotation registry reserved_flask reserved_sqlmodel defined_twice shadow; do
    run .venv "app.models.$module"
done
run .venv21 app.models.reserved_mapped
echo "=== .venv21: the attribute in place of the collection of tables"
.venv21/bin/python -c 'from app.models.reserved_mapped import AuditEvent; AuditEvent.metadata.create_all(None)' 2>&1
echo "=== uvicorn: a request to a mapper that cannot be configured"
.venv/bin/uvicorn app.main:app --port 8000 > uvicorn.log 2>&1 &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 0.5
    /usr/bin/python3 -c 'import urllib.request as r; r.urlopen("http://127.0.0.1:8000/keys")' > /dev/null 2>&1
    grep -q Traceback uvicorn.log && break
done
kill "$server"
wait "$server" 2> /dev/null
cat uvicorn.log
