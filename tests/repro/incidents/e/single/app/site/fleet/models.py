from django.db import models


class Vessel(models.Model):
    name = models.CharField(max_length=80)
    imo = models.CharField(max_length=12, unique=True)

    class Meta:
        db_table = "vessels"
        managed = False


class Crew(models.Model):
    name = models.CharField(max_length=80)
