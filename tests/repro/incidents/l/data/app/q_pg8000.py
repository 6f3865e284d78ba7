import sys
import sqlalchemy as sa
engine = sa.create_engine(f"postgresql+pg8000://app:{sys.argv[2] if len(sys.argv) > 2 else 'app-secret'}@db/shop")
with engine.begin() as connection:
    connection.execute(sa.text(sys.argv[1]))
