import asyncio
import sys

import aiohttp


async def main():
    async with aiohttp.ClientSession("http://backend:8000") as session:
        for n in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
            async with session.get(sys.argv[1]) as response:
                text = await response.text()
                print(n, response.status, response.content_type, text)
                if response.status >= 400:
                    response.raise_for_status()

asyncio.run(main())
