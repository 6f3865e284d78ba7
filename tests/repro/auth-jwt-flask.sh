#!/usr/bin/env bash
# flask-jwt-extended answers an expired token and one signed with another key.
# Needs: python3 with venv. Installs flask flask-jwt-extended pyjwt from PyPI into $KB_REPRO_DIR/.venv.
# Env: KB_REPRO_DIR (default: a new temporary folder).
set -eu
dir=${KB_REPRO_DIR:-$(mktemp -d)}
mkdir -p "$dir"
cd "$dir"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip -q --disable-pip-version-check install flask flask-jwt-extended pyjwt
.venv/bin/python - <<'EOF'
import time
import jwt
from flask import Flask
from flask_jwt_extended import JWTManager, jwt_required

key = "0123456789abcdef0123456789abcdef"
app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = key
JWTManager(app)

@app.get("/me")
@jwt_required()
def me():
    return {}

for seconds, signing_key in ((-60, key), (60, "f" * 32)):
    now = time.time()
    claims = {"sub": "a", "exp": now + seconds, "iat": now, "jti": "x", "type": "access", "fresh": False}
    token = jwt.encode(claims, signing_key, "HS256")
    answer = app.test_client().get("/me", headers={"Authorization": "Bearer " + token})
    print(answer.status, answer.text.strip())
EOF
