#!/bin/sh
# The logs of kb/gateway/401-no-token.md and 403-client-not-linked.md: a FastAPI route that wants a bearer token.
# PYTHON names a python with the PyPI packages fastapi and uvicorn; curl. Port 15543.
: "${PYTHON:=python3}"
mkdir -p /srv/api && cd /srv/api || exit 1
cat >tokens.py <<'P'
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer

app = FastAPI()

@app.get("/api/users/{id}")
def user(id: int, token=Depends(HTTPBearer())):
    if token.credentials != "linked":
        raise HTTPException(403, "Client is not linked to this API")
    return {"id": id}

@app.get("/api/v1/auth/me")
def me(token=Depends(HTTPBearer())):
    return {}
P
"$PYTHON" -m uvicorn tokens:app --port 15543 >tokens.log 2>&1 &
server=$!
sleep 3
echo "== client"
curl -si http://localhost:15543/api/users/123; echo
curl -si -H "Authorization: Bearer other" http://localhost:15543/api/users/123; echo
curl -s -o /dev/null http://localhost:15543/api/v1/auth/me
curl -s -o /dev/null http://localhost:15543/api/v1/auth/me
kill $server; wait $server 2>/dev/null
echo "== server"; cat tokens.log
