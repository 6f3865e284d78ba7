SECRET_KEY = "for-tests-only-5a0f8e1c"
DEBUG = True
ROOT_URLCONF = "quays.urls"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "strawberry_django"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
