"""The last step of prestart: is the database at the code's head?"""
import sys

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

config = Config("alembic.ini")
heads = set(ScriptDirectory.from_config(config).get_heads())
with create_engine(config.get_main_option("sqlalchemy.url")).connect() as connection:
    current = set(MigrationContext.configure(connection).get_current_heads())
print("prestart: database %s, code %s" % (", ".join(current) or "(empty)", ", ".join(heads)))
if current != heads:
    print("ERROR: alembic is NOT at head", file=sys.stderr)
    sys.exit(1)
