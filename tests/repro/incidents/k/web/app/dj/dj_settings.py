import os
from datetime import timedelta
from django.conf import settings
if not settings.configured:
    settings.configure(DEBUG=False, SECRET_KEY=os.environ.get("DJ_KEY", "k3y-for-the-ferry-tables-that-is-long-enough-for-hs256"), ALLOWED_HOSTS=["*"], ROOT_URLCONF="dj_urls", USE_TZ=True,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"] + (["corsheaders"] if os.environ.get("DJ_CORS") else []),
    MIDDLEWARE=(["corsheaders.middleware.CorsMiddleware"] if os.environ.get("DJ_CORS") and not os.environ.get("DJ_LATE") else []) + ["django.middleware.common.CommonMiddleware"] + (["corsheaders.middleware.CorsMiddleware"] if os.environ.get("DJ_LATE") else []),
    CORS_ALLOWED_ORIGINS=[o for o in os.environ.get("DJ_CORS", "").split(",") if o], APPEND_SLASH=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/app/tern/dj/db.sqlite3"}},
    SIMPLE_JWT={"ACCESS_TOKEN_LIFETIME": timedelta(seconds=int(os.environ.get("DJ_LIFE", "300")))},
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication"], "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_THROTTLE_RATES": {"anon": "5/min"}, "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"] if os.environ.get("DJ_THROTTLE") else []})
    import django
    django.setup()
