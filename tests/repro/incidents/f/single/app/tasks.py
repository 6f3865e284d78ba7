import json
import math
import os

from celery import Celery
from celery.schedules import crontab

app = Celery("tasks", broker=os.environ.get("REDIS_URL", "redis://cache:6379/0"))
app.conf.beat_schedule = {"nightly-report": {"task": "tasks.report", "schedule": crontab(hour=2)}}
app.conf.broker_connection_retry_on_startup = True
SAFE = {name: getattr(__builtins__, name) if not isinstance(__builtins__, dict) else __builtins__[name] for name in ("len", "sum", "min", "max", "range", "round", "print", "sorted")}


@app.task
def report():
    return 1


@app.task
def run_user_script(script_id, source):
    scope = {"__builtins__": SAFE, "json": json, "math": math}
    exec(compile(source, f"<script {script_id}>", "exec"), scope)
    return scope.get("result")
