import os
from urllib.parse import urlparse

url = urlparse(os.environ["DATABASE_URL"])
SECRET_KEY = "x1"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "django_shop.urls"
USE_TZ = True
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "shipments"] + os.environ.get("EXTRA_APPS", "").split()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username, "PASSWORD": url.password, "HOST": url.hostname}}
CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": os.environ["REDIS_URL"]}}
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": []}
LOGGING = {"version": 1, "disable_existing_loggers": False, "formatters": {"v": {"format": "%(levelname)s %(asctime)s %(name)s %(process)d %(message)s"}},
           "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "v"}}, "root": {"handlers": ["console"], "level": "INFO"}}
CELERY_BROKER_URL = os.environ["REDIS_URL"]
