"""A Celery worker for `celery -A tasks`."""

import os

from celery import Celery

app = Celery("tasks", broker=os.environ.get("BROKER", "redis://localhost:6379/0"))
app.conf.broker_connection_max_retries = 2
app.conf.broker_connection_retry_on_startup = True
