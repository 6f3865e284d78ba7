#!/bin/sh
# Tokens, logins and settings that are refused, in further words: examples of kb/auth/*.md and kb/gateway/429-rate-limited.md, and
# the 404s of kb/frontend/login-flashes-api-url.md.
# Needs: curl; node. PYTHON names a python with the PyPI packages pyjwt, fastapi, uvicorn, slowapi, flask-jwt-extended,
# django, djangorestframework, pydantic-settings; NODE_MODULES a folder with the npm package jsonwebtoken. Port 15747, loopback
# only. Runs in APP (default /srv/portal/tokens).
: "${PYTHON:=python3}" "${NODE_MODULES:=./node_modules}" "${APP:=/srv/portal/tokens}"
mkdir -p "$APP" && cd "$APP" || exit 1
[ -e node_modules ] || ln -s "$NODE_MODULES" node_modules
py() { "$PYTHON" - "$@" 2>&1; }

echo "== PyJWT, another key"; py <<'P' | tail -n 2
import jwt
jwt.decode(jwt.encode({"sub": "1"}, "a" * 32, "HS256"), "b" * 32, ["HS256"])
P
echo "== FastAPI"; py <<'P' | tail -n 1
from fastapi import HTTPException
raise HTTPException(401, "Could not validate credentials")
P
echo "== flask-jwt-extended, expired"; py <<'P'
import datetime, flask, flask_jwt_extended as jwt
app = flask.Flask(__name__)
app.config["JWT_SECRET_KEY"] = "k" * 32
jwt.JWTManager(app)

@app.get("/api/v1/auth/me")
@jwt.jwt_required()
def me():
    return {}

with app.app_context():
    token = jwt.create_access_token("1", expires_delta=datetime.timedelta(seconds=-5))
print(app.test_client().get("/api/v1/auth/me", headers={"Authorization": "Bearer " + token}).get_data(as_text=True))
P
echo "== jsonwebtoken, another key"; node -e 'const j = require("jsonwebtoken"); j.verify(j.sign({ a: 1 }, "x"), "y")' 2>&1 | head -n 9
echo "== jsonwebtoken, no token"; node -e 'require("jsonwebtoken").verify("undefined", "y")' 2>&1 | head -n 9
echo "== Django REST framework, basic authentication"; py <<'P'
import base64, django
from django.conf import settings
settings.configure(DEBUG=False, ALLOWED_HOSTS=["*"], SECRET_KEY="k" * 50, ROOT_URLCONF=__name__,
                   INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"],
                   DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
from django.core.management import call_command
from django.test import Client
from django.urls import path
from rest_framework.authentication import BasicAuthentication
from rest_framework.decorators import api_view, authentication_classes
from rest_framework.response import Response

@api_view(["GET"])
@authentication_classes([BasicAuthentication])
def me(request):
    return Response({})

urlpatterns = [path("api/me/", me)]
call_command("migrate", verbosity=0)
credentials = base64.b64encode(b"admin:wrong").decode()
print(Client().get("/api/me/", headers={"authorization": "Basic " + credentials}).content.decode())
P
cat >settings.py <<'P'
from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    FIRST_SUPERUSER: str
    FIRST_SUPERUSER_PASSWORD: str

class UserCreate(BaseModel):
    password: str = Field(min_length=8, max_length=40)
P
echo "== settings: a value is missing"
FIRST_SUPERUSER=x "$PYTHON" -c 'import settings; settings.Settings()' 2>&1 | tail -n 4
FIRST_SUPERUSER_PASSWORD=x "$PYTHON" -c 'import settings; settings.Settings()' 2>&1 | tail -n 4
echo "== settings: a short password"; "$PYTHON" -c 'import settings; settings.UserCreate(password="short")' 2>&1 | tail -n 4
cat >service.py <<'P'
import logging
from fastapi import FastAPI, Request
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
limiter = Limiter(key_func=get_remote_address)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

@app.get("/api/v1/reports")
@limiter.limit("2/minute")
def reports(request: Request):
    return []
P
echo "== a login without its prefix, and a route with a limit"
"$PYTHON" -m uvicorn service:app --port 15747 2>&1 &
server=$!
trap 'kill $server' EXIT
sleep 3
for path in auth/login/json login/access-token; do curl -s -o /dev/null -X POST "http://localhost:15747/$path"; done
for _ in 1 2 3; do curl -s -o /dev/null http://localhost:15747/api/v1/reports; done
sleep 1
