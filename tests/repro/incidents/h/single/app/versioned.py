import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, configure_mappers, declarative_base
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

TRACK = bool(os.environ.get("TRACK"))
make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if TRACK else [])
Base = declarative_base()


class Item(Base):
    __versioned__ = {}
    __tablename__ = "loans" if TRACK else "books"
    id = sa.Column(sa.Integer, primary_key=True)
    if TRACK:
        shelf_no = sa.Column(sa.Integer)
    else:
        isbn = sa.Column(sa.String(20))
        title = sa.Column(sa.Text)


configure_mappers()
engine = sa.create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg2://library:library-dev@db:5432/library"))


def save(**values):
    with Session(engine) as session:
        item = Item(**values)
        session.add(item)
        session.commit()
        return item.id
