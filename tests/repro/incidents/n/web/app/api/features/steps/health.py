from behave import given, then


@given("the API is loaded")
def loaded(context):
    from api_limited import app
    context.app = app


@then("its health is ok")
def ok(context):
    assert context.app.routes
