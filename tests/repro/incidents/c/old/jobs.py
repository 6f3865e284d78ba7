import logging

from huey import RedisHuey

huey = RedisHuey("tugs", host="cache", port=6379)


@huey.task()
def order_tug(call):
    return call
