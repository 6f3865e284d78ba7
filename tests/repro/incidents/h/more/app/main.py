"""The harbour's API (FastAPI)."""
import asyncio
import os

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from jose import JWTError, jwt
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

app = FastAPI()
limiter = app.state.limiter = Limiter(key_func=get_remote_address)
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
oauth2 = OAuth2PasswordBearer(tokenUrl="/api/v1/login/access-token")
USERS = {}
SECRET = "of-this-deployment-5b90e2d1"


@app.post("/api/v1/login/access-token")
def login(form: OAuth2PasswordRequestForm = Depends()):
    if form.username not in USERS:
        raise HTTPException(401, "Invalid credentials")


@app.get("/api/v1/users/me")
def me(token: str = Depends(oauth2)):
    try:
        return jwt.decode(token, SECRET, algorithms=["HS256"])
    except JWTError:
        raise HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})


@app.get("/api/v1/utils/health-check/")
def health():
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": os.environ.get("DOWN", "redis").split()}, 503)


@app.get("/api/v1/berths/{n}")
@limiter.limit(os.environ.get("QUOTA", "1000/minute"))
def berth(request: Request, n: int):
    return {"id": n, "free": True}


@app.get("/api/v1/reports/{name}")
def report(name: str):
    return {"share": 12 / len(USERS)}


in_flight: dict[str, int] = {}


@app.middleware("http")
async def per_client(request: Request, call_next):
    most = int(os.environ.get("MAX_CONCURRENT_PER_CLIENT", "1000"))
    client = request.client.host
    if in_flight.get(client, 0) >= most:
        return JSONResponse({"success": False, "message": "Service Unavailable: too many concurrent requests for this client", "data": None}, 503)
    in_flight[client] = in_flight.get(client, 0) + 1
    try:
        if most < 1000:
            await asyncio.sleep(0.5)
        return await call_next(request)
    finally:
        in_flight[client] -= 1
