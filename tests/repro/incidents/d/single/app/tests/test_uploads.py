from fastapi.testclient import TestClient

from app.uploads import app


def test_upload():
    assert TestClient(app).post("/uploads", files={"file": b"%PDF-1.4"}).status_code == 200
