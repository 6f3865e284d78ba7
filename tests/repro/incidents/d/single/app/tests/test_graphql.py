from app.gql import app


def test_schema():
    assert app
