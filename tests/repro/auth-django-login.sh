#!/usr/bin/env bash
# Django REST framework on a freshly migrated database without users: token and basic
# login are refused; then tokens signed with an old SECRET_KEY, and a user without permission.
#
# Needs: python3 with venv, curl, loopback. Installs from PyPI into $KB_REPRO_DIR/.venv:
#   django djangorestframework djangorestframework-simplejwt
# Env: KB_REPRO_DIR (default: a new temporary folder), KB_REPRO_PORT (default 8000).
# The examples in kb/auth were captured with KB_REPRO_DIR=/srv/portal.
set -eu
dir=${KB_REPRO_DIR:-$(mktemp -d)}
port=${KB_REPRO_PORT:-8000}
mkdir -p "$dir/site"
cd "$dir"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip -q --disable-pip-version-check install 'django<6' djangorestframework djangorestframework-simplejwt
PATH=$dir/.venv/bin:$PATH
cd site
cat > manage.py <<'EOF'
import os, sys
from django.conf import settings
settings.configure(
    DEBUG=True, SECRET_KEY=os.environ["SECRET_KEY"], ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "django.contrib.messages", "rest_framework", "rest_framework_simplejwt"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages"]}}],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication",
                                                       "rest_framework.authentication.BasicAuthentication"]},
)
import django
django.setup()
from django.contrib import admin
from django.urls import path
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import DjangoModelPermissions, IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.generics import ListCreateAPIView
from rest_framework.serializers import ModelSerializer
from rest_framework_simplejwt.views import TokenObtainPairView
from django.contrib.auth.models import Group

@api_view(["GET"])
@permission_classes([IsAuthenticated])
def me(request):
    return Response({"username": request.user.username})

class GroupSerializer(ModelSerializer):
    class Meta:
        model = Group
        fields = ["name"]

class Groups(ListCreateAPIView):
    queryset = Group.objects.all()
    serializer_class = GroupSerializer
    permission_classes = [DjangoModelPermissions]

urlpatterns = [path("admin/", admin.site.urls), path("api/token/", TokenObtainPairView.as_view()), path("api/me/", me),
               path("api/groups/", Groups.as_view())]
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
EOF
api=http://localhost:$port
start() { python manage.py runserver --noreload "$port" & pid=$!; for _ in $(seq 60); do curl -s "$api/" >/dev/null && break; sleep 0.2; done; }
trap 'kill $pid 2>/dev/null || true' EXIT
export SECRET_KEY=first-key-0123456789abcdef0123456789
rm -f db.sqlite3
echo '## empty database'
python manage.py migrate -v 1 | tail -3
start
curl -s -X POST "$api/api/token/" -H 'Content-Type: application/json' -d '{"username": "admin", "password": "wrong"}'; echo
curl -si -u admin:wrong "$api/api/me/"; echo
jar=$(mktemp)
curl -s -c "$jar" "$api/admin/login/" >/dev/null
csrf=$(awk '/csrftoken/ {print $7}' "$jar")
curl -s -b "$jar" -c "$jar" -H "Referer: $api/admin/login/" -d "csrfmiddlewaretoken=$csrf&username=admin&password=wrong" "$api/admin/login/" | grep -i -A4 errornote || true

echo '## a token from before the key changed, and a user without permission'
DJANGO_SUPERUSER_PASSWORD=Correct-Horse-7 python manage.py createsuperuser --noinput --username admin --email admin@example.com
python manage.py shell -c "from django.contrib.auth.models import User; User.objects.create_user('viewer', password='Correct-Horse-7')" 2>/dev/null
token=$(curl -s -X POST "$api/api/token/" -H 'Content-Type: application/json' -d '{"username": "admin", "password": "Correct-Horse-7"}' | sed 's/.*"access":"\([^"]*\)".*/\1/')
curl -s -H "Authorization: Bearer $token" "$api/api/me/"; echo
curl -si -u viewer:Correct-Horse-7 -X POST -d name=editors "$api/api/groups/"; echo
kill $pid; wait $pid 2>/dev/null || true
export SECRET_KEY=second-key-0123456789abcdef0123456789
start
curl -si -H "Authorization: Bearer $token" "$api/api/me/"; echo
python manage.py createsuperuser --noinput --username admin --email admin@example.com || true
kill $pid; wait $pid 2>/dev/null || true
