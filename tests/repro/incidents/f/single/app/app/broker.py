from taskiq import InMemoryBroker

from app.core.config import settings

broker = InMemoryBroker()
