import jwt
from fastapi.testclient import TestClient

from app.auth import app

client = TestClient(app)


def auth_headers():
    return {"Authorization": "Bearer " + jwt.encode({"sub": "ines"}, "key-of-the-fixture-file-32-bytes-long", "HS256")}


def test_me():
    r = client.get("/api/v1/users/me", headers=auth_headers())
    assert r.json() == {"sub": "ines"}
