def test_schema():
    from gql.schema import schema
    assert "enum CrewRole" in schema.as_str()
