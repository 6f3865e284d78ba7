"""The ferry's API."""
import logging
import os
import sqlite3

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Request, status
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm

logging.getLogger("uvicorn.error").addFilter(lambda record: "Exception in ASGI" not in record.getMessage())
app = FastAPI(title="ferry")
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE users (email TEXT, hashed_password TEXT)")
SECRET = "a-key-of-this-deployment-0123456789abcdef"
oauth2 = OAuth2PasswordBearer("/api/v1/login/access-token")
MODE = os.environ.get("MODE")
app.add_middleware(CORSMiddleware, allow_origins=[os.environ.get("ALLOWED", "http://localhost:5173")], allow_methods=["*"], allow_headers=["*"])
if MODE == "https":
    @app.middleware("http")
    async def moved(request: Request, call_next):
        if request.url.path.startswith("/api/") and not request.url.path.startswith("/api/v1/"):
            return RedirectResponse(str(request.url).replace("/api/", "/api/v1/"), 307)
        return await call_next(request)


@app.exception_handler(ZeroDivisionError)
async def any_error(request: Request, error):
    return JSONResponse({"success": False, "message": "Internal server error", "data": None}, 500)


@app.post("/api/v1/login/access-token")
def login(form: OAuth2PasswordRequestForm = Depends()):
    if db.execute("SELECT 1 FROM users WHERE email = ?", (form.username,)).fetchone() is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid credentials")


def current_user(token: str = Depends(oauth2)):
    try:
        return jwt.decode(token, SECRET, algorithms=["HS256"])["sub"]
    except jwt.PyJWTError:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})


@app.get("/api/v1/users/me")
def me(user=Depends(current_user)):
    return {"user": user}


@app.get("/api/v1/departures")
def departures():
    return [{"id": 1, "to": "Föhr"}]


@app.get("/api/v1/utils/health-check/")
def health():
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": os.environ.get("DOWN", "redis").split()}, 503)


@app.get("/api/v1/reports/occupancy")
def occupancy():
    return 1 / 0
