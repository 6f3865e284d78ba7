from huey import RedisHuey

from scripts_aiohttp import execute

huey = RedisHuey("scripts", url="redis://:dev-redis-pw@redis:6379/6")


@huey.task()
def run_script(name, source):
    return execute(name, source)
