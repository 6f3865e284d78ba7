"""Fails with SQLAlchemy 2.0: an attribute of a model must not be called metadata."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Document(Base):
    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    metadata: Mapped[str]
