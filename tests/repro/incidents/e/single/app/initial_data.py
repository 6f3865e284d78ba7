import logging

from core.config import settings

logging.basicConfig(level=logging.INFO)
logging.info("Creating initial data for %s", settings.POSTGRES_DB)
