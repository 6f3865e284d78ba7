#!/bin/sh
# The logs of kb/config/secret-key-changethis.md: settings that refuse a default secret.
# PYTHON names a python with the PyPI packages pydantic-settings and django.
: "${PYTHON:=python3}"
mkdir -p /srv/api/app/core && cd /srv/api || exit 1
touch app/__init__.py app/core/__init__.py
cat >app/core/config.py <<'P'
import os
import warnings
from typing import Literal, Self
from pydantic import model_validator
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    SECRET_KEY: str = "changethis"
    POSTGRES_PASSWORD: str = "changethis"
    FIRST_SUPERUSER_PASSWORD: str = "changethis"
    ENVIRONMENT: Literal["local", "staging", "production"] = "local"

    def _check_default_secret(self, var_name: str, value: str | None) -> None:
        if value == "changethis":
            message = f'The value of {var_name} is "changethis", for security, please change it, at least for deployments.'
            if os.environ.get("OLD_WORDING"):
                message = f'The value of {var_name} is "changethis", for security, please change it'
            if self.ENVIRONMENT == "local":
                warnings.warn(message, stacklevel=1)
            else:
                raise ValueError(message)

    @model_validator(mode="after")
    def _enforce_non_default_secrets(self) -> Self:
        self._check_default_secret("SECRET_KEY", self.SECRET_KEY)
        self._check_default_secret("POSTGRES_PASSWORD", self.POSTGRES_PASSWORD)
        self._check_default_secret("FIRST_SUPERUSER_PASSWORD", self.FIRST_SUPERUSER_PASSWORD)
        return self


settings = Settings()
P
echo "== production"; ENVIRONMENT=production "$PYTHON" -c 'import app.core.config' 2>&1
echo "== staging, another variable"; ENVIRONMENT=staging SECRET_KEY=x "$PYTHON" -m app.core.config 2>&1
echo "== local"; "$PYTHON" -c 'import app.core.config' 2>&1
echo "== near miss: missing"; "$PYTHON" -c '
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    SECRET_KEY: str
Settings()' 2>&1
echo "== near miss: django"; "$PYTHON" -c '
from django.conf import settings
settings.configure()
settings.SECRET_KEY' 2>&1 | tail -n 1
