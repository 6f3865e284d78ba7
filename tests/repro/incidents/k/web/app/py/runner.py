"""Runs the little scripts that users write."""
import logging
import signal
import sys
import time

log = logging.getLogger("tern.scripts")


class ScriptTimeoutError(Exception):
    pass


class Alarm:
    def __init__(self, seconds):
        self.seconds = seconds

    def _expired(self, signum, frame):
        raise ScriptTimeoutError(f"Script execution exceeded {self.seconds} seconds")

    def __enter__(self):
        self.before = signal.signal(signal.SIGALRM, self._expired)
        signal.alarm(self.seconds)

    def __exit__(self, *_):
        signal.alarm(0)
        signal.signal(signal.SIGALRM, self.before)


def run_script(name, source, seconds=3):
    scope = {"rows": list(range(4000))}
    with Alarm(seconds):
        exec(compile(source, f"<script {name}>", "exec"), scope)
    return scope.get("result")


SOURCE = """
def nearest(rows):
    best = None
    for a in rows:
        for b in rows:
            for c in rows:
                if best is None or abs(a - b) < best:
                    best = abs(a - b)
    return best

result = nearest(rows)
"""
if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    log.info("script nearest-berth started, limit 3 s")
    try:
        run_script("nearest-berth", SOURCE)
    except ScriptTimeoutError:
        log.exception("script nearest-berth failed")
