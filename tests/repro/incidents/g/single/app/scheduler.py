import logging

from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models import Driver

logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s %(message)s")
engine = create_engine("postgresql+psycopg://garden:garden-dev@db/garden")
scheduler = BlockingScheduler()


@scheduler.scheduled_job("interval", seconds=3, id="rota")
def rota():
    with Session(engine) as session:
        print(len(session.scalars(select(Driver)).all()))


scheduler.start()
