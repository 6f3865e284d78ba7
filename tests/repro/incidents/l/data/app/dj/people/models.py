from django.db import models


class Person(models.Model):
    email = models.CharField(max_length=120, unique=True)

    class Meta:
        db_table = "people"
        managed = False


class Assignment(models.Model):
    explanation = models.TextField(null=True)

    class Meta:
        db_table = "assignments"
        managed = False


class Payment(models.Model):
    total = models.IntegerField()

    class Meta:
        db_table = "payments"
        managed = False
