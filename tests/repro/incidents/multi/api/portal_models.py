"""Models of which one has two ways to the same table."""

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)


class Invoice(Base):
    __tablename__ = "invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    approved_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    customer: Mapped[Person] = relationship()


engine = create_engine("postgresql+psycopg2://app:app-secret@db:5432/shop")


def list_invoices():
    with Session(engine) as session:
        return [order.id for order in session.scalars(select(Order))]
