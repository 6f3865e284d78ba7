import asyncio

import aiohttp


async def page(session, n):
    async with session.get(f"http://gateway:8000/render/{n}") as answer:
        print(n, answer.status, answer.reason, await answer.text())


async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(page(session, n) for n in range(1, 6)))

asyncio.run(main())
