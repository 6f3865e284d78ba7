import dramatiq
from dramatiq.brokers.stub import StubBroker

dramatiq.set_broker(StubBroker())

import magic  # noqa: E402


@dramatiq.actor
def scan(path):
    return magic.from_file(path)
