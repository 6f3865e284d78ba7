import asyncio

import httpx


async def tile(client, n):
    answer = await client.get(f"/api/v1/berths/{n}")
    if answer.is_error:
        print(f"berth {n}: {answer.status_code} {answer.text}")
    answer.raise_for_status()
    return answer.json()


async def main():
    async with httpx.AsyncClient(base_url="http://gateway:8000") as client:
        await asyncio.gather(*(tile(client, n) for n in range(1, 9)))


asyncio.run(main())
