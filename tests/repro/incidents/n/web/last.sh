cd /app/heron/api; mkdir -p scripts; cp ../php/scripts/forecast.py scripts/
cat > run_pool.py <<'P'
import multiprocessing
import runpy


def run_user_script(path):
    with multiprocessing.Pool(1) as pool:
        return pool.apply_async(runpy.run_path, (path,)).get(timeout=2)


if __name__ == "__main__":
    run_user_script("scripts/forecast.py")
P
cat > run_wait.py <<'P'
import asyncio
import sys


async def run_user_script(path):
    proc = await asyncio.create_subprocess_exec(sys.executable, path)
    try:
        await asyncio.wait_for(proc.wait(), timeout=2)
    except TimeoutError:
        proc.kill()
        raise


asyncio.run(run_user_script("scripts/forecast.py"))
P
cat > run_anyio.py <<'P'
import anyio


async def run_user_script(path):
    with anyio.fail_after(2):
        await anyio.run_process(["python3", path])


anyio.run(run_user_script, "scripts/forecast.py")
P
python run_pool.py > $R/script.pool_py 2>&1; python run_wait.py > $R/script.wait 2>&1; python run_anyio.py > $R/script.anyio 2>&1
cat > test_api.py <<'P'
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
P
sed -i 's/^print(/if __name__ == "__main__": print(/' mint.py
PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 pytest -q test_api.py > $R/api.pytest 2>&1
cd ../node; POINTS=5 node exp.mjs > $R/web.jest.log 2>&1 & up localhost:3001/health; timeout 60 node node_modules/jest/bin/jest.js --rootDir jt --testEnvironment node > $R/exp.jest 2>&1
