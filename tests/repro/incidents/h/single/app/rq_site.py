import os
import sys

from django.conf import settings

if not settings.configured:
    settings.configure(DEBUG=False, SECRET_KEY="8c2d9f", INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django_rq"], USE_TZ=True,
                       DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
                       RQ_QUEUES={"default": {"URL": os.environ.get("REDIS_URL", "redis://cache:6379/0"), "DEFAULT_TIMEOUT": 360}},
                       LOGGING={"version": 1, "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
                                "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}}, "loggers": {"rq.worker": {"handlers": ["console"], "level": "INFO"}}})

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
