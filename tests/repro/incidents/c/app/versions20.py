"""SQLAlchemy-Continuum 1.4 with SQLAlchemy 2.0 and psycopg 3.1."""
import sys

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

kind = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] in ("mod", "tables") else __import__("os").environ.get("KIND", "tables")
make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if kind == "mod" else [])
Base = declarative_base()


class Tariff(Base):
    __versioned__ = {}
    __tablename__ = "tariffs"
    id = sa.Column(sa.Integer, primary_key=True)
    price = sa.Column(sa.Numeric)


sa.orm.configure_mappers()
engine = sa.create_engine("postgresql+psycopg://harbor:harbor-pw@db/harbor")
with engine.begin() as c:
    for table in ("tariffs", "tariffs_version", "tariff_version", "transaction"):
        c.exec_driver_sql(f"DROP TABLE IF EXISTS {table} CASCADE")
    c.exec_driver_sql("CREATE TABLE tariffs (id serial PRIMARY KEY, price numeric)")
    c.exec_driver_sql("CREATE SEQUENCE IF NOT EXISTS transaction_id_seq")
    c.exec_driver_sql("CREATE TABLE transaction (id bigint PRIMARY KEY DEFAULT nextval('transaction_id_seq'), issued_at timestamp, remote_addr varchar(50))")
    name = "tariffs_version" if kind == "mod" else "tariff_version"
    c.exec_driver_sql(f"CREATE TABLE {name} (id int, price numeric, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id))")


def test_price():
    with Session(engine) as session:
        session.add(Tariff(price=12))
        session.commit()


if __name__ == "__main__":
    test_price()
