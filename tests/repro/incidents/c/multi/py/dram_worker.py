import asyncio, logging, os, sys
import asyncpg, dramatiq, redis
from dramatiq.brokers.redis import RedisBroker

dramatiq.set_broker(RedisBroker(url=os.environ["REDIS_URL"]))
logger = logging.getLogger("quay.jobs")


@dramatiq.actor(max_retries=3, min_backoff=400, max_backoff=900)
def recount(number):
    async def work():
        db = await asyncpg.connect(os.environ["DATABASE_URL"], timeout=5)
        await db.fetchval("SELECT count(*) FROM port_calls")
        await db.close()
    asyncio.run(work())


@dramatiq.actor(max_retries=0)
def allocate(number):
    async def work():
        db = await asyncpg.connect(os.environ["DATABASE_URL"], timeout=5)
        try:
            await db.fetchval("SELECT tide_window FROM port_calls LIMIT 1")
        finally:
            await db.close()
    try:
        asyncio.run(work())
    except Exception as error:
        logger.warning("allocate(%s) skipped, will be tried by the next run: %s", number, error)


if __name__ == "__main__":
    name, count = sys.argv[1:]
    for n in range(int(count)):
        {"recount": recount, "allocate": allocate}[name].send(n)
