from celery import shared_task
from .models import Shipment


@shared_task
def reindex():
    return Shipment.objects.filter(weight__gt=1).count()
