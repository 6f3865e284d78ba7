import os

from celery import Celery

app = Celery("jobs", broker=os.environ.get("REDIS_URL", "redis://redis:6379/0"))
app.conf.broker_connection_retry_on_startup = True


@app.task
def report(n):
    return n
