import os

from celery import Celery
from sqlalchemy import select

from db import SessionLocal
from models import Invoice, Vessel

app = Celery("tasks", broker=os.environ.get("CELERY_BROKER_URL", "redis://:dev-redis-pw@redis:6379/0"))
app.conf.worker_hijack_root_logger = True


@app.task
def sync_vessels():
    with SessionLocal() as db:
        return [v.name for v in db.scalars(select(Vessel).where(Vessel.flag_state == "DE"))]


@app.task
def send_invoices():
    with SessionLocal() as db:
        return len(db.scalars(select(Invoice)).all())
