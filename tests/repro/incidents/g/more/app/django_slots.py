import logging
import threading
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

settings.configure(SECRET_KEY="lockers-demo", DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=["django_slots.InFlight"],
                   LOGGING={"version": 1, "disable_existing_loggers": False, "formatters": {"f": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
                            "handlers": {"c": {"class": "logging.StreamHandler", "formatter": "f"}}, "root": {"handlers": ["c"], "level": "INFO"}})
log = logging.getLogger("gateway.flow")
LIMIT, busy, lock = 3, {}, threading.Lock()


class InFlight:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        client = request.META["REMOTE_ADDR"]
        with lock:
            if busy.get(client, 0) >= LIMIT:
                log.warning("concurrency limit: client %s has %d requests in flight (max %d)", client, busy[client], LIMIT)
                return JsonResponse({"detail": "Concurrent request limit exceeded"}, status=503)
            busy[client] = busy.get(client, 0) + 1
        try:
            return self.get_response(request)
        finally:
            with lock:
                busy[client] -= 1


def quote(request, n):
    time.sleep(0.8)
    return JsonResponse({"quote": n})


urlpatterns = [path("api/v1/quotes/<int:n>", quote)]
application = get_wsgi_application()
