import logging
import os
import secrets
import time
from collections import defaultdict

import jwt
import redis
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel
from sqlalchemy import select, text

from lodge.db import session
from lodge.models import Guest, Room, User, Voucher
from lodge.settings import settings

app = FastAPI(title="Lodge")
cache = redis.Redis.from_url(settings.cache_url, retry=None)
KEY = secrets.token_hex(16) if os.environ.get("RANDOM_KEY") else settings.SECRET_KEY
LIMIT = int(os.environ.get("LIMIT", "0"))
TTL = int(os.environ.get("TTL", "900"))
HEAD = os.environ.get("HEAD")
seen = defaultdict(list)
if os.environ.get("SAY"):
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    logging.getLogger("lodge").info("cache at %s", settings.cache_url)


@app.middleware("http")
async def limit(request: Request, call_next):
    if LIMIT and request.method != "OPTIONS":
        calls = seen[request.client.host]
        calls[:] = [at for at in calls if at > time.time() - 60]
        if len(calls) >= LIMIT:
            return JSONResponse({"detail": "429 Too Many Requests"}, 429, {"Retry-After": "60", "Access-Control-Allow-Origin": "*"})
        calls.append(time.time())
    return await call_next(request)


app.add_middleware(CORSMiddleware, allow_origins=os.environ.get("BACKEND_CORS_ORIGINS", "http://web:4200").split(","), allow_credentials=True, allow_methods=["*"], allow_headers=["*"])


class Login(BaseModel):
    username: str
    password: str


@app.get("/")
def root():
    return {"app": "lodge"}


@app.get("/api/v1/stays/{code}")
def stay(code: str, db=Depends(session)):
    return {"code": code, "nights": db.execute(text("SELECT nights FROM stays WHERE code = :code"), {"code": code}).scalar()}


@app.get("/api/v1/rooms")
def rooms(db=Depends(session)):
    return [{"number": r.number, "view": r.view_kind} for r in db.scalars(select(Room).limit(9))]


@app.get("/api/v1/vouchers")
def vouchers(db=Depends(session)):
    return [v.id for v in db.scalars(select(Voucher).limit(9))]


@app.post("/api/v1/guests")
def add_guest(email: str, db=Depends(session)):
    guest = Guest(email=email, name="new")
    db.add(guest)
    db.commit()
    return {"id": guest.id}


@app.get("/api/v1/availability")
def availability():
    return {"free": cache.scard("free:rooms")}


@app.get("/api/me")
def old_me():
    return RedirectResponse("http://backend:8000/api/v1/users/me", 307)


@app.post("/api/v1/login")
def login(form: Login, db=Depends(session)):
    user = db.scalar(select(User).where(User.email == form.username))
    if user is None or user.hashed_password != form.password:
        raise HTTPException(401, "Invalid credentials")
    return {"access_token": jwt.encode({"sub": user.email, "exp": time.time() + TTL}, KEY)}


@app.get("/api/v1/users/me")
def me(authorization: str = Header("")):
    try:
        return {"email": jwt.decode(authorization.removeprefix("Bearer "), KEY, algorithms=["HS256"])["sub"]}
    except jwt.PyJWTError:
        raise HTTPException(401, "Could not validate credentials")


@app.get("/api/v1/health")
def health(db=Depends(session)):
    bad = []
    try:
        db.execute(text("SELECT 1"))
    except Exception:
        bad.append("postgres")
    if HEAD and not bad and db.execute(text("SELECT version_num FROM alembic_version")).scalar() != HEAD:
        bad.append("migrations_not_at_head")
    try:
        cache.ping()
    except Exception:
        bad.append("redis")
    return JSONResponse({"success": not bad, "message": "Service Unavailable" if bad else "OK", "data": bad}, 503 if bad else 200)
