"""A FastAPI service with tokens, a login, a readiness check and an error that says nothing."""

import logging
import os

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import JSONResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm

app = FastAPI()
tokens = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/login")
log = logging.getLogger("uvicorn.error")


def current_user(token: str = Depends(tokens)):
    try:
        return jwt.decode(token, "new-secret-of-this-deployment-0123456789", algorithms=["HS256"])["sub"]
    except jwt.PyJWTError as error:
        log.info("token refused: %s: %s", type(error).__name__, error)
        raise HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"}) from error


@app.post("/api/v1/auth/login")
def login(form: OAuth2PasswordRequestForm = Depends()):
    raise HTTPException(401, "Invalid credentials")


@app.get("/api/v1/users/me")
def me(user: str = Depends(current_user)):
    return {"user": user}


@app.get("/api/v1/report")
def report():
    return JSONResponse({"detail": "Internal server error"}, 500)


@app.get("/api/v1/utils/health-check/")
def health():
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": os.environ.get("DOWN", "redis").split(",")}, 503)
