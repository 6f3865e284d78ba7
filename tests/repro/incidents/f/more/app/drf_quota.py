"""Django REST framework with a throttle."""
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(DEBUG=False, SECRET_KEY="s" * 50, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, INSTALLED_APPS=[], REST_FRAMEWORK={
    "UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": [], "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"], "DEFAULT_THROTTLE_RATES": {"anon": "3/min"}})
django.setup()
from rest_framework.decorators import api_view  # noqa: E402
from rest_framework.response import Response  # noqa: E402


@api_view(["GET"])
def tide(request, port):
    return Response({"port": port, "metres": 2.1})


urlpatterns = [path("api/tides/<str:port>", tide)]
application = get_wsgi_application()
