from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Librarian(Base):
    __tablename__ = "librarians"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    loans: Mapped[list["Loan"]] = relationship(back_populates="handed_out_by")


class Loan(Base):
    __tablename__ = "loans"
    id: Mapped[int] = mapped_column(primary_key=True)
    shelf_no: Mapped[int]
    handed_out_by_id: Mapped[int] = mapped_column(ForeignKey("librarians.id"))
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("librarians.id"))
    handed_out_by: Mapped["Librarian"] = relationship(back_populates="loans")
