import os

SECRET_KEY = "for-tests-only-5a0f8e1c"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "urls22"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"]
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": None}
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "harbor", "USER": "harbor", "PASSWORD": "harbor-pw", "HOST": os.environ.get("DB_HOST", "db"), "PORT": "5432"}}
USE_TZ = True
