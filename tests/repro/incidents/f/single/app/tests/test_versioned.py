from versioned import save


def test_firing_is_saved():
    assert save(kiln_no=3) > 0
