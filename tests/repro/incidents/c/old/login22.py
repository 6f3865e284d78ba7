"""Smoke test after a deploy, with requests 2.25."""
import requests

answer = requests.post("http://backend:8000/api/v1/auth/login", json={"username": "admin", "password": "AdminPassword123!"})
print("POST /api/v1/auth/login ->", answer.status_code, answer.reason, answer.headers["Content-Type"])
print("Login failed:", answer.text)
answer.raise_for_status()
