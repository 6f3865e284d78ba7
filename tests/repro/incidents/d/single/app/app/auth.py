import os

import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy import create_engine, text

app = FastAPI()
if os.environ.get("ORIGINS"):
    app.add_middleware(CORSMiddleware, allow_origins=os.environ["ORIGINS"].split(","), allow_methods=["*"], allow_headers=["*"], allow_credentials=True)
engine = create_engine("sqlite://")
bearer = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/login")


@app.post("/api/v1/auth/login")
async def login(request: Request):
    form = await request.form()
    with engine.begin() as db:
        db.execute(text("CREATE TABLE IF NOT EXISTS users (username text, password text)"))
        if not db.execute(text("SELECT 1 FROM users WHERE username = :u"), {"u": form.get("username")}).scalar():
            raise HTTPException(401, "Invalid credentials", headers={"WWW-Authenticate": "Bearer"})


@app.get("/api/v1/users/me")
def me(token: str = Depends(bearer)):
    try:
        return jwt.decode(token, os.environ.get("SECRET_KEY", "this-deployments-secret-key-of-32-bytes"), algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Could not validate credentials", headers={"WWW-Authenticate": "Bearer"})


@app.get("/api/v1/utils/health-check/")
def health():
    down = os.environ.get("DOWN", "").split()
    return JSONResponse({"success": not down, "message": "Service Unavailable" if down else "OK", "data": down}, 503 if down else 200)


@app.exception_handler(Exception)
async def anything(request, error):
    return JSONResponse({"detail": "Internal server error"}, 500)


@app.get("/api/v1/reports/{year}")
def report(year: int):
    return {"share": 1 / (year - 2026)}
