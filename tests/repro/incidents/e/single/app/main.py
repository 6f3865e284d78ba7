import logging
import os

from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import get_db
from models import Invoice, User, Vessel

if os.environ.get("LOG_JSON"):
    from pythonjsonlogger import jsonlogger
    handler = logging.StreamHandler()
    handler.setFormatter(jsonlogger.JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level="INFO", handlers=[handler])

app = FastAPI(title="Quay")


class UserIn(BaseModel):
    email: str
    full_name: str | None = None


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


@app.get("/api/v1/vessels")
def vessels(db: Session = Depends(get_db)):
    return db.scalars(select(Vessel).order_by(Vessel.name)).all()


@app.get("/api/v1/invoices")
def invoices(db: Session = Depends(get_db)):
    return db.scalars(select(Invoice)).all()


@app.post("/api/v1/users")
def create_user(body: UserIn, db: Session = Depends(get_db)):
    user = User(**body.model_dump())
    db.add(user)
    db.commit()
    return {"id": user.id}
