import runpy, dramatiq
from dramatiq.brokers.redis import RedisBroker
dramatiq.set_broker(RedisBroker(url="redis://localhost:6379/0"))


@dramatiq.actor(time_limit=2000, max_retries=0)
def run_script(name):
    runpy.run_path(f"scripts/{name.replace('-', '_')}.py")
