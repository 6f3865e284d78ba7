from celery import Celery
from settings import settings
app = Celery("birch", broker="redis://localhost")
