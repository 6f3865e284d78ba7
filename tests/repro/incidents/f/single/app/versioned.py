import os

import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import configure_mappers, declarative_base, sessionmaker
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

TRACK = bool(os.environ.get("TRACK"))
make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if TRACK else [])
Base = declarative_base()


class Firing(Base):
    __versioned__ = {}
    __tablename__ = "firings" if TRACK else "glazes"
    id = sa.Column(sa.Integer, primary_key=True)
    if TRACK:
        kiln_no = sa.Column(sa.Integer)
    else:
        code = sa.Column(sa.String(20))
        name = sa.Column(sa.Text)


configure_mappers()
engine = sa.create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg://kiln:kiln-dev@db:5432/kiln"))
Session = sessionmaker(engine)
app = FastAPI()


@app.post("/api/items", status_code=201)
def add(body: dict):
    return {"id": save(**body)}


def save(**values):
    with Session() as session:
        item = Firing(**values)
        session.add(item)
        session.commit()
        return item.id
