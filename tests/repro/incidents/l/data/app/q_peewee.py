import sys
from peewee import *

db = PostgresqlDatabase("shop", user="app", password="app-secret", host="db")


class Assignment(Model):
    explanation = TextField(null=True)

    class Meta:
        database = db
        table_name = "assignments"


class Payment(Model):
    total = IntegerField()

    class Meta:
        database = db
        table_name = "payments"


print({"col": lambda: len(Assignment.select()), "tab": lambda: Payment.select().count()}[sys.argv[1]]())
