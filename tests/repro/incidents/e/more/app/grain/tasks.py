"""python -m grain.tasks: reads the mail box of certificates every hour."""
import logging

from loguru import logger

logger.info("certificate reader starts")
try:
    import magic
except ImportError:
    logger.exception("cannot load a needed library")
    raise SystemExit(1)
