import runpy


def test_overdue_letters():
    runpy.run_path("scripts/overdue_letters.py")
