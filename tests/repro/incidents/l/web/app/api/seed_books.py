import sys, httpx

api = httpx.Client(base_url="http://localhost:8000/api/v1")
print("Seeding 214 books into http://localhost:8000 ...")
r = api.post("/auth/login", data={"username": "admin", "password": "admin123"})
if r.status_code != 200:
    print(f"Login failed: {r.text}")
    sys.exit(1)
