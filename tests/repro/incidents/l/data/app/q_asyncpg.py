import asyncio, os, sys
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine


async def main():
    engine = create_async_engine(os.environ.get("ASYNC_URL", "postgresql+asyncpg://app:app-secret@db/shop"))
    async with engine.begin() as connection:
        await connection.execute(sa.text(sys.argv[1]))


asyncio.run(main())
