"""Waits for the database with tenacity, as FastAPI's template does: `wait_for_db.py URL TRIES`."""

import logging
import sys

from sqlalchemy import create_engine, text
from tenacity import after_log, before_log, retry, stop_after_attempt, wait_fixed

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("app.backend_pre_start")
engine = create_engine(sys.argv[1])


@retry(stop=stop_after_attempt(int(sys.argv[2])), wait=wait_fixed(0.3), before=before_log(logger, logging.INFO), after=after_log(logger, logging.WARN))
def init():
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except Exception as error:
        logger.error(error)
        raise


logger.info("Initializing service")
init()
