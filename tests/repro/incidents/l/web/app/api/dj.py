import os, sys
from django.conf import settings
settings.configure(
    DEBUG=bool(os.environ.get("DJ_DEBUG")), SECRET_KEY="not-a-real-one-for-the-birch-library", ROOT_URLCONF="dj_views", ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["corsheaders", "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages", "rest_framework", "rest_framework_simplejwt"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "dj.sqlite3"}},
    MIDDLEWARE=["corsheaders.middleware.CorsMiddleware", "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"] + (["dj_views.staff_only"] if os.environ.get("DJ_LOOP") else []),
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}],
    CORS_ALLOWED_ORIGINS=["https://birch.example", "http://localhost:3000"], DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", LOGIN_URL="/login/", USE_TZ=True,
)
from django.core.management import execute_from_command_line
if __name__ == "__main__":
    execute_from_command_line(sys.argv)
