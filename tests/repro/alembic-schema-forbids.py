# Schema changes that PostgreSQL refuses, as Alembic's operations report them.
# Needs: pip install alembic psycopg2-binary; a PostgreSQL of your own: URL in the environment (its schema "public" is thrown away).
import os
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

engine = sa.create_engine(os.environ["URL"])


def attempt(change, before):
    with engine.connect() as conn:
        conn.execute(sa.text("drop schema public cascade; create schema public;" + before))
        try:
            change(Operations(MigrationContext.configure(conn)))
        except Exception as error:
            print(f"{type(error).__module__}.{type(error).__name__}: {error}\n")


TABLES = """create table ports(id int primary key, code text);
create table vessels(id serial primary key, imo text, port int, constraint vp foreign key(port) references ports(id));
insert into vessels(imo) values('x'); create view v as select imo from vessels; create type st as enum('a');"""
attempt(lambda o: o.alter_column("vessels", "imo", type_=sa.Integer()), "create table vessels(imo text)")
attempt(lambda o: o.alter_column("vessels", "imo", type_=sa.Integer(), postgresql_using="imo::integer"), "create table vessels(imo text); insert into vessels values('IMO9')")
attempt(lambda o: o.create_check_constraint("ck", "vessels", "length(imo)>3"), TABLES)
attempt(lambda o: o.create_foreign_key("fk", "vessels", "ports", ["port"], ["id"]), "create table ports(id int primary key); create table vessels(port int); insert into vessels values(5)")
attempt(lambda o: o.create_foreign_key("fk", "vessels", "ports", ["imo"], ["id"]), TABLES)
attempt(lambda o: o.drop_column("vessels", "imo"), TABLES)
attempt(lambda o: o.alter_column("vessels", "imo", type_=sa.String(3)), TABLES)
attempt(lambda o: (o.execute("alter type st add value 'b'"), o.execute("select 'b'::st")), TABLES)
attempt(lambda o: o.create_index("ix", "vessels", ["imo"], postgresql_concurrently=True), TABLES)
