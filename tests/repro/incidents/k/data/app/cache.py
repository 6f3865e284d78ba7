import logging
import os

import redis

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
log = logging.getLogger("settings")
url = os.environ["REDIS_URL"]
password = os.environ.get("REDIS_PASSWORD")
if password:
    url = url.replace("redis://", f"redis://:{password}@")
log.info("environment=%s debug=%s", "staging", False)
log.info("cache=%s", url)


def warm():
    client = redis.Redis.from_url(url)
    client.set("menu:version", 4)


warm()
