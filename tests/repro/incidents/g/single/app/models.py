from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Driver(Base):
    __tablename__ = "drivers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    routes: Mapped[list["Route"]] = relationship(back_populates="driver")


class Route(Base):
    __tablename__ = "routes"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    driver_id: Mapped[int] = mapped_column(ForeignKey("drivers.id"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("drivers.id"))
    driver: Mapped["Driver"] = relationship(back_populates="routes")
