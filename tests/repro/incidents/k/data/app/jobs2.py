import os

from celery import Celery

url = os.environ["REDIS_URL"]
if os.environ.get("REDIS_PASSWORD"):
    url = url.replace("redis://", f"redis://:{os.environ['REDIS_PASSWORD']}@")
app = Celery("jobs", broker=url)
app.conf.broker_connection_retry_on_startup = True


@app.task
def report(n):
    return n
