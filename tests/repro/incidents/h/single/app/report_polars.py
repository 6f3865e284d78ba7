import os

import polars as pl
import psycopg

with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    frame = pl.read_database("select isbn, title, acquired_on from books order by acquired_on", connection)
print(frame.group_by("acquired_on").len())
