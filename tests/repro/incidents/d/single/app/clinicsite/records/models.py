from django.db import models


class Patient(models.Model):
    full_name = models.TextField()
    email = models.TextField(unique=True)
    preferred_language = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "patients"
        managed = False


class Doctor(models.Model):
    full_name = models.TextField()
    license_no = models.TextField(unique=True)

    class Meta:
        db_table = "doctors"
