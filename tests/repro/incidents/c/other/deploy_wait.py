"""Rolls a service out and waits for it, like the deploy job of a template."""
import logging
import sys
import time
import urllib.request

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s deploy: %(message)s")
log = logging.getLogger()
limit = int(sys.argv[2])
log.info("image harbor/backend:9f3c2d1 is rolled out, waiting for %s", sys.argv[1])
for waited in range(0, limit, 10):
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=0.3) as answer:
            log.info("backend answers %s", answer.status)
            sys.exit(0)
    except OSError as error:
        log.info("%3ds: %s", waited, error)
    time.sleep(0.05)
sys.exit(f"Backend did not become healthy within {limit}s")
