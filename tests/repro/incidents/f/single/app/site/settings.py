import os
from urllib.parse import urlparse

url = urlparse(os.environ.get("DATABASE_URL", "postgresql://kiln:kiln-dev@db:5432/kiln"))
SECRET_KEY = "dev-only"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "studio"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username, "PASSWORD": url.password, "HOST": url.hostname, "PORT": url.port,
                         "OPTIONS": {"connect_timeout": int(os.environ.get("DB_TIMEOUT", "5"))}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
