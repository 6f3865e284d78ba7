from app.documents import Document


def test_title():
    assert Document(title="x").title == "x"
