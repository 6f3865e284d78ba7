from celery import Celery

app = Celery("files", broker="redis://:local_pass@redis:6379/0")


@app.task
def classify(path):
    import magic

    return magic.from_file(path, mime=True)
