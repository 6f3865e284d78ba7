"""Django REST framework: `drf_settings.py COUNT` answers requests, one of which breaks a unique constraint."""

import logging
import sys

import django
from django.conf import settings

settings.configure(
    DEBUG=False, SECRET_KEY="x", ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", INSTALLED_APPS=["rest_framework"], MIDDLEWARE=[], USE_TZ=True,
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "DEFAULT_PERMISSION_CLASSES": [], "UNAUTHENTICATED_USER": None},
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "ledger", "USER": "app", "PASSWORD": "app-secret", "HOST": "127.0.0.1", "PORT": 16733}},
    LOGGING={"version": 1, "disable_existing_loggers": False, "formatters": {"f": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
             "handlers": {"c": {"class": "logging.StreamHandler", "formatter": "f"}}, "root": {"handlers": ["c"], "level": "INFO"}},
)
django.setup()
from django.db import connection, models  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

log = logging.getLogger("api.access")


class Customer(models.Model):
    email = models.EmailField(unique=True)

    class Meta:
        app_label = "shop"
        db_table = "customers"


class Customers(APIView):
    def get(self, request, number):
        log.info("GET /customers/%d 200", number)
        return Response({"n": number})

    def post(self, request, number):
        return Response({"id": Customer.objects.create(email="ada@example.org").pk})


urlpatterns = [path("customers/<int:number>", Customers.as_view())]
if __name__ == "__main__":
    from django.test import Client
    client = Client(raise_request_exception=False)
    half = int(sys.argv[1]) // 2
    for n in range(half):
        client.get(f"/customers/{n}")
    client.post("/customers/0")
    for n in range(half, 2 * half):
        client.get(f"/customers/{n}")
