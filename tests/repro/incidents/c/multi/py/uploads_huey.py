import os
import magic
from huey import RedisHuey

huey = RedisHuey("scans", url=os.environ["REDIS_URL"])


@huey.task()
def kind(path):
    return magic.from_file(path)
