from datetime import datetime

from celery import Celery
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

app = Celery("reports", broker="redis://:dev-redis-pw@redis:6379/0")
engine = create_engine("postgresql+psycopg://quay:quay-dev@db:5432/quay")


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employees"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Approval(Base):
    __tablename__ = "approvals"
    id: Mapped[int] = mapped_column(primary_key=True)
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id"))
    requested_at: Mapped[datetime]
    requested_by: Mapped[Employee] = relationship()


@app.task
def remind_approvers():
    with Session(engine) as session:
        return len(session.scalars(select(Approval).where(Approval.approved_by_id.is_(None))).all())
