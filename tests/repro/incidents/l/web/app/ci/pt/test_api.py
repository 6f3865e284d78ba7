def test_books(backend):
    assert backend


def test_loans(backend):
    assert backend
