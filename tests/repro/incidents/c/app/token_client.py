"""A nightly export with httpx's event hooks and structlog."""
import datetime

import requests
from jose import jwt

expired = jwt.encode({"sub": "mira", "exp": datetime.datetime(2026, 1, 1)}, "this-deployment")
session = requests.Session()
for page in range(1, 4):
    answer = session.get("http://backend:8000/api/v1/tides", params={"page": page})
    print("page", page, answer.status_code)
answer = session.get("http://backend:8000/api/v1/users/me", headers={"Authorization": "Bearer " + expired})
try:
    answer.raise_for_status()
except requests.HTTPError as error:
    print("export stopped:", error)
    print("  answer:", answer.json())
