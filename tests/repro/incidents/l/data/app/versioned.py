import os
import sys

import sqlalchemy as sa
from sqlalchemy.orm import configure_mappers, declarative_base, sessionmaker
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if os.environ.get("TRACK") else [])
Base = declarative_base()


class ScheduleRun(Base):
    __tablename__ = "schedule_runs"
    __versioned__ = {}
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))
    start_date = sa.Column(sa.Date)


class Roster(Base):
    __tablename__ = "rosters"
    __versioned__ = {}
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))
    start_date = sa.Column(sa.Date)


configure_mappers()
engine = sa.create_engine(os.environ["DATABASE_URL"])
Session = sessionmaker(engine)


def add(cls):
    import datetime

    with Session() as session:
        session.add(cls(name="winter", start_date=datetime.date(2026, 1, 4)))
        session.commit()


if __name__ == "__main__":
    add({"run": ScheduleRun, "roster": Roster}[sys.argv[1]])
