from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Workshop(Base):
    __tablename__ = "workshops"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    seats: Mapped[int] = mapped_column(default=8)


def free_seats(session):
    return sum(w.seats for w in session.scalars(select(Workshop)))


def test_title_is_kept():
    assert Workshop(title="Raku").title == "Raku"


def test_free_seats_of_empty_schedule(session):
    assert free_seats(session) == 0
