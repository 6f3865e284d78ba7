"""The shop's backend: orders in PostgreSQL, a readiness check, and errors kept short unless debugging is on."""

import logging
import os
import sys
import traceback
import uuid

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import create_engine, text

DEBUG = False


class ShortTracebacks(logging.Formatter):
    """Keeps the innermost frames of each traceback, as services with deep frameworks do."""

    def formatException(self, exc_info):
        return "".join(traceback.format_exception(*exc_info, limit=-3)).rstrip()


handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(ShortTracebacks("%(asctime)s %(levelname)-7s [%(name)s] %(message)s"))
logging.basicConfig(level=logging.INFO, handlers=[handler])
log = logging.getLogger("shop.api")
health_log = logging.getLogger("shop.health")

engine = create_engine(os.environ["DATABASE_URL"], pool_size=4, pool_pre_ping=True)
app = FastAPI()


@app.exception_handler(Exception)
def unhandled(request: Request, error: Exception):
    return JSONResponse({"detail": "Internal server error"}, status_code=500)


@app.middleware("http")
async def report_failures(request: Request, call_next):
    reference = uuid.uuid4().hex[:8]
    try:
        return await call_next(request)
    except Exception as error:
        if DEBUG:
            log.error("%s %s failed (ref %s)", request.method, request.url.path, reference, exc_info=error)
        else:
            log.error("%s %s failed (ref %s); details are off", request.method, request.url.path, reference)
        return JSONResponse({"detail": "Internal server error", "ref": reference}, status_code=500)


@app.get("/api/v1/utils/health-check/")
def health():
    failed = []
    try:
        with engine.connect() as db:
            db.execute(text("SELECT 1"))
    except Exception:
        failed.append("postgres")
    if not failed:
        return {"success": True, "message": "OK", "data": []}
    answer = JSONResponse({"success": False, "message": "Service Unavailable", "data": failed}, status_code=503)
    health_log.warning("readiness: %s", answer.body.decode().replace('":', '": ').replace(',"', ', "'))
    return answer


@app.get("/api/v1/orders")
def orders(limit: int = 20):
    with engine.connect() as db:
        rows = db.execute(text("SELECT id, email, total FROM orders ORDER BY id DESC LIMIT :n"), {"n": limit}).all()
    log.info("listed %d orders", len(rows))
    return [{"id": row.id, "email": row.email, "total": float(row.total)} for row in rows]


@app.post("/api/v1/orders", status_code=201)
def order(total: float = 10.0):
    with engine.begin() as db:
        number = db.execute(
            text("INSERT INTO orders (email, total) VALUES (:e, :t) RETURNING id"),
            {"e": f"customer{int(total)}@example.org", "t": total},
        ).scalar_one()
    log.info("order %d accepted, total %.2f", number, total)
    return {"id": number}


@app.get("/api/v1/products/{number}")
def product(number: int):
    if number > 40:
        return JSONResponse({"detail": "No such product"}, status_code=404)
    return {"id": number, "name": f"Lamp {number}"}


@app.post("/internal/debug")
def debug():
    global DEBUG
    DEBUG = True
    log.warning("debugging is on: failures are logged with their traceback")
    return {"debug": True}
