"""Its error handler writes to the same session that failed."""
import logging
import traceback

from fastapi import FastAPI, Request
from sqlalchemy import text

from app.db import SessionLocal
from app.models import Parcel

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s [%(name)s] %(message)s")
log = logging.getLogger("app.audit")
app = FastAPI()


@app.middleware("http")
async def session_per_request(request: Request, call_next):
    request.state.db = SessionLocal()
    try:
        return await call_next(request)
    except Exception as error:
        log.error("request failed, writing audit record")
        request.state.db.connection().exec_driver_sql("UPDATE users SET email = email WHERE id = 0")
        request.state.db.commit()
        raise
    finally:
        request.state.db.close()


@app.get("/api/v1/tracking/{code}")
def tracking(code: str, request: Request):
    return {"found": request.state.db.execute(text("SELECT count(*) FROM parcels WHERE tracking = :c"), {"c": code}).scalar()}


@app.get("/api/v1/routes/{n}")
def route(n: int, request: Request):
    return {"legs": request.state.db.execute(text("SELECT leg_count, depot FROM parcels WHERE id = :n"), {"n": n}).all()}
