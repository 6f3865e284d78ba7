import sys, psycopg
with psycopg.connect("postgresql://app:app-secret@db/shop") as conn:
    conn.execute(sys.argv[1])
