from celery import Celery

from versioned import save

app = Celery("catalogue", broker="redis://:dev-redis-pw@redis:6379/6")
app.conf.broker_connection_retry_on_startup = True


@app.task
def store(values):
    return save(**values)
