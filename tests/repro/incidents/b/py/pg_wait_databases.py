"""An entry point that waits with Django and psycopg 3: `manage.py wait_for_db` in one file."""

import logging
import sys
import time

import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "ledger", "USER": "app", "PASSWORD": "x", "HOST": "localhost", "PORT": 5432}})
django.setup()
from django.db import OperationalError, connection  # noqa: E402

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(asctime)s wait_for_db %(message)s")
for attempt in range(int(sys.argv[1])):
    try:
        connection.ensure_connection()
        break
    except OperationalError as error:
        logging.warning("database unavailable (%d), waiting: %s", attempt, error)
        time.sleep(0.05)
else:
    connection.ensure_connection()
