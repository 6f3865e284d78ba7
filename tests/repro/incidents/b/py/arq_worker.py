from arq.connections import RedisSettings


async def reindex(ctx, number):
    return number


class WorkerSettings:
    functions = [reindex]
    redis_settings = RedisSettings(host="127.0.0.1", port=6379, conn_retries=4, conn_retry_delay=0.2)
