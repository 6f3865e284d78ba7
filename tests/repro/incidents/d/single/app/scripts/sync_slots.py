import logging
import sys
import time

import requests

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
log = logging.getLogger("sync_slots")
session = requests.Session()
for day in range(1, 31):
    response = session.get(f"{sys.argv[1]}?day=2026-11-{day:02d}", timeout=10)
    response.raise_for_status()
    log.info("2026-11-%02d: %d slots", day, len(response.json()["slots"]))
