import os

from celery import Celery

celery_app = Celery("clinic", broker=os.environ.get("CELERY_BROKER_URL", "redis://redis:6379/0"), backend=os.environ.get("CELERY_BROKER_URL", "redis://redis:6379/0"))
celery_app.conf.broker_connection_retry_on_startup = True
celery_app.conf.broker_connection_max_retries = 2


@celery_app.task
def send_reminder(appointment_id: int):
    return appointment_id
