"""manage.py-like: a Django view that runs a script in a process."""
import os
import subprocess
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

settings.configure(DEBUG=False, SECRET_KEY="s" * 50, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, INSTALLED_APPS=[], LOGGING={"version": 1, "disable_existing_loggers": False, "handlers": {"console": {"class": "logging.StreamHandler"}}, "root": {"handlers": ["console"], "level": "INFO"}})
django.setup()
SCRIPT_EXEC_TIMEOUT = float(os.environ.get("SCRIPT_EXEC_TIMEOUT", "2"))


class ScriptTimeoutError(Exception):
    pass


def run_script(request, name):
    try:
        done = subprocess.run([sys.executable, f"scripts/{name}.py"], capture_output=True, timeout=SCRIPT_EXEC_TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise ScriptTimeoutError(f"Script {name} exceeded the limit of {SCRIPT_EXEC_TIMEOUT:g} seconds") from error
    return JsonResponse({"success": True, "data": done.stdout.decode()})


urlpatterns = [path("api/scripts/<str:name>", run_script)]
application = get_wsgi_application()
