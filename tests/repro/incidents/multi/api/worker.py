"""The shop's worker: `celery -A worker worker`. Invoices are written to the database, mail is only counted."""

import os

from celery import Celery
from celery.utils.log import get_task_logger
from sqlalchemy import create_engine, text

app = Celery("worker", broker=os.environ.get("REDIS_URL", "redis://redis:6379/0"))
app.conf.broker_connection_retry_on_startup = True
app.conf.broker_connection_max_retries = 3
app.conf.worker_hijack_root_logger = True
log = get_task_logger(__name__)
engine = create_engine(os.environ["DATABASE_URL"])


@app.task(name="shop.invoice")
def invoice(number):
    with engine.begin() as db:
        total = db.execute(text("SELECT total FROM orders WHERE id = :n"), {"n": number}).scalar()
    log.info("invoice %d over %s sent", number, total)


@app.task(name="shop.coupons")
def coupons():
    with engine.begin() as db:
        return db.execute(text("SELECT count(*) FROM coupons")).scalar()


@app.task(name="shop.mail")
def mail(number):
    log.info("mail %d sent", number)
