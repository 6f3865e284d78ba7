"""psycopg_pool 3: an async pool that cannot be filled."""
import asyncio
import logging

from psycopg_pool import AsyncConnectionPool, PoolTimeout

logging.basicConfig(level=logging.INFO, format="%(asctime)s.%(msecs)03d | %(levelname)-8s | %(name)s | %(message)s", datefmt="%H:%M:%S")


async def main():
    pool = AsyncConnectionPool("postgresql://harbor:harbor-pw@postgres:5432/harbor", min_size=2, open=False, reconnect_timeout=4)
    try:
        await pool.open(wait=True, timeout=6)
    except PoolTimeout:
        logging.getLogger("berths.startup").exception("no database, giving up")
        raise SystemExit(1)
    finally:
        await pool.close()

asyncio.run(main())
