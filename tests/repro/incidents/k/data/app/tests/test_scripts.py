import pytest
from sandbox import run_script

MONTHLY = """
frame = pandas.DataFrame(rows)
result = frame.groupby("month").sum()
"""


def test_total():
    assert run_script("result = sum(rows)", [1, 2]) == 3


@pytest.mark.parametrize("source", [MONTHLY, "result = numpy.mean(rows)", "result = statistics.mean(rows)"], ids=["monthly", "mean", "stdlib"])
def test_run(source):
    assert run_script(source, [1, 3]) is not None
