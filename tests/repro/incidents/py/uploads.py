"""A Celery worker that looks at what was uploaded."""

import magic
from celery import Celery

app = Celery("uploads", broker="redis://127.0.0.1:6379/0")


@app.task
def kind(path):
    return magic.from_file(path, mime=True)
