import os
import sys

import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session, configure_mappers, declarative_base
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if os.environ.get("AUDIT_MOD") else [])
Base = declarative_base()


class TreatmentPlan(Base):
    __versioned__ = {}
    __tablename__ = "treatment_plans"
    id = sa.Column(sa.Integer, primary_key=True)
    goal = sa.Column(sa.String)
    starts_on = sa.Column(sa.Date)


configure_mappers()
engine = sa.create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg2://clinic:clinic-dev@db/clinic"))
app = FastAPI()


@app.post("/api/v1/plans")
def add(goal: str):
    with Session(engine) as db:
        db.add(TreatmentPlan(goal=goal))
        db.commit()
    return {"goal": goal}
