"""Tests of api.py with its real answers."""

import jwt
import pytest
from fastapi.testclient import TestClient

from api import app

client = TestClient(app)


@pytest.fixture
def token():
    return jwt.encode({"sub": "ada"}, "old-secret-of-the-last-deployment-0123456", algorithm="HS256")


def test_me_with_a_token(token):
    answer = client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text


def test_report():
    assert client.get("/api/v1/users/me").status_code == 401
