from celery import Celery
from runner import SOURCE
app = Celery("tern", broker="redis://localhost:6379/0", backend="redis://localhost:6379/1")
app.conf.broker_connection_retry_on_startup = True

@app.task(name="scripts.run", soft_time_limit=2, time_limit=4)
def run(name):
    exec(SOURCE, {"rows": list(range(4000))})

@app.task(name="scripts.stubborn", time_limit=2)
def stubborn(name):
    exec(SOURCE, {"rows": list(range(4000))})
