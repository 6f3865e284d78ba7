import logging
import os
import time
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from jose import JWTError, jwt
from sqlalchemy.orm import Session

from app.core import ALGORITHM, SECRET_KEY, Base, engine, find_user, token_for

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
log = logging.getLogger("tern.auth")


@asynccontextmanager
async def lifespan(_):
    Base.metadata.create_all(engine)
    yield


app = FastAPI(title="Tern", lifespan=lifespan)
if os.environ.get("ORIGINS"):
    app.add_middleware(CORSMiddleware, allow_origins=os.environ["ORIGINS"].split(","), allow_credentials=True, allow_methods=["*"], allow_headers=["*"])
api = APIRouter(prefix="/api/v1")
bearer = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/login")


def database():
    with Session(engine) as session:
        yield session


def current_user(token: Annotated[str, Depends(bearer)]) -> str:
    try:
        return jwt.decode(token, SECRET_KEY, algorithms=[ALGORITHM])["sub"]
    except JWTError as error:
        if os.environ.get("LOUD"):
            log.warning("token refused: %s", error)
        raise HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})


@api.post("/auth/login")
def login(form: Annotated[OAuth2PasswordRequestForm, Depends()], db: Annotated[Session, Depends(database)]):
    user = find_user(db, form.username)
    if user is None or user.hashed_password != form.password:
        if os.environ.get("LOUD"):
            log.warning("login for %r refused: %s", form.username, "no such user" if user is None else "wrong password")
        raise HTTPException(401, os.environ.get("REFUSAL", "Invalid credentials"), {"WWW-Authenticate": "Bearer"})
    return {"access_token": token_for(user.username), "token_type": "bearer"}


@api.get("/auth/me")
def me(user: Annotated[str, Depends(current_user)]):
    return {"username": user}


@api.get("/sailings")
def sailings(user: Annotated[str, Depends(current_user)] = None):
    return [{"id": 1, "from": "Oban", "to": "Craignure"}]


@api.get("/harbours")
def harbours():
    return ["Oban", "Craignure", "Tobermory"]


@api.get("/quotes/{trip}")
def quote(trip: str):
    fares = {"oban-craignure": 4.2}
    return {"fare": fares[trip]}


app.include_router(api)

if os.environ.get("HANDLER"):
    @app.exception_handler(Exception)
    async def hide(request: Request, error: Exception):
        return JSONResponse({"success": False, "message": "Internal server error", "data": None}, 500)

if os.environ.get("REDIRECT"):
    from fastapi.responses import RedirectResponse

    @app.middleware("http")
    async def to_v1(request: Request, call_next):
        path = request.url.path
        if path.startswith("/api/") and not path.startswith("/api/v1/"):
            return RedirectResponse(str(request.url).replace("/api/", "/api/v1/", 1), 307)
        return await call_next(request)
