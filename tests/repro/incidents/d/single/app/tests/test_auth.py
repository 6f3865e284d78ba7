import jwt
import pytest
from fastapi.testclient import TestClient

from app.auth import app

client = TestClient(app)


def test_health():
    assert client.get("/api/v1/utils/health-check/").status_code == 200


def test_login_superuser():
    r = client.post("/api/v1/auth/login", data={"username": "admin", "password": "AdminPassword123!"})
    assert r.status_code == 200, r.json()
