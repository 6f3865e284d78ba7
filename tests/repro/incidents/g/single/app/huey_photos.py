from huey import RedisHuey

from documents import Photo

huey = RedisHuey("photos", url="redis://:dev-redis-pw@redis:6379/2")


@huey.task()
def thumbnails(photo_id):
    return Photo.__tablename__
