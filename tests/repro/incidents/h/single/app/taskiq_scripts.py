import asyncio
import json
import math
import signal
import sys

from taskiq_redis import ListQueueBroker

broker = ListQueueBroker("redis://:dev-redis-pw@redis:6379/4", queue_name="scripts", socket_timeout=60)


class ScriptTimeoutError(Exception):
    pass


@broker.task
async def run_script(source: str):
    def expired(signum, frame):
        raise ScriptTimeoutError("script exceeded its limit of 3 s")

    signal.signal(signal.SIGALRM, expired)
    signal.alarm(3)
    try:
        scope = {"__builtins__": {"len": len, "sum": sum, "range": range}, "json": json, "math": math}
        exec(compile(source, "<script>", "exec"), scope)
        return scope.get("result")
    finally:
        signal.alarm(0)


async def main():
    await broker.startup()
    await run_script.kiq(sys.argv[1])
    await broker.shutdown()


if __name__ == "__main__":
    from taskiq_scripts import broker, run_script

    asyncio.run(main())
