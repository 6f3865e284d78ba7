from arq.connections import RedisSettings

from scans import Scan


async def read_scan(ctx, scan_id: int):
    return Scan.__tablename__, scan_id


class WorkerSettings:
    functions = [read_scan]
    redis_settings = RedisSettings.from_dsn("redis://:dev-redis-pw@redis:6379/3")
