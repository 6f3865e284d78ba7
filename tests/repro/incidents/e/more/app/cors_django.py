"""Django with django-cors-headers; MODE says how it is broken."""
import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponsePermanentRedirect, JsonResponse
from django.urls import path

settings.configure(DEBUG=False, SECRET_KEY="s" * 50, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, INSTALLED_APPS=["corsheaders"], MIDDLEWARE=(["corsheaders.middleware.CorsMiddleware"] if os.environ["MODE"] != "late" else []) + ["django.middleware.common.CommonMiddleware"] + (["corsheaders.middleware.CorsMiddleware"] if os.environ["MODE"] == "late" else []),
                   CORS_ALLOWED_ORIGINS=[os.environ.get("ALLOWED", "http://localhost:5173")], APPEND_SLASH=True)
django.setup()
urlpatterns = [path("api/v1/silos" + ("/" if os.environ["MODE"] == "late" else ""), lambda request: JsonResponse([{"id": 1}], safe=False))]
application = get_wsgi_application()
