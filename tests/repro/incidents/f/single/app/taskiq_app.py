import os

from taskiq import TaskiqScheduler  # noqa: F401
from taskiq_redis import ListQueueBroker

broker = ListQueueBroker(os.environ.get("REDIS_URL", "redis://redis:6379/0"))


@broker.task
async def glaze_report():
    return 1
