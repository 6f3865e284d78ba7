from fastapi import FastAPI

from keys import ApiKey
from models import Session, engine
import sqlalchemy as sa

app = FastAPI()


@app.get("/keys")
def keys():
    with Session(engine) as session:
        return [k.id for k in session.scalars(sa.select(ApiKey))]


@app.get("/users")
def users():
    from keys import User
    with Session(engine) as session:
        return [u.id for u in session.scalars(sa.select(User))]
