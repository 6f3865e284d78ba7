"""pg8000, a driver without libpq: `pg8000_orders.py COMMAND PASSWORD`."""

import sys

import pg8000.dbapi

command, password = sys.argv[1:]
connection = pg8000.dbapi.connect("app", host="127.0.0.1", port=15633, database="shop", password=password)
cursor = connection.cursor()
cursor.execute({
    "list": "SELECT id, discount_code FROM orders",
    "add": "INSERT INTO people (email) SELECT 'ada@example.org' FROM generate_series(1, 2)",
}[command])
print(cursor.fetchall())
