import asyncio
import logging

import aioredis

logging.basicConfig(level=logging.INFO, format='ts=%(asctime)s level=%(levelname)s logger=%(name)s msg="%(message)s"')
log = logging.getLogger("sessions")


async def main():
    url = "redis://:local_pass@:local_pass@redis:6379/2"
    log.info("session store %s", url)
    store = aioredis.from_url(url, decode_responses=True)
    try:
        await store.set("session:1", "mira", ex=60)
    except Exception:
        log.exception("session store is not usable")

asyncio.run(main())
