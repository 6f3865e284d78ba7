import os
import sys

import pandas as pd
from sqlalchemy import create_engine

engine = create_engine(os.environ["DATABASE_URL"])
if sys.argv[1] == "append":
    people = pd.DataFrame({"email": ["alan@example.org", "ada@example.org"]})
    people.to_sql("people", engine, if_exists="append", index=False)
elif sys.argv[1] == "conn":
    import psycopg2
    print(pd.read_sql(sys.argv[2], psycopg2.connect("postgresql://app:app-secret@db/shop")))
else:
    print(pd.read_sql(sys.argv[2], engine))
