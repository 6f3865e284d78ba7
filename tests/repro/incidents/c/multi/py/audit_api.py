"""Versioned models behind FastAPI; one session for the process, as someone wrote it."""
import os
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import configure_mappers, declarative_base, sessionmaker
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if os.environ.get("MOD") else [])
Base = declarative_base()


class Inspection(Base):
    __versioned__ = {}
    __tablename__ = "inspections"
    id = sa.Column(sa.Integer, primary_key=True)
    note = sa.Column(sa.Text)
    grade = sa.Column(sa.Integer)


configure_mappers()
engine = sa.create_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://"))
session = sessionmaker(engine)()
app = FastAPI()


@app.get("/inspections")
def listed():
    return [i.id for i in session.scalars(sa.select(Inspection).limit(3))]


@app.post("/inspections")
def add(note: str):
    inspection = Inspection(note=note, grade=3)
    session.add(inspection)
    session.commit()
    return {"id": inspection.id}
