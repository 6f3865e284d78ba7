import logging

from sqlalchemy import select

from db import SessionLocal
from models import Member

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)


def init() -> None:
    with SessionLocal() as session:
        if not session.scalar(select(Member).where(Member.email == "admin@example.com")):
            session.add(Member(email="admin@example.com"))
            session.commit()


if __name__ == "__main__":
    logger.info("Creating initial data")
    init()
    logger.info("Initial data created")
