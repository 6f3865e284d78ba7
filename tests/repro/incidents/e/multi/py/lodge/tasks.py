from celery import Celery
from celery.utils.log import get_task_logger
from sqlalchemy import text

from lodge.db import Session
from lodge.models import Guest
from lodge.settings import settings

celery = Celery("lodge", broker=settings.cache_url)
celery.conf.broker_connection_retry_on_startup = True
log = get_task_logger(__name__)


@celery.task
def count_stays():
    with Session() as db:
        log.info("stays: %d", db.execute(text("SELECT count(*) FROM stays")).scalar())


@celery.task
def send_voucher(guest_id):
    with Session() as db:
        db.execute(text("INSERT INTO vouchers (guest_id) VALUES (:g)"), {"g": guest_id})
        db.commit()


@celery.task
def import_guest(email):
    with Session() as db:
        db.add(Guest(email=email, name="import"))
        db.commit()
