from enum_input import app


def test_leaves():
    assert app.test_client().get("/graphql").status_code == 200
