import logging
import os

import sqlalchemy as sa
from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError

from models import Assignment, Invoice, Person, Session, engine

log = logging.getLogger("api")
app = FastAPI()


@app.post("/people", status_code=201)
def add_person(body: dict):
    with Session(engine) as session:
        session.add(Person(email=body["email"]))
        try:
            session.commit()
        except IntegrityError as error:
            raise HTTPException(409, detail=error.orig.diag.message_detail)


@app.get("/assignments")
def assignments():
    with Session(engine) as session:
        return [a.id for a in session.scalars(sa.select(Assignment))]


@app.get("/invoices")
def invoices():
    with Session(engine) as session:
        return [i.id for i in session.scalars(sa.select(Invoice))]


@app.get("/health")
def health():
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    failed = []
    try:
        with engine.connect() as connection:
            if MigrationContext.configure(connection).get_current_revision() != ScriptDirectory.from_config(Config("alembic.ini")).get_current_head():
                failed.append("migrations_not_at_head")
    except Exception:
        failed.append("postgres")
    if failed:
        return JSONResponse({"success": False, "message": "Service Unavailable", "data": failed}, 503)
    return {"success": True}


@app.post("/data-sources/test")
def test_data_source(body: dict):
    import psycopg2

    try:
        psycopg2.connect(connect_timeout=3, **body).close()
    except psycopg2.Error as error:
        return JSONResponse({"ok": False, "error": f"Connection test failed: {error}"}, 400)
    return {"ok": True}
