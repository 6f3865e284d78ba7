from fastapi.testclient import TestClient

from app.limited_bad import app

client = TestClient(app)


def test_slots():
    assert client.get("/api/v1/slots").status_code == 200
