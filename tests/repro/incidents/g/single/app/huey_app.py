import os

from huey import RedisHuey

from app.core.config import settings

huey = RedisHuey(settings.PROJECT_NAME, url=os.environ.get("REDIS_URL", "redis://:dev-redis-pw@redis:6379/2"))


@huey.task()
def send_receipt(order_id):
    return order_id
