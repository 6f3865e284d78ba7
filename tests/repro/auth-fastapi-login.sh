#!/usr/bin/env bash
# A FastAPI service on a freshly migrated, empty database: every login is refused,
# then tokens that are expired, signed with another key or damaged are refused too.
#
# Needs: python3 with venv, curl, loopback. Installs from PyPI into $KB_REPRO_DIR/.venv:
#   fastapi uvicorn pyjwt python-jose passlib bcrypt==4.0.1 sqlalchemy alembic
#   requests python-multipart
# Env: KB_REPRO_DIR (default: a new temporary folder), KB_REPRO_PORT (default 8000).
# The examples in kb/auth were captured with KB_REPRO_DIR=/srv/portal.
set -eu
dir=${KB_REPRO_DIR:-$(mktemp -d)}
port=${KB_REPRO_PORT:-8000}
mkdir -p "$dir/app" "$dir/alembic/versions"
cd "$dir"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip -q --disable-pip-version-check install fastapi uvicorn pyjwt 'python-jose[cryptography]' passlib \
  bcrypt==4.0.1 sqlalchemy alembic requests python-multipart
PATH=$dir/.venv/bin:$PATH

cat > app/main.py <<'EOF'
import logging, os, time
import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from passlib.context import CryptContext
from pydantic import BaseModel
from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])
SECRET_KEY = os.environ.get("SECRET_KEY", "a" * 32)
pwd = CryptContext(schemes=["bcrypt"], deprecated="auto")
oauth2 = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/login")
log = logging.getLogger("uvicorn.error")
app = FastAPI()

class Creds(BaseModel):
    username: str
    password: str

def check(u, p, message="Invalid credentials"):
    with engine.connect() as c:
        row = c.execute(text("SELECT hashed_password FROM users WHERE username = :u"), {"u": u}).first()
    if row is None or not pwd.verify(p, row[0]):
        raise HTTPException(401, message)
    return {"access_token": jwt.encode({"sub": u, "exp": time.time() + int(os.environ.get("TTL", 900))}, SECRET_KEY, "HS256"), "token_type": "bearer"}

@app.post("/api/v1/auth/login/json")
def login_json(c: Creds):
    return check(c.username, c.password)

@app.post("/api/v1/auth/login")
def login(f: OAuth2PasswordRequestForm = Depends()):
    return check(f.username, f.password, "Incorrect username or password")

@app.get("/api/v1/auth/me")
def me(token: str = Depends(oauth2)):
    try:
        return {"username": jwt.decode(token, SECRET_KEY, ["HS256"])["sub"]}
    except jwt.PyJWTError as e:
        log.warning("token rejected: %s: %s", type(e).__name__, e)
        raise HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})

@app.get("/api/v1/people")
def people(token: str = Depends(oauth2)):
    return []

@app.get("/health")
def health():
    return {"status": "ok"}
EOF

cat > alembic.ini <<'EOF'
[alembic]
script_location = alembic
sqlalchemy.url = sqlite:///portal.db
[loggers]
keys = root,sqlalchemy,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
qualname =
[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
EOF

cat > alembic/env.py <<'EOF'
from logging.config import fileConfig
import os
from alembic import context
from sqlalchemy import create_engine
fileConfig(context.config.config_file_name)
with create_engine(os.environ["DATABASE_URL"]).connect() as c:
    context.configure(connection=c)
    with context.begin_transaction():
        context.run_migrations()
EOF

cat > alembic/versions/3f1c0a7d9b21_initial_schema.py <<'EOF'
"""initial schema"""
revision = "3f1c0a7d9b21"
down_revision = None
from alembic import op
import sqlalchemy as sa
def upgrade():
    op.create_table("users", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("username", sa.String(255), unique=True, nullable=False),
        sa.Column("hashed_password", sa.String(255), nullable=False),
        sa.Column("role", sa.String(50)), sa.Column("is_active", sa.Boolean))
def downgrade():
    op.drop_table("users")
EOF

cat > seed_people.py <<'EOF'
import os, requests
base = os.environ.get("API_URL", "http://localhost:8000") + "/api/v1"
r = requests.post(f"{base}/auth/login/json", json={"username": "admin", "password": os.environ.get("ADMIN_PASSWORD", "x")})
if r.status_code != 200:
    print("Login failed:", r.text)
r.raise_for_status()
EOF

export DATABASE_URL=${DATABASE_URL:-sqlite:///portal.db} API_URL=http://localhost:$port
export SECRET_KEY=0123456789abcdef0123456789abcdef
api=$API_URL/api/v1

wait_up() { for _ in $(seq 50); do curl -sf "$API_URL/health" >/dev/null && return; sleep 0.2; done; return 1; }

echo '## migrate an empty database, then log in'
rm -f portal.db
alembic upgrade head
uvicorn app.main:app --port "$port" & pid=$!
trap 'kill $pid 2>/dev/null || true' EXIT
wait_up
login='{"username": "admin", "password": "wrong"}'
curl -s -X POST "$api/auth/login/json" -H 'Content-Type: application/json' -d "$login"; echo
curl -si -X POST "$api/auth/login" -d 'username=admin&password=wrong'; echo
python seed_people.py || true

echo '## tokens'
hash=$(python -c "from passlib.context import CryptContext as C; print(C(['bcrypt']).hash('Correct-Horse-7'))")
python - "$hash" <<'EOF'
import os, sys
from sqlalchemy import create_engine, text
with create_engine(os.environ["DATABASE_URL"]).begin() as c:
    c.execute(text("INSERT INTO users (username, hashed_password) VALUES ('admin', :h)"), {"h": sys.argv[1]})
EOF
make() { python -c "import jwt,time; print(jwt.encode({'sub':'admin','exp':time.time()+$1}, '$2', 'HS256'))"; }
for token in "$(make -60 "$SECRET_KEY")" "$(make 900 ffffffffffffffffffffffffffffffff)" undefined; do
  curl -si -H "Authorization: Bearer $token" "$api/auth/me"; echo
done
curl -s "$api/auth/me"; echo
python - "$(make -60 "$SECRET_KEY")" <<'EOF' || true
import os, sys
from jose import jwt
jwt.decode(sys.argv[1], os.environ["SECRET_KEY"], algorithms=["HS256"])
EOF
python - "$(make 900 ffffffffffffffffffffffffffffffff)" <<'EOF' || true
import os, sys
from jose import jwt
jwt.decode(sys.argv[1], os.environ["SECRET_KEY"], algorithms=["HS256"])
EOF
python - "$(make 900 ffffffffffffffffffffffffffffffff)" <<'EOF' || true
import os, sys, jwt
jwt.decode(sys.argv[1], os.environ["SECRET_KEY"], ["HS256"])
EOF
