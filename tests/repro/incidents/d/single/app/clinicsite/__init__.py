from celery import Celery

celery_app = Celery("clinicsite")
celery_app.config_from_object("django.conf:settings", namespace="CELERY")
