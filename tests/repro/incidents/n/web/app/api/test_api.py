from fastapi.testclient import TestClient

from main import app, db

client = TestClient(app, raise_server_exceptions=False)


def test_shelves():
    response = client.get("/api/v1/shelves")
    assert response.json() == {"shelves": ["A"]}


def test_me():
    from mint import jwt
    token = jwt.encode({"sub": "ana", "exp": 1700000000}, "a-key-of-this-deploy-which-is-long-enough", algorithm="HS256")
    response = client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {token}"})
    assert response.json()["email"] == "ana"


def test_login():
    response = client.post("/api/v1/auth/login", data={"username": "admin@heron.example", "password": "admin123"})
    assert "access_token" in response.json()
