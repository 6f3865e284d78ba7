import os
from celery import Celery

app = Celery("cel2", broker=os.environ["REDIS_URL"])
