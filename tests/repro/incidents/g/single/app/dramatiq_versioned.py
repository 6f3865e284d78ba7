import dramatiq
from dramatiq.brokers.redis import RedisBroker

from versioned import save

dramatiq.set_broker(RedisBroker(url="redis://:dev-redis-pw@redis:6379/4"))


@dramatiq.actor(max_retries=0)
def store(values):
    save(**values)
