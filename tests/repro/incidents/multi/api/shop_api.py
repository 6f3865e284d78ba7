"""The shop's backend. What goes wrong with it comes from its environment, the database and Redis."""

import logging
import os

import jwt
import redis
from fastapi import Depends, FastAPI, Form, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.security import OAuth2PasswordBearer
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from sqlalchemy import create_engine, text

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s [%(name)s] %(message)s")
log = logging.getLogger("shop.api")
logging.getLogger("uvicorn.error").disabled = bool(os.environ.get("QUIET"))
engine = create_engine(os.environ["DATABASE_URL"], pool_size=4, pool_pre_ping=True, connect_args={"connect_timeout": 3})
cache = redis.from_url(os.environ.get("REDIS_URL", "redis://redis:6379/0"))
limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ.get("LIMITS", "memory://"),
                  in_memory_fallback_enabled=bool(os.environ.get("FALLBACK")), strategy=os.environ.get("STRATEGY", "fixed-window"))
app = FastAPI(title="Shop")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
if os.environ.get("ORIGIN"):
    app.add_middleware(CORSMiddleware, allow_origins=[os.environ["ORIGIN"]], allow_methods=["*"], allow_headers=["*"], allow_credentials=True)
tokens = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/login")


def rows(statement, **values):
    with engine.begin() as db:
        return [dict(row._mapping) for row in db.execute(text(statement), values)]


def current_user(token: str = Depends(tokens)):
    try:
        return jwt.decode(token, os.environ.get("SECRET_KEY", "a-secret-of-this-deployment-0123456789"), algorithms=["HS256"])["sub"]
    except jwt.PyJWTError as error:
        answer = HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})
        log.warning("token refused: %s; answering 401 %s", error, {"detail": answer.detail})
        raise answer from error


@app.get("/api/v1/products/{number}")
def product(number: int):
    return {"id": number, "name": f"Lamp {number}"}


@app.get("/api/v1/orders")
def orders(limit: int = 5):
    found = rows("SELECT id, total::float AS total, status FROM orders ORDER BY id LIMIT :n", n=limit)
    log.info("listed %d orders", len(found))
    return found


@app.get("/api/v1/discounts")
def discounts():
    return rows("SELECT orders.id, orders.discount_code FROM orders WHERE orders.discount_code IS NOT NULL")


@app.get("/api/v1/coupons")
def coupons():
    return rows("SELECT id, code FROM coupons ORDER BY id")


@app.post("/api/v1/people", status_code=201)
def person(email: str):
    return rows("INSERT INTO people (email) VALUES (:email) RETURNING id", email=email)[0]


@app.post("/api/v1/auth/login")
def login(username: str = Form(), password: str = Form()):
    if not rows("SELECT 1 AS found FROM people WHERE email = :email", email=username):
        raise HTTPException(401, "Invalid credentials")
    return {"access_token": jwt.encode({"sub": username}, os.environ.get("SECRET_KEY", "a-secret-of-this-deployment-0123456789"))}


@app.get("/api/v1/users/me")
def me(user: str = Depends(current_user)):
    return {"user": user}


@app.get("/api/v1/cart")
def cart():
    return {"items": cache.lrange("cart:ada", 0, -1)}


@app.api_route("/api/basket", methods=["GET", "OPTIONS"])
def basket():
    return RedirectResponse("/api/v1/cart", 307)


@app.get("/api/v1/schedule")
@limiter.limit("6/minute")
def schedule(request: Request):
    return {"week": 32}


@app.get("/api/v1/utils/health-check/")
def health():
    failed = []
    try:
        rows("SELECT 1 AS one")
    except Exception as error:
        log.error("health: postgres: %s", error)
        failed.append("postgres")
    try:
        cache.ping()
    except redis.RedisError as error:
        log.error("health: redis: %s", error)
        failed.append("redis")
    if failed:
        answer = {"success": False, "message": "Service Unavailable", "data": failed}
        log.warning("health check answers 503 %s", JSONResponse(answer).body.decode())
        return JSONResponse(answer, 503)
    return {"success": True, "message": "OK", "data": []}
