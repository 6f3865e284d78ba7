#!/usr/bin/env bash
# The first superuser is never made, or cannot log in: passlib 1.7.4 with a bcrypt it does not know,
# a password written into the hash column as it is, and an account that is inactive.
# Needs: python3 with venv, curl, loopback. Installs from PyPI: passlib bcrypt (newest) and bcrypt==4.3.0, each into a venv of its own; fastapi uvicorn pydantic pydantic-settings.
# Env: KB_REPRO_DIR (default: a new temporary folder); the examples were captured with /srv/portal/hash. KB_REPRO_PORT (default 8000).
set -eu
dir=${KB_REPRO_DIR:-$(mktemp -d)}
mkdir -p "$dir"
cd "$dir"
cat > initial_data.py <<'EOF'
import logging
from passlib.context import CryptContext

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)
pwd_context = CryptContext(schemes=["bcrypt"], deprecated="auto")

def main() -> None:
    logger.info("Creating initial data")
    pwd_context.hash("Correct-Horse-7")
    logger.info("Initial data created")

main()
EOF
cat > login.py <<'EOF'
from passlib.context import CryptContext
pwd_context = CryptContext(schemes=["bcrypt"], deprecated="auto")
row = {"email": "admin@example.com", "hashed_password": "Correct-Horse-7"}
pwd_context.verify("Correct-Horse-7", row["hashed_password"])
EOF
for version in bcrypt bcrypt==4.3.0; do
  python3 -m venv ".venv-$version"
  ".venv-$version/bin/pip" -q --disable-pip-version-check install passlib "$version"
  echo "## $(".venv-$version/bin/pip" list 2>/dev/null | grep bcrypt)"
  ".venv-$version/bin/python" initial_data.py || true
done
echo '## a plain password in the hash column'
".venv-bcrypt==4.3.0/bin/python" login.py || true

# The full-stack FastAPI template's models and login route, reduced to what fails here.
python3 -m venv .venv-app
.venv-app/bin/pip -q --disable-pip-version-check install fastapi uvicorn pydantic 'pydantic[email]' pydantic-settings python-multipart
cat > first_superuser.py <<'EOF'
import sys
from pydantic import BaseModel, EmailStr, Field
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    FIRST_SUPERUSER: EmailStr
    FIRST_SUPERUSER_PASSWORD: str

class UserCreate(BaseModel):
    email: EmailStr
    password: str = Field(min_length=8, max_length=40)

settings = Settings()
UserCreate(email=settings.FIRST_SUPERUSER, password=settings.FIRST_SUPERUSER_PASSWORD)
EOF
echo '## password too long, then a name that is no public mail address'
FIRST_SUPERUSER=admin@example.com FIRST_SUPERUSER_PASSWORD=$(printf 'x%.0s' $(seq 43)) .venv-app/bin/python first_superuser.py || true
FIRST_SUPERUSER=admin@portal.local FIRST_SUPERUSER_PASSWORD=changeme1 .venv-app/bin/python first_superuser.py || true
cat > loginapp.py <<'EOF'
from typing import Annotated
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordRequestForm
app = FastAPI()

@app.post("/api/v1/login/access-token")
def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    if form.username == "inactive@example.com":
        raise HTTPException(status_code=400, detail="Inactive user")
    raise HTTPException(status_code=400, detail="Incorrect email or password")
EOF
port=${KB_REPRO_PORT:-8000}
.venv-app/bin/uvicorn loginapp:app --port "$port" & pid=$!
trap 'kill $pid 2>/dev/null || true' EXIT
sleep 2
curl -si -d 'username=admin@example.com&password=wrong' "http://localhost:$port/api/v1/login/access-token"; echo
curl -si -d 'username=inactive@example.com&password=wrong' "http://localhost:$port/api/v1/login/access-token"; echo
