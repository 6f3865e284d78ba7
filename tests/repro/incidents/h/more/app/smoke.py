import sys
import time

import httpx
from loguru import logger

logger.remove()
logger.add(sys.stdout, colorize=False)
for attempt in range(1, 4):
    answer = httpx.get("http://backend:8000/api/v1/utils/health-check/", timeout=5)
    if answer.is_success:
        logger.success("ready")
        break
    logger.warning("attempt {}: {} {}", attempt, answer.status_code, answer.text)
    time.sleep(0.4)
else:
    logger.error("not ready after 3 attempts, the old release stays")
    sys.exit(1)
