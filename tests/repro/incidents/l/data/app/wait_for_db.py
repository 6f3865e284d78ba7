import logging
import os

from sqlalchemy import create_engine, text
from tenacity import after_log, before_log, retry, stop_after_attempt, wait_fixed

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("app.backend_pre_start")
engine = create_engine(os.environ["DATABASE_URL"])


@retry(stop=stop_after_attempt(4), wait=wait_fixed(1), before=before_log(logger, logging.INFO), after=after_log(logger, logging.WARN))
def init() -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))


logger.info("Initializing service")
init()
