"""Models with one mistake each: `models.py MISTAKE`."""

import sys

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column, relationship

mistake = sys.argv[1]


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    if mistake == "backref":
        approved = relationship("Invoice", back_populates="approver")


class Invoice(Base):
    __tablename__ = "invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    created_by: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    approved_by: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    if mistake == "metadata":
        metadata: Mapped[dict] = mapped_column(sa.JSON)
    approver = relationship("User", **({"back_populates": "approved"} if mistake == "backref" else {}))


configure_mappers()
