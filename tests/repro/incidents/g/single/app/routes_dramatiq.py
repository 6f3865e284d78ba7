import dramatiq
from dramatiq.brokers.redis import RedisBroker
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models import Route

dramatiq.set_broker(RedisBroker(url="redis://:dev-redis-pw@redis:6379/1"))
engine = create_engine("postgresql+psycopg://garden:garden-dev@db/garden")


@dramatiq.actor(max_retries=0)
def plan_routes(day):
    with Session(engine) as session:
        return len(session.scalars(select(Route)).all())
