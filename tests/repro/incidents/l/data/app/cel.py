import os
from celery import Celery

app = Celery("cel", broker=os.environ["REDIS_URL"])


@app.task
def send():
    pass


if __name__ == "__main__":
    send.delay()
