"""FastAPI with python-jose: 1,200 requests, a token of another key among them."""

import logging
import sys

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from jose import JWTError, jwt

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl="token")


def user(token: str = Depends(scheme)):
    try:
        return jwt.decode(token, "k-2026-11", algorithms=["HS256"])["sub"]
    except JWTError as error:
        raise HTTPException(status_code=401, detail="Could not validate credentials", headers={"WWW-Authenticate": "Bearer"}) from error


@app.get("/users/me")
def me(name: str = Depends(user)):
    return {"name": name}


@app.get("/items/{number}")
def item(number: int):
    return {"number": number}
