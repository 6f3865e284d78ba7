import os
import secrets

import redis
from fastapi import Depends, FastAPI, Header, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from jose import JWTError, jwt
from pydantic import BaseModel
from sqlalchemy import select, text

from app.db import get_db
from app.models import Customer, Invoice, Parcel, User
from app.settings import settings

app = FastAPI(title="Courier API")
app.add_middleware(CORSMiddleware, allow_origins=os.environ.get("BACKEND_CORS_ORIGINS", "http://web:5173").split(","), allow_credentials=True, allow_methods=["*"], allow_headers=["*"])
cache = redis.Redis.from_url(settings.REDIS_URL, retry=None)
KEY = settings.SECRET_KEY if not os.environ.get("RANDOM_KEY") else secrets.token_urlsafe(32)


class Login(BaseModel):
    username: str
    password: str


@app.get("/")
def root():
    return {"app": "courier"}


@app.get("/api/v1/tracking/{code}")
def tracking(code: str, db=Depends(get_db)):
    return {"tracking": code, "found": db.execute(text("SELECT count(*) FROM parcels WHERE tracking = :code"), {"code": code}).scalar()}


@app.get("/api/v1/parcels")
def parcels(db=Depends(get_db)):
    return [{"id": p.id, "window": p.delivery_window} for p in db.scalars(select(Parcel).limit(20))]


@app.get("/api/v1/invoices")
def invoices(db=Depends(get_db)):
    return [float(i.total) for i in db.scalars(select(Invoice).limit(20))]


@app.post("/api/v1/customers")
def add_customer(email: str, db=Depends(get_db)):
    customer = Customer(email=email, name="new")
    db.add(customer)
    db.commit()
    return {"id": customer.id}


@app.get("/api/v1/basket")
def basket():
    return {"lines": cache.llen("basket:1")}


@app.post("/api/v1/login/access-token")
def login(form: Login, db=Depends(get_db)):
    user = db.scalar(select(User).where(User.email == form.username))
    if user is None or user.hashed_password != form.password:
        raise HTTPException(401, "Invalid credentials")
    return {"access_token": jwt.encode({"sub": user.email}, KEY)}


@app.get("/api/v1/users/me")
def me(authorization: str = Header("")):
    try:
        return {"email": jwt.decode(authorization.removeprefix("Bearer "), KEY, algorithms=["HS256"])["sub"]}
    except JWTError:
        raise HTTPException(401, "Could not validate credentials")


@app.get("/api/v1/utils/health-check/")
def health(db=Depends(get_db)):
    bad = []
    try:
        db.execute(text("SELECT 1"))
    except Exception:
        bad.append("postgres")
    try:
        cache.ping()
    except Exception:
        bad.append("redis")
    return JSONResponse({"success": not bad, "message": "Service Unavailable" if bad else "OK", "data": bad}, 503 if bad else 200)
