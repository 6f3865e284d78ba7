"""Celery 5.4: a user's script under a soft time limit, in a solo worker."""
import signal

from celery import Celery

app = Celery("scripts", broker="memory://", backend="cache+memory://")
app.conf.update(worker_hijack_root_logger=True, worker_concurrency=1)


class ScriptTimeoutError(RuntimeError):
    pass


def stop(number, frame):
    raise ScriptTimeoutError("Script execution exceeded 1 seconds")


@app.task
def execute(source):
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(1)
    try:
        exec(source, {})
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    import threading
    from celery.contrib.testing.worker import start_worker
    execute.delay("x = 1")
    execute.delay("import time\nwhile True: time.sleep(0.05)")
    execute.delay("x = 2")
    threading.Timer(4, lambda: __import__("os").kill(__import__("os").getpid(), signal.SIGTERM)).start()
    app.worker_main(["worker", "-P", "solo", "-l", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"])
