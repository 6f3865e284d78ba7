import os
from django.core.exceptions import ImproperlyConfigured
DEBUG = False
ALLOWED_HOSTS = ["*"]
SECRET_KEY = os.environ.get("SECRET_KEY", "changethis")
if SECRET_KEY == "changethis" and not DEBUG:
    raise ImproperlyConfigured('The value of SECRET_KEY is "changethis", for security, please change it')
