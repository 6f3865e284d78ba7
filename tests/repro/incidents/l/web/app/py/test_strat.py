def test_health():
    import strat
def test_books():
    import strat_flask
