from huey import RedisHuey

from versioned import save

huey = RedisHuey("deliveries", url="redis://:dev-redis-pw@redis:6379/3")


@huey.task()
def store(values):
    return save(**values)
