"""psycopg 3 with rich's tracebacks: `psycopg3_orders.py COMMAND CONNINFO`."""

import logging
import sys

import psycopg
from rich.console import Console
from rich.logging import RichHandler

console = Console(force_terminal=True, width=110, color_system="standard")
logging.basicConfig(level="INFO", format="%(message)s", handlers=[RichHandler(console=console, rich_tracebacks=True)])
log = logging.getLogger("orders")
command, conninfo = sys.argv[1:]
log.info("connecting")
try:
    with psycopg.connect(conninfo) as connection:
        if command == "update":
            connection.execute("UPDATE orders SET discount_code = %s WHERE id = %s", ("SPRING", 7))
        else:
            connection.execute("SELECT total FROM invoices WHERE paid")
except psycopg.Error:
    log.exception("the job failed")
