from celery import Celery

from app.documents import Document

celery_app = Celery("docs", broker="memory://")
