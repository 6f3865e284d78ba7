"""SQLAlchemy 1.4 models, imported by Alembic's env.py, Celery or a test."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()
MISTAKE = os.environ.get("MISTAKE", "")


class Person(Base):
    __tablename__ = "people"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(80))


class Transfer(Base):
    __tablename__ = "transfers"
    id = sa.Column(sa.Integer, primary_key=True)
    sender_id = sa.Column(sa.Integer, sa.ForeignKey("people.id"))
    receiver_id = sa.Column(sa.Integer, sa.ForeignKey("people.id"))
    if MISTAKE == "metadata":
        metadata = sa.Column(sa.JSON, default=dict)
    sender = relationship("Person") if MISTAKE == "keys" else relationship("Person", foreign_keys=[sender_id])
