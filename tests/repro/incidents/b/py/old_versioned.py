"""SQLAlchemy-Continuum: version tables made by hand. `old_versioned.py tables|mod [driver]`."""

import logging
import sys

import sqlalchemy as sa
from sqlalchemy.orm import configure_mappers, declarative_base, sessionmaker
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

logging.basicConfig(format='{"time": "%(asctime)s", "level": "%(levelname)s", "logger": "%(name)s", "message": "%(message)s"}' if "json" in sys.argv
                    else "%(asctime)s %(levelname)s [%(name)s] %(message)s", level=logging.INFO)
make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if sys.argv[1] == "mod" else [])
Base = declarative_base()


class Rotation(Base):
    __tablename__ = "rotations" if sys.argv[1] == "mod" else "contracts"
    __versioned__ = {}
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(50))


configure_mappers()
engine = sa.create_engine("postgresql+%s://app:app-secret@127.0.0.1:16733/ledger" % sys.argv[2])
session = sessionmaker(engine)()
session.add(Rotation(title="weekend"))
session.commit()
