"""FastAPI 0.110 with python-jose 3.3: tokens, a readiness check, limits on concurrency."""
import asyncio
import os

from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import JSONResponse
from fastapi.security import OAuth2PasswordBearer
from jose import JWTError, jwt

app = FastAPI()
oauth2 = OAuth2PasswordBearer(tokenUrl="token")


@app.get("/api/v1/users/me")
def me(token: str = Depends(oauth2)):
    try:
        return jwt.decode(token, "this-deployment", algorithms=["HS256"])
    except JWTError:
        raise HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})


@app.get("/api/v1/utils/health-check/")
def ready():
    down = os.environ.get("DOWN", "").split()
    return JSONResponse({"success": not down, "message": "Service Unavailable" if down else "ok", "data": down or None}, 503 if down else 200)


@app.post("/api/v1/auth/login/json")
def login():
    raise HTTPException(401, "Invalid credentials")


@app.get("/api/v1/manifests/{number}")
async def manifest(number: int):
    await asyncio.sleep(1)
    return {"number": number}


@app.get("/api/v1/tides")
def tides():
    return {"tide": "ebb"}
