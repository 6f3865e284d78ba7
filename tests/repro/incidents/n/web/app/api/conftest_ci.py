import time, httpx, pytest
@pytest.fixture(scope="session")
def backend():
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        try:
            if httpx.get("http://localhost:8000/api/v1/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(1)
    pytest.exit("backend did not become healthy within 4s", 3)
def test_books(backend):
    assert httpx.get("http://localhost:8000/api/v1/books").json()
