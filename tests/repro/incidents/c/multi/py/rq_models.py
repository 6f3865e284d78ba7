import os, sys
import redis
import rq
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Terminal(Base):
    __tablename__ = "terminals"
    id: Mapped[int] = mapped_column(primary_key=True)


class Transfer(Base):
    __tablename__ = "transfers"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("terminals.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("terminals.id"))
    source: Mapped[Terminal] = relationship("Terminal")


class Berth(Base):
    __tablename__ = "berths"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]


engine = create_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"))


def count_berths(number):
    with Session(engine) as session:
        return len(session.scalars(select(Berth)).all())


if __name__ == "__main__":
    queue = rq.Queue("moves", connection=redis.Redis.from_url(os.environ["REDIS_URL"]))
    for n in range(int(sys.argv[1])):
        queue.enqueue("rq_models.count_berths", n)
