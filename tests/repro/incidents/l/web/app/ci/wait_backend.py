import logging, sys
import httpx
from tenacity import before_sleep_log, retry, stop_after_delay, wait_fixed

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")


@retry(stop=stop_after_delay(8), wait=wait_fixed(2), before_sleep=before_sleep_log(logging.getLogger("wait"), logging.INFO))
def backend_is_healthy():
    httpx.get("http://localhost:8000/health").raise_for_status()


backend_is_healthy()
