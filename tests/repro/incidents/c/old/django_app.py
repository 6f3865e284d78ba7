import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings22")
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
