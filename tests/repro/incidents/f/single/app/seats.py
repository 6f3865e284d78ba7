"""Nightly: one connection per kiln, so that the readings are taken side by side."""
import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg2://kiln_ro:kiln-dev@db:5432/kiln"), pool_size=12)
open_connections = []
for kiln in range(1, 9):
    connection = engine.connect()
    open_connections.append(connection)
    print(f"kiln {kiln}:", connection.execute(text("SELECT count(*) FROM firings WHERE kiln_no = :k"), {"k": kiln}).scalar(), flush=True)
