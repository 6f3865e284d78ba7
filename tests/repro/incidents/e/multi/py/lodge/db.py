import os

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from lodge.settings import settings

engine = create_engine(settings.DATABASE_URL.replace("postgresql://", f"postgresql+{os.environ.get('DRIVER', 'psycopg')}://"), pool_pre_ping=True)
Session = sessionmaker(bind=engine)


def session():
    with Session() as db:
        yield db
