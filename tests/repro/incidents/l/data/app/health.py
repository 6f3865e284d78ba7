import os
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import FastAPI, Response
import sqlalchemy as sa
import logging

app = FastAPI()
log = logging.getLogger("uvicorn.error")
engine = sa.create_engine(os.environ["DATABASE_URL"])


@app.get("/readyz")
def ready(response: Response):
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    head = ScriptDirectory.from_config(Config("/app/alembic.ini")).get_current_head()
    if current != head:
        log.warning("readiness: database revision %s, code expects %s", current, head)
        response.status_code = 503
    return {"status": "ok" if current == head else "unavailable", "checks": {"postgres": "ok", "migrations": {"current": current, "head": head, "at_head": current == head}}}
