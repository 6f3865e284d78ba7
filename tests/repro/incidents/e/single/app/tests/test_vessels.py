import pandas as pd

from db import engine


def test_report_has_all_vessels():
    frame = pd.read_sql("SELECT v.id, v.name, v.tonnage FROM vessels v ORDER BY v.id", engine)
    assert len(frame) == 2
