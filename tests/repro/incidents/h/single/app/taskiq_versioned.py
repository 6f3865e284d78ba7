import asyncio

from taskiq_redis import ListQueueBroker

from versioned import save

broker = ListQueueBroker("redis://:dev-redis-pw@redis:6379/4", queue_name="versioned", socket_timeout=60)


@broker.task
def add_book(isbn: str, title: str) -> int:
    return save(isbn=isbn, title=title)


async def main():
    await broker.startup()
    await add_book.kiq("9780141182803", "Ulysses")
    await broker.shutdown()


if __name__ == "__main__":
    from taskiq_versioned import add_book, broker

    asyncio.run(main())
