from arq.connections import RedisSettings

from core.config import settings


async def nightly(ctx):
    return settings.POSTGRES_DB


class WorkerSettings:
    functions = [nightly]
    redis_settings = RedisSettings(host="redis", password="dev-redis-pw")
