#!/usr/bin/env bash
# A signed-in user who has a role is still refused: FastAPI, Flask-Principal style check, Django REST framework
# (see auth-django-login.sh for the last one).
# Needs: python3 with venv, curl, loopback. Installs fastapi uvicorn from PyPI.
# Env: KB_REPRO_DIR (default: a new temporary folder), KB_REPRO_PORT (default 8000).
set -eu
dir=${KB_REPRO_DIR:-$(mktemp -d)}
port=${KB_REPRO_PORT:-8000}
mkdir -p "$dir/perm"
cd "$dir"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip -q --disable-pip-version-check install fastapi uvicorn
cd perm
cat > permapp.py <<'EOF'
import logging
from fastapi import Depends, FastAPI, HTTPException, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes

log = logging.getLogger("uvicorn.error")
app = FastAPI()
roles = {"editor": {"datasource:read", "client:read"}}
user = {"email": "editor@example.com", "role": "editor", "is_superuser": False, "scopes": ["items"]}
oauth2 = OAuth2PasswordBearer(tokenUrl="token", scopes={"me": "", "items": ""})

def require(permission):
    def check():
        if not user["is_superuser"] and permission not in roles[user["role"]]:
            log.warning("permission denied: user=%s role=%s missing=%s", user["email"], user["role"], permission)
            raise HTTPException(403, "Permission denied")
    return check

@app.put("/api/v1/datasources/{id}", dependencies=[Depends(require("datasource:update"))])
def update(id: int): ...

@app.get("/api/v1/users/")
def users():
    if not user["is_superuser"]:
        raise HTTPException(status_code=403, detail="The user doesn't have enough privileges")

def scoped(needed: SecurityScopes, token: str = Depends(oauth2)):
    for scope in needed.scopes:
        if scope not in user["scopes"]:
            raise HTTPException(401, "Not enough permissions", {"WWW-Authenticate": f'Bearer scope="{needed.scope_str}"'})

@app.get("/users/me/", dependencies=[Security(scoped, scopes=["me"])])
def me(): ...
EOF
"$dir/.venv/bin/uvicorn" permapp:app --port "$port" & pid=$!
trap 'kill $pid 2>/dev/null || true' EXIT
sleep 2
curl -si -X PUT "http://localhost:$port/api/v1/datasources/3"; echo
curl -si "http://localhost:$port/api/v1/users/"; echo
curl -si -H 'Authorization: Bearer x' "http://localhost:$port/users/me/"; echo
