"""A client that logs every answer: `jose_client.py COUNT`."""

import logging
import sys

import httpx
from fastapi.testclient import TestClient
from jose import jwt

from jose_api import app

logging.getLogger("httpx").setLevel(logging.INFO)
log = logging.getLogger("sync")
client = TestClient(app, base_url="https://portal.example.org")
half = int(sys.argv[1]) // 2
for number in range(half):
    client.get(f"/items/{number}")
answer = client.get("/users/me", headers={"Authorization": "Bearer " + jwt.encode({"sub": "ada"}, "k-2026-10")})
if answer.is_error:
    log.error("GET %s -> %s %s", answer.url, answer.status_code, answer.text)
for number in range(half):
    client.get(f"/items/{number}")
log.info("done, 1 user skipped")
