import os
from arq.connections import RedisSettings


async def send(ctx):
    pass


class WorkerSettings:
    functions = [send]
    redis_settings = RedisSettings.from_dsn(os.environ["REDIS_URL"])
    redis_settings.conn_retries = 2
