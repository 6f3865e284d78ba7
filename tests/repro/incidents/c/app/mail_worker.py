from celery import Celery

from config import settings

app = Celery("mail", broker="memory://")
