"""SQLAlchemy 2.0 models."""
import os

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Officer(Base):
    __tablename__ = "officers"
    id: Mapped[int] = mapped_column(primary_key=True)
    inspections: Mapped[list["Inspection"]] = relationship(back_populates="inspector")


class Inspection(Base):
    __tablename__ = "inspections"
    id: Mapped[int] = mapped_column(primary_key=True)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    approved_by_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    inspector: Mapped[Officer] = relationship(back_populates="inspections")


if os.environ.get("MISTAKE") == "metadata":
    class Document(Base):
        __tablename__ = "documents"
        id: Mapped[int] = mapped_column(primary_key=True)
        metadata: Mapped[dict] = mapped_column(JSON)
