"""A Dramatiq 1.17 worker whose actors import the models."""
import dramatiq
from dramatiq.brokers.redis import RedisBroker

import crew

dramatiq.set_broker(RedisBroker(url="redis://:local_pass@redis:6379/3"))


@dramatiq.actor
def index(number):
    print(crew.Document, number)
