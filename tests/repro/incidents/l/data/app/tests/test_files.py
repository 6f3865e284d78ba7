from fastapi.testclient import TestClient


def test_upload():
    from api_files import app
    assert TestClient(app).post("/files", files={"file": b"x"}).status_code == 200
