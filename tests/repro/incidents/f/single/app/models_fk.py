from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(120))
    tickets: Mapped[list["Ticket"]] = relationship(back_populates="opened_by")


class Ticket(Base):
    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    opened_by: Mapped["Member"] = relationship(back_populates="tickets")
