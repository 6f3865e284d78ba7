"""RQ 1.16: a burst worker over a job that needs the mappers."""
import sys


def inspect(number):
    from sqlalchemy.orm import configure_mappers

    import crew
    configure_mappers()
    return crew.Officer, number


if __name__ == "__main__":
    import redis
    from rq import Queue, Worker
    connection = redis.Redis(host="redis", password="local_pass")
    queue = Queue("inspections", connection=connection)
    queue.empty()
    queue.enqueue("rq_job.inspect", 7)
    Worker([queue], connection=connection, name="inspections-" + str(__import__("os").getpid())).work(burst=True)
