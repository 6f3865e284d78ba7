"""Django in one file: `django_shop.py COMMAND PASSWORD`."""

import sys

import django
from django.conf import settings
from django.db import models

command, password = sys.argv[1:]
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop", "USER": "app", "PASSWORD": password,
                           "HOST": "127.0.0.1", "PORT": 15633}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()


class Order(models.Model):
    total = models.DecimalField(max_digits=10, decimal_places=2)
    discount_code = models.CharField(max_length=20, null=True)

    class Meta:
        app_label = "shop"
        db_table = "orders"


class Person(models.Model):
    email = models.EmailField(unique=True)

    class Meta:
        app_label = "shop"
        db_table = "people"


if command == "list":
    print(list(Order.objects.filter(discount_code="SPRING")))
elif command == "login":
    from django.contrib.auth.models import User
    print(User.objects.get(username="admin"))
elif command == "seed":
    Person.objects.bulk_create([Person(email="ada@example.org"), Person(email="ada@example.org")])
elif command == "check":
    from django.core.management import call_command
    call_command("showmigrations")
