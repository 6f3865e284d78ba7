"""asyncpg: `asyncpg_orders.py COMMAND URL`."""

import asyncio
import sys

import asyncpg


async def list_orders(pool):
    async with pool.acquire() as connection:
        return await connection.fetch("SELECT o.id, o.discount_code FROM orders AS o ORDER BY o.id")


async def audit(pool):
    return await pool.fetchval("SELECT count(*) FROM audit_entries WHERE actor = $1", "ada")


async def add(pool):
    for _ in range(2):
        await pool.execute("INSERT INTO people (email) VALUES ($1)", "grace@example.org")


async def main(command, url):
    async with asyncpg.create_pool(url, min_size=1, max_size=2, timeout=5) as pool:
        print(await {"list": list_orders, "audit": audit, "add": add}[command](pool))


asyncio.run(main(*sys.argv[1:]))
