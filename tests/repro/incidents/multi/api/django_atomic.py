"""Django: a failure that is swallowed inside of atomic()."""

import logging
import sys

import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db", "NAME": "shop", "USER": "app", "PASSWORD": "app-secret"}},
                   INSTALLED_APPS=[], USE_TZ=True)
django.setup()
from django.db import DatabaseError, models, transaction  # noqa: E402

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="[%(asctime)s] %(levelname)s %(name)s %(message)s")
log = logging.getLogger("shop.sync")


class Person(models.Model):
    email = models.CharField(max_length=80)

    class Meta:
        app_label = "shop"
        db_table = "people"
        managed = False


with transaction.atomic():
    for number in range(16):
        email = f"customer{number if number != 9 else 4}@example.org"
        try:
            Person.objects.create(email=email)
            log.info("synchronised %s", email)
        except DatabaseError:
            log.exception("could not synchronise %s", email)
