import os
SECRET_KEY = "dev"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "people"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop", "USER": "app", "PASSWORD": os.environ.get("PW", "app-secret"), "HOST": "db"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ.get("REDIS_URL", "redis://:local_pass@redis:6379/0")}}
INSTALLED_APPS += ["django.contrib.sessions", "django.contrib.admin", "django.contrib.messages"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}]
ADMINS = [("ops", "ops@example.org")]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if os.environ.get("PROD"):
    DEBUG = False
if os.environ.get("DBHOST") is not None:
    DATABASES["default"]["HOST"] = os.environ["DBHOST"]
