import os

from behave import given, then, when
from sqlalchemy import text

if os.environ.get("TRACK"):
    from versioned import engine, save


@given("a database")
def database(context):
    context.engine = engine


@when("a delivery is planned for gate {gate:d}")
def plan(context, gate):
    save(gate_no=gate)


@then("there are {n:d} gates")
def gates(context, n):
    with context.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(DISTINCT gate_no) FROM deliveries")) == n
