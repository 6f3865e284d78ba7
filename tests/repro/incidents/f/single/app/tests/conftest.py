import os

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session


@pytest.fixture(scope="session")
def engine():
    return create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg://kiln:kiln-dev@db:5432/kiln"))


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session
        session.rollback()
