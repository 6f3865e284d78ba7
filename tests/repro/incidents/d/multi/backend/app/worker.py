import os

from celery import Celery
from celery.utils.log import get_task_logger
from sqlalchemy import text

from app.db import SessionLocal
from app.models import Customer
from app.settings import settings

celery = Celery("courier", broker=settings.REDIS_URL)
celery.conf.beat_schedule = {"recount": {"task": "app.worker.recount", "schedule": 1.0}}
log = get_task_logger(__name__)


@celery.task
def recount():
    with SessionLocal() as db:
        log.info("parcels: %d", db.execute(text("SELECT count(*) FROM parcels")).scalar())


@celery.task
def bill(parcel_id):
    with SessionLocal() as db:
        db.execute(text("INSERT INTO invoices (parcel_id, total) VALUES (:p, 4.90)"), {"p": parcel_id})
        db.commit()


@celery.task(bind=True, max_retries=4, autoretry_for=(Exception,), retry_backoff=False, default_retry_delay=0)
def import_customer(self, email):
    with SessionLocal() as db:
        db.add(Customer(email=email, name="import"))
        db.commit()
    return email
