"""The shop's worker: sends invoices once the backend is healthy."""

import os
import urllib.error
import urllib.request

from celery import Celery
from celery.utils.log import get_task_logger

app = Celery("worker", broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"])
app.conf.broker_connection_retry_on_startup = True
log = get_task_logger(__name__)


@app.task(bind=True, max_retries=4)
def send_invoice(self, number):
    try:
        urllib.request.urlopen(os.environ["BACKEND_URL"] + "/api/v1/utils/health-check/", timeout=5).close()
    except urllib.error.HTTPError as answer:
        log.warning("invoice %d: backend is not healthy (%d), attempt %d", number, answer.code, self.request.retries + 1)
        if self.request.retries == self.max_retries:
            log.error("invoice %d: backend did not become healthy, giving up", number)
            return "given up"
        raise self.retry(countdown=2) from None
    log.info("invoice %d sent", number)
    return "sent"
