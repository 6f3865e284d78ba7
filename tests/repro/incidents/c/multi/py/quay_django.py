"""A Django project in one file: models, a command that swallows, and pages."""
import logging, os, sys
import django
from django.conf import settings
from django.http import JsonResponse
from django.urls import path

SECRET = os.environ.get("SECRET_KEY", "d9f3")
if SECRET == "changethis" and os.environ.get("ENVIRONMENT") != "local":
    raise ValueError('The value of SECRET_KEY is "changethis", for security, please change it, at least for deployments.')
settings.configure(DEBUG=False, SECRET_KEY=SECRET, ROOT_URLCONF="quay_django", ALLOWED_HOSTS=["*"], INSTALLED_APPS=["django.contrib.contenttypes"], USE_TZ=True,
                   MIDDLEWARE=["corsheaders.middleware.CorsMiddleware"] if os.environ.get("CORS") else [], CORS_ALLOWED_ORIGINS=[os.environ.get("CORS", "http://a.b")],
                   DATABASES={"default": dict(ENGINE="django.db.backends.postgresql", NAME="berth", USER="berth", PASSWORD=os.environ.get("PGPASS", "tide-gate"), HOST="postgres", ATOMIC_REQUESTS=bool(os.environ.get("ATOMIC")))},
                   LOGGING=dict(version=1, disable_existing_loggers=False, formatters=dict(f=dict(format="%(asctime)s %(levelname)s [%(name)s] %(message)s")),
                                handlers=dict(c={"class": "logging.StreamHandler", "formatter": "f"}), root=dict(handlers=["c"], level="INFO")))
django.setup()
from django.db import connection, models, transaction  # noqa: E402

log = logging.getLogger("quay.sync")


class Vessel(models.Model):
    imo = models.TextField(unique=True)
    name = models.TextField()
    flag = models.TextField()

    class Meta:
        app_label, db_table, managed = "quay_django", "vessels", False


class PortCall(models.Model):
    vessel = models.ForeignKey(Vessel, on_delete=models.CASCADE)
    eta = models.DateTimeField(null=True)
    pilot_required = models.BooleanField(default=False)

    class Meta:
        app_label, db_table, managed = "quay_django", "port_calls", False


def vessels(request):
    return JsonResponse({"items": list(Vessel.objects.values("imo", "name")[:5])})


def calls(request):
    return JsonResponse({"items": [{"id": call.id, "pilot": call.pilot_required} for call in PortCall.objects.select_related("vessel")[:5]]})


def home(request):
    return JsonResponse({"app": "quay"})


def sync(rows):
    with transaction.atomic():
        with connection.cursor() as cursor:
            for row in range(rows):
                try:
                    if row == 3:
                        cursor.execute("INSERT INTO manifests (vessel_id, lines) VALUES (%s, %s)", [row, 12])
                    else:
                        cursor.execute("UPDATE vessels SET name = name WHERE id = %s", [row])
                    log.info("row %d ok", row)
                except Exception as error:
                    log.warning("row %d skipped: %s", row, str(error).strip().replace("\n", " / "))


urlpatterns = [path("", home), path("api/vessels", vessels), path("api/port-calls", calls)]
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402

application = get_wsgi_application()
asgi = get_asgi_application()
if __name__ == "__main__":
    sync(int(sys.argv[1]))
