import io
import os

import pandas as pd
from sqlalchemy import create_engine

CSV = "email,full_name\nines@example.com,Ines Duarte\nolga@example.com,Olga Brandt\ntom@example.com,Tom Reyes\n"
engine = create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg2://kiln:kiln-dev@db:5432/kiln"))
members = pd.read_csv(io.StringIO(CSV))
print(f"importing {len(members)} members")
members.to_sql("members", engine, if_exists="append", index=False)
