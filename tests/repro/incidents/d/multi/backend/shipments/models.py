from django.db import models


class Shipment(models.Model):
    reference = models.CharField(max_length=40, unique=True)
    weight = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    carrier_code = models.CharField(max_length=8, default="")
