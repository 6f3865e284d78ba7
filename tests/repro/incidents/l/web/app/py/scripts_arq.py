import asyncio
from arq.connections import RedisSettings


async def run_script(ctx, name):
    await asyncio.sleep(200)


class WorkerSettings:
    functions = [run_script]
    job_timeout = 2
    max_tries = 1
    redis_settings = RedisSettings()
