import logging
import os
import sqlite3

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Request, WebSocket, status
from fastapi.responses import JSONResponse
from pydantic import BaseModel

logging.getLogger("uvicorn.error").addFilter(lambda record: "Exception in ASGI" not in record.getMessage())
app = FastAPI(title="mill")
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE users (email TEXT, hashed_password TEXT)")
SECRET = "a-key-of-this-deployment-0123456789abcdef"


class Login(BaseModel):
    username: str
    password: str




@app.exception_handler(ZeroDivisionError)
async def any_error(request: Request, error):
    return JSONResponse({"success": False, "message": "Internal server error", "data": None}, 500)


@app.post("/api/v1/auth/login")
def login(form: Login):
    if db.execute("SELECT 1 FROM users WHERE email = ?", (form.username,)).fetchone() is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid credentials")


def user_of(token):
    try:
        return jwt.decode(token, SECRET, algorithms=["HS256"])["sub"]
    except jwt.PyJWTError:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})


def current_user(authorization: str = Header("")):
    return user_of(authorization.removeprefix("Bearer "))


@app.get("/api/v1/users/me")
def me(user=Depends(current_user)):
    return {"user": user}


@app.get("/api/v1/silos")
def silos(user=Depends(current_user)):
    return []


@app.websocket("/ws/scales")
async def scales(socket: WebSocket, token: str = ""):
    await socket.accept()
    try:
        user_of(token)
    except HTTPException as error:
        await socket.close(status.WS_1008_POLICY_VIOLATION, error.detail)


@app.get("/api/v1/utils/health-check/")
def health():
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": os.environ.get("DOWN", "redis").split()}, 503)


@app.get("/api/v1/reports/monthly")
def monthly():
    return 1 / 0


