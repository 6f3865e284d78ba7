import os, tempfile
os.environ["DB"] = tempfile.mkstemp()[1]
import pytest
from fastapi.testclient import TestClient
from main import app

client = TestClient(app)


@pytest.fixture
def token():
    response = client.post("/api/v1/auth/login", data={"username": "admin", "password": "admin123"})
    assert response.status_code == 200, response.text
    return response.json()["access_token"]


def test_me(token):
    assert client.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_loans(token):
    assert client.get("/api/v1/loans", headers={"Authorization": f"Bearer {token}"}).json() == []
