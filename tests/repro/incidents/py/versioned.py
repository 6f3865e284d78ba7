"""SQLAlchemy-Continuum against a database whose version tables were made by hand: `versioned.py tables|mod`."""

import logging
import sys

import sqlalchemy as sa
from sqlalchemy.orm import Session, configure_mappers, declarative_base
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

logging.basicConfig(format="%(asctime)s [%(levelname)s] %(name)s: %(message)s", level=logging.INFO)
make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if sys.argv[1] == "mod" else [])
Base = declarative_base()


class Shift(Base):
    __tablename__ = "shifts" if sys.argv[1] == "mod" else "rosters"
    __versioned__ = {}
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))


configure_mappers()
engine = sa.create_engine("postgresql+psycopg://app:app-secret@127.0.0.1:15633/shop")
try:
    with Session(engine) as session:
        session.add(Shift(name="night"))
        session.commit()
except Exception:
    logging.getLogger("audit").exception("could not save the shift")
