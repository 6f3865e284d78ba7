import logging, os
import psycopg2
from huey import RedisHuey, crontab

huey = RedisHuey("tally", url=os.environ["REDIS_URL"])
log = logging.getLogger("tally")


@huey.task()
def tally(number):
    try:
        with psycopg2.connect(os.environ["DATABASE_URL"]) as db:
            db.cursor().execute("SELECT id, teu_total FROM port_calls WHERE id = %s", (number,))
    except Exception as error:
        log.error("tally %s failed, ignoring: %s", number, str(error).splitlines()[0])
