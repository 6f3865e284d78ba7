import os
import sys
import sqlite3
import sqlalchemy as sa
os.environ["DATABASE_URL"] = "sqlite://"
import versioned as v
for t in (v.ScheduleRun, v.Roster):
    t.__table__.create(v.engine)
with v.engine.begin() as c:
    c.execute(sa.text("CREATE TABLE \"transaction\" (id integer primary key, issued_at datetime, remote_addr varchar(50))"))
    c.execute(sa.text("CREATE TABLE schedule_run_version (id integer, name varchar(50), start_date date, transaction_id bigint, end_transaction_id bigint, operation_type smallint)"))
    c.execute(sa.text("CREATE TABLE rosters_version (id integer, name varchar(50), start_date date, transaction_id bigint, end_transaction_id bigint, operation_type smallint)"))
v.add({"run": v.ScheduleRun, "roster": v.Roster}[sys.argv[1]])
