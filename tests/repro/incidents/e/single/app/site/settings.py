import os
from urllib.parse import urlsplit

u = urlsplit(os.environ.get("DATABASE_URL", "postgresql://quay:quay-dev@db:5432/quay"))
SECRET_KEY = "for-development"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "channels", "fleet"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": u.path[1:], "USER": u.username, "PASSWORD": u.password, "HOST": u.hostname, "PORT": u.port}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [os.environ.get("REDIS_URL", "redis://redis:6379/0")]}}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ.get("REDIS_URL", "redis://redis:6379/0")}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
