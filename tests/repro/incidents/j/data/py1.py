#!/usr/bin/env python3
"""Single problems with Python."""
from jlib import *
# ---------- Django
DJ = '''from pathlib import Path
import os
import environ

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = "django-insecure-5u1"
DEBUG = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "rest_framework", "shipping"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "urls"
TEMPLATES = []
DATABASES = {"default": env.db("DATABASE_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": [], "DEFAULT_PERMISSION_CLASSES": [], "UNAUTHENTICATED_USER": None}
CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": os.environ["REDIS_URL"]}}
USE_TZ = True
'''
for d in ("dj", "dj42"):
    file(f"{d}/settings.py", DJ if d == "dj" else DJ.replace("import environ\n", "").replace('env = environ.Env()\n', '').replace('env.db("DATABASE_URL")', '{"ENGINE": "django.db.backends.postgresql", "NAME": "parcel", "USER": "parcel", "PASSWORD": os.environ.get("POSTGRES_PASSWORD", ""), "HOST": os.environ.get("POSTGRES_HOST", "db"), "PORT": 5432}').replace('"rest_framework", ', ''))
    file(f"{d}/manage.py", 'import os, sys\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\nfrom django.core.management import execute_from_command_line\n\nif __name__ == "__main__":\n    execute_from_command_line(sys.argv)\n')
    file(f"{d}/shipping/__init__.py", ""); file(f"{d}/pytest.ini", "[pytest]\nDJANGO_SETTINGS_MODULE = settings\n")
    file(f"{d}/shipping/models.py", '''from django.db import models


class Parcel(models.Model):
    tracking = models.CharField(max_length=20, unique=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, null=True)

    class Meta:
        managed = False
        db_table = "parcels"


class Courier(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(unique=True)
    vehicle = models.CharField(max_length=20, default="bike")

    class Meta:
        managed = False
        db_table = "couriers"
''')
file("dj42/urls.py", "urlpatterns = []\n")
file("dj/urls.py", '''from django.core.cache import cache
from django.http import JsonResponse
from django.urls import include, path
from rest_framework import routers, serializers, viewsets
from shipping.models import Courier, Parcel
from shipping.scripts import run


class ParcelSerializer(serializers.ModelSerializer):
    tracking = serializers.CharField(max_length=20)

    class Meta:
        model = Parcel
        fields = ["id", "tracking", "weight"]


class ParcelViewSet(viewsets.ModelViewSet):
    queryset = Parcel.objects.all()
    serializer_class = ParcelSerializer


router = routers.DefaultRouter()
router.register("parcels", ParcelViewSet)
urlpatterns = [path("api/", include(router.urls)), path("scripts/<name>/run", run)]
''')
file("dj/shipping/scripts.py", '''import json
import logging
import math
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

logger = logging.getLogger("shipping.scripts")
ALLOWED = {"math": math, "json": json}
SCRIPTS = {"volume": "result = math.prod([4, 5, 6])", "zones": "result = pandas.read_json(data).groupby('zone').size().to_dict()"}


@csrf_exempt
def run(request, name):
    scope = {"__builtins__": {"len": len, "sum": sum, "round": round}, "data": "[]", **ALLOWED}
    exec(compile(SCRIPTS[name], f"<script {name}>", "exec"), scope)
    return JsonResponse({"result": scope["result"]})
''')
file("dj/shipping/tests.py", '''import pytest
from shipping.models import Parcel

pytestmark = pytest.mark.django_db


def test_parcel_list_is_empty():
    assert Parcel.objects.count() == 0


def test_tracking_is_unique():
    assert Parcel._meta.get_field("tracking").unique
''')
case("pytest-django-refused", "postgres/connection-refused-at-start postgres/connection-to-server-failed", 'port 5432 failed: Connection refused', "pytest-django with Django 5.2 or later and psycopg 3: the database's address does not listen; GitHub Actions",
     lambda: run("pytest shipping/tests.py -p no:cacheprovider", "dj", DATABASE_URL=ABSENT), github("pytest shipping/tests.py"))
case("django42-migrate-no-role-password", "postgres/password-authentication-failed postgres/connection-to-server-failed", 'password authentication failed for user "parcel"', "`manage.py migrate` of Django 4.2 with psycopg2 2.9 and an old password; compose's prefix",
     lambda: run("python manage.py migrate --noinput", "dj42", PATH=V14, POSTGRES_PASSWORD="old-box"), compose("backend-1"))
case("django-dbshell-no-database", "postgres/connection-to-server-failed", 'FATAL:  database "parcel_dev" does not exist', "`manage.py check --database default` of Django with psycopg 3: a database that is not there; as it came",
     lambda: run("python manage.py check --database default; python manage.py dbshell", "dj", DATABASE_URL=URL + "_dev"))
def served(cmd, curl, cwd="dj", wait=4, **env):
    return run(f"{cmd} & P=$!; sleep {wait}; {curl}; sleep .7; kill $P; wait 2>/dev/null", cwd, **env)
case("drf-viewset-duplicate-key", "postgres/duplicate-key", 'duplicate key value violates unique constraint "parcels_tracking_key"', "Django's runserver with Django REST framework: a ModelViewSet's create, psycopg 3; docker's json-file",
     lambda: served("python manage.py runserver --noreload 127.0.0.1:20501", "curl -s -o /dev/null http://127.0.0.1:20501/api/parcels/; curl -s -o /dev/null -d tracking=PX-1001 http://127.0.0.1:20501/api/parcels/"), json_file)
case("django-runserver-script-name", "python/name-error-module-not-whitelisted", "NameError: name 'pandas' is not defined", "Django's runserver: a view runs stored scripts with math and json only; one uses pandas; compose's prefix",
     lambda: served("python manage.py runserver --noreload 127.0.0.1:20502", "for s in volume zones volume; do curl -s -o /dev/null -X POST http://127.0.0.1:20502/scripts/$s/run; done"), compose("web-1"))
