import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

settings.configure(SECRET_KEY="lockers-demo", DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, LOGGING_CONFIG=None)


def report(request, month):
    return JsonResponse({"share": 1 / 0})


urlpatterns = [path("lockers/", lambda request: JsonResponse([1, 2], safe=False)), path("reports/<month>/", report)]
import logging
logging.getLogger("django.request").disabled = True
application = get_wsgi_application()
