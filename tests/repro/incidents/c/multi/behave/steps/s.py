from behave import given, then


@given("berth {n:d}")
def berth(context, n):
    context.n = n


@then("its shore power is known")
def power(context):
    context.db.execute("SELECT shore_power_kw FROM berths WHERE id = %s", (context.n,))


@then("its code is known")
def code(context):
    context.db.execute("SELECT code FROM berths WHERE id = %s", (context.n,))
