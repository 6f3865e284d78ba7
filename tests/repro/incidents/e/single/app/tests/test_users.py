from models import User


def make_user(db, **values):
    user = User(**{"email": "admin@example.com", "full_name": "Admin", **values})
    db.add(user)
    db.flush()
    return user


def test_user_is_saved(db):
    assert make_user(db, email="nora@example.com").id


def test_full_name_may_be_empty(db):
    assert make_user(db, email="ole@example.com", full_name=None).full_name is None


def test_admin_is_first(db):
    assert make_user(db).id == 1
