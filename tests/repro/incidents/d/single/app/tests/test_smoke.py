import os

import requests

BASE = os.environ.get("BASE_URL", "http://backend:8000")


def test_ready():
    response = requests.get(f"{BASE}/api/v1/utils/health-check/", timeout=5)
    assert response.json() == {"success": True, "message": "OK", "data": []}
