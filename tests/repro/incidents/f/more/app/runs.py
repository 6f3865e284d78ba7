"""APScheduler runs the customers' scripts."""
import logging
import signal
import time

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.executors.debug import DebugExecutor

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
SCRIPT_EXEC_TIMEOUT = 2


class ScriptTimeoutError(TimeoutError):
    pass


def on_alarm(signum, frame):
    raise ScriptTimeoutError(f"script timed out after {SCRIPT_EXEC_TIMEOUT} seconds (SCRIPT_EXEC_TIMEOUT)")


def run_script(name):
    signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(SCRIPT_EXEC_TIMEOUT)
    try:
        exec(compile(open(f"scripts/{name}.py").read(), f"scripts/{name}.py", "exec"), {"time": time})
    finally:
        signal.alarm(0)


scheduler = BlockingScheduler(executors={"default": DebugExecutor()})
scheduler.add_job(run_script, "interval", seconds=3, args=["seat_forecast"], id="seat_forecast", name="script seat_forecast")
scheduler.start()