file("dj/tasks.py", '''import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
import django
django.setup()
from celery import Celery

app = Celery("shipping", broker=os.environ["REDIS_URL"])


@app.task(name="shipping.nightly_routes")
def nightly_routes():
    from shipping.models import Courier
    return list(Courier.objects.values_list("name", "vehicle"))


@app.on_after_configure.connect
def first(sender, **_):
    pass


@app.on_after_finalize.connect
def setup(sender, **_):
    sender.add_periodic_task(2.0, nightly_routes.s())
''')
case("celery-django-undefined-column", "postgres/undefined-column", 'column couriers.vehicle does not exist', "a Celery worker with beat and Django's ORM on psycopg 3: a migration was not run; journald",
     lambda: run("timeout 9 celery -A tasks worker -B -s /srv/parcel/beat --pool solo -l info", "dj"), journald("celery", 911))
case("django42-createsuperuser-undefined-table", "postgres/undefined-table", 'relation "auth_user" does not exist', "`manage.py createsuperuser --noinput` of Django 4.2, psycopg2, before migrate; GitLab",
     lambda: run("python manage.py createsuperuser --noinput --username admin --email admin@parcel.test", "dj42", PATH=V14, POSTGRES_PASSWORD=PW, DJANGO_SUPERUSER_PASSWORD="x1"), gitlab)
case("django-redis-clear-double-password", "redis/url-double-password", ["redis://:local_pass@:local_pass@redis:6379/0", "invalid username-password pair or user is disabled"], "a release step prints its settings, then django-redis with redis-py: cache.clear(); `sh -x`",
     lambda: run("sh -xc 'export REDIS_URL=redis://:local_pass@:local_pass@redis:6379/0; python manage.py shell -c \"from django.core.cache import cache; cache.clear()\"'", "dj"))
# ---------- FastAPI / SQLModel / Flask
file("fa/main.py", '''import os
from fastapi import Depends, FastAPI
from sqlmodel import Field, Session, SQLModel, create_engine, select

engine = create_engine(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))


class Depot(SQLModel, table=True):
    __tablename__ = "depots"
    id: int | None = Field(default=None, primary_key=True)
    city: str


def session():
    with Session(engine) as s:
        yield s


app = FastAPI()


@app.get("/depots")
def depots(s: Session = Depends(session)) -> list[Depot]:
    return s.exec(select(Depot)).all()
''')
file("fa/tests/test_depots.py", '''from fastapi.testclient import TestClient
from main import app

client = TestClient(app)


def test_openapi():
    assert client.get("/openapi.json").status_code == 200


def test_depots():
    assert client.get("/depots").json() == []
''')
case("testclient-sqlmodel-undefined-table", "postgres/undefined-table", 'relation "depots" does not exist', "pytest with FastAPI's TestClient, SQLModel and psycopg 3: nobody made the tables; as it came",
     lambda: run("python -m pytest -p no:cacheprovider tests", "fa"))
case("uvicorn-sqlmodel-wrong-password", "postgres/password-authentication-failed postgres/connection-to-server-failed", 'password authentication failed for user "parcel"', "uvicorn, FastAPI, SQLModel and psycopg 3 with an old password; CRI",
     lambda: served("uvicorn main:app --port 20503", "curl -s -o /dev/null http://127.0.0.1:20503/depots", "fa", DATABASE_URL=WRONG), cri)
file("fl/app.py", '''import os
from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = "RedisCache"
app.config["CACHE_REDIS_URL"] = os.environ["REDIS_URL"]
app.logger.warning("cache: %s", app.config["CACHE_REDIS_URL"])
cache = Cache(app)


@app.route("/tariffs")
@cache.cached(timeout=30)
def tariffs():
    return {"letter": 0.95}


@app.route("/flush", methods=["POST"])
def flush():
    cache.clear()
    return "", 204
''')
case("flask-caching-redis-refused", "redis/connection-refused", "cache:6379. Connection refused", "Flask-Caching under gunicorn, redis-py: nothing listens; compose's prefix",
     lambda: served("gunicorn -b 127.0.0.1:20504 app:app", "curl -s -o /dev/null http://127.0.0.1:20504/tariffs; curl -s -o /dev/null -X POST http://127.0.0.1:20504/flush", "fl", REDIS_URL=NOREDIS), compose("api-1"))
case("flask-caching-double-password", "redis/url-double-password", ["redis://:local_pass@:local_pass@redis:6379/0", "invalid username-password pair or user is disabled"], "Flask's own server with Flask-Caching and redis-py: the password twice in CACHE_REDIS_URL, which the program logs; syslog of RFC 5424",
     lambda: served("flask run --port 20505", "curl -s -o /dev/null -X POST http://127.0.0.1:20505/flush", "fl", REDIS_URL=DOUBLE), dates("web-1", "tariffs", 2231))
file("fl/tasks.py", "import os\nfrom celery import Celery\n\napp = Celery('labels', broker=os.environ['REDIS_URL'], backend=os.environ['REDIS_URL'])\n\n\n@app.task\ndef print_label(n):\n    return n\n")
case("celery-delay-redis-refused", "redis/connection-refused", "Connection refused", "a shell script calls `celery call` and `celery inspect ping`: nothing listens at the broker's address; Travis",
     lambda: run("timeout 20 celery -A tasks inspect ping --timeout 2 2>&1; timeout 20 python -c 'from tasks import print_label; print_label.apply_async((1,), retry=False)'", "fl", REDIS_URL=NOREDIS), travis("make ping"))
