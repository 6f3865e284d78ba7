def test_owner():
    from keys import ApiKey

    assert ApiKey(owner_id=1).owner is None


def test_all_keys():
    import sqlalchemy as sa

    from keys import ApiKey
    from models import Session, engine

    with Session(engine) as session:
        assert session.scalars(sa.select(ApiKey)).all() == []
