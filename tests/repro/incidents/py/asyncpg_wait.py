"""Waits for the database with asyncpg, logging JSON with structlog."""

import asyncio
import os
import sys

import asyncpg
import structlog

structlog.configure(processors=[
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(),
])
log = structlog.get_logger(service="billing", version="2.14.0")


async def main():
    log.info("starting", pid=os.getpid())
    for attempt in range(1, 7):
        try:
            await asyncpg.connect(sys.argv[1], timeout=2)
        except OSError:
            log.error("database is not reachable yet", attempt=attempt, exc_info=True)
            await asyncio.sleep(0.2)
        except asyncpg.PostgresError:
            log.critical("database said no", attempt=attempt, exc_info=True)
            return
    log.critical("giving up")


asyncio.run(main())
