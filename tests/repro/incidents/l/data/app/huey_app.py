import os
from huey import RedisHuey

huey = RedisHuey("mails", url=os.environ["REDIS_URL"])


@huey.task()
def send():
    pass
