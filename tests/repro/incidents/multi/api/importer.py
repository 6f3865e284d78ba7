"""Imports that go on after the first failure: `importer.py MODE`."""

import logging
import sys

import psycopg
import psycopg2
from sqlalchemy import String, create_engine, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("importer")
DSN = "host=db dbname=shop user=app password=app-secret"
engine = create_engine("postgresql+psycopg2://app:app-secret@db:5432/shop")


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(80))


class RepositoryError(Exception):
    pass


class ImportFailed(Exception):
    pass


def column():
    """psycopg2: one transaction, no rollback after a failure."""
    db = psycopg2.connect(DSN)
    cursor = db.cursor()
    for number in range(1, 160):
        try:
            if number < 41:
                cursor.execute("UPDATE orders SET status = 'open' WHERE id = %s", (number,))
            elif number == 41:
                cursor.execute("UPDATE orders SET discount_code = %s WHERE id = %s", ("SPRING", number))
            else:
                cursor.execute("SELECT total FROM orders WHERE id = %s", (number,))
            log.info("row %d imported", number)
        except psycopg2.Error:
            log.exception("row %d not imported", number)


def table():
    """psycopg 3 inside SQLAlchemy: a probe for an optional table spoils the transaction."""
    with Session(create_engine("postgresql+psycopg://app:app-secret@db:5432/shop")) as session:
        for number in range(60):
            log.info("page %d of the catalogue read, %d products", number, 40)
        try:
            session.execute(text("SELECT max(imported_at) FROM import_batches")).scalar()
        except SQLAlchemyError as error:
            log.debug("no batches yet: %s", error)
            log.warning("no earlier batch: %s", type(error).__name__)
            log.warning("%s", str(error.orig).splitlines()[0])
        for number in range(80):
            try:
                session.connection().exec_driver_sql("SELECT id FROM people WHERE email = %(e)s", {"e": f"p{number}@example.org"})
            except SQLAlchemyError as error:
                log.error("person %d: %s", number, error)


def flush():
    """A flush whose failure is swallowed."""
    with Session(engine) as session:
        for number in range(50):
            email = f"person{number if number != 23 else 22}@example.org"
            try:
                session.add(Person(email=email))
                session.flush()
                log.info("added %s", email)
            except IntegrityError:
                pass
            except SQLAlchemyError as error:
                log.error("could not add %s: %s", email, error)
        try:
            session.commit()
        except SQLAlchemyError:
            log.exception("nothing was saved")


def handling():
    """The handler of the first error trips over the session that the error left behind."""
    with Session(engine) as session:
        session.add(Person(email="ada@example.org"))
        session.flush()
        try:
            session.add(Person(email="ada@example.org"))
            session.flush()
        except IntegrityError:
            session.execute(text("UPDATE people SET email = lower(email)"))
            session.commit()


def cause():
    """Three layers, each of which raises its own error from the one below."""
    def repository():
        try:
            with psycopg.connect(DSN) as db:
                return db.execute("SELECT o.id, o.shipped_at FROM orders AS o").fetchall()
        except psycopg.Error as error:
            raise RepositoryError("orders could not be read") from error

    def service():
        try:
            return repository()
        except RepositoryError as error:
            raise ImportFailed("the nightly import has stopped") from error

    for number in range(400):
        log.info("checked file %04d.csv, 120 rows", number)
    try:
        service()
    except ImportFailed:
        log.exception("job import-orders failed")
    for number in range(400):
        log.info("archived file %04d.csv", number)
    log.error("job import-orders: 1 failure")


globals()[sys.argv[1]]()
