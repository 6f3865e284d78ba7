import os

import pandas as pd
from sqlalchemy import create_engine

engine = create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg2://kiln:kiln-dev@db:5432/kiln"))


def weekly_report():
    df = pd.read_sql("SELECT f.id, f.kiln_no, f.peak_temp, m.full_name FROM firings f LEFT JOIN members m ON m.id = f.member_id", engine)
    return df.groupby("kiln_no")["peak_temp"].mean()


if __name__ == "__main__":
    print(weekly_report())
