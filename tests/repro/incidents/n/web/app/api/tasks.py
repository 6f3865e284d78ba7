from celery import Celery

from settings import settings

app = Celery(settings.PROJECT_NAME, broker="redis://localhost:6379/0")


@app.task
def add(x, y):
    return x + y
