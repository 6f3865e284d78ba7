"""A worker in this process that does 900 tasks; one in the middle fails."""

import logging
import sys

import celery_old
from celery.contrib.testing.worker import start_worker

celery_old.app.loader.import_module("celery.contrib.testing.tasks")
logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="[%(asctime)s: %(levelname)s/%(threadName)s] %(message)s")
for noisy in ("kombu", "amqp"):
    logging.getLogger(noisy).setLevel(logging.WARNING)
with start_worker(celery_old.app, pool="solo", perform_ping_check=False, loglevel="INFO", shutdown_timeout=120):
    waiting = [celery_old.settle.delay(n) for n in range(420)]
    celery_old.transfers.delay()
    waiting += [celery_old.settle.delay(n) for n in range(420, 900)]
    import time
    time.sleep(6)
