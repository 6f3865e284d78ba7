"""An RQ worker whose URL is put together from two settings."""

import logging
import os

from redis import Redis
from rq import Worker

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
password = os.environ.get("REDIS_PASSWORD", "local_pass")
url = "redis://:%s@%s" % (password, os.environ.get("REDIS_HOST", ":local_pass@127.0.0.1:16779/0"))
logging.getLogger("worker").info("listening on default, mail; broker %s", url)
Worker(["default", "mail"], connection=Redis.from_url(url)).work(burst=True)
