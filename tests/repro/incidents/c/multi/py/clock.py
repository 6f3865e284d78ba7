import logging, os, sys
import psycopg
from apscheduler.schedulers.blocking import BlockingScheduler

logging.basicConfig(level=logging.INFO, format="%(levelname)-8s %(name)s %(message)s")
clock = BlockingScheduler()


@clock.scheduled_job("interval", seconds=1.5, id="tide-tables")
def tide_tables():
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=3) as db:
        db.execute("SELECT 1")


clock.start()
