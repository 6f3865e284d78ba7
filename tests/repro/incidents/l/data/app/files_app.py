import magic
from celery import Celery

app = Celery("files_app", broker="redis://:local_pass@redis:6379/0")


@app.task
def detect(path):
    return magic.from_file(path)
