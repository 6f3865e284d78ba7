"""Runs users' scripts; a trace function stops those that take too long."""
import logging
import sys
import time
import types

logging.basicConfig(level=logging.INFO, format="%(levelname)s [%(name)s] %(message)s")
log = logging.getLogger("script_api")


class ScriptTimeoutError(Exception):
    pass


def run(name, source, seconds, modules=("json", "math", "datetime")):
    deadline = time.monotonic() + seconds

    def trace(frame, event, argument):
        if time.monotonic() > deadline:
            raise ScriptTimeoutError(f"script {name} exceeded SCRIPT_EXEC_TIMEOUT ({seconds}s)")
        return trace
    space = {"__builtins__": {"range": range, "len": len, "sum": sum, "print": print}, **{m: __import__(m) for m in modules}}
    sys.settrace(trace)
    try:
        exec(compile(source, f"<script {name}>", "exec"), space)
        return space.get("result")
    finally:
        sys.settrace(None)


jobs = {
    "slow": [("daily-sum", "result = sum(range(10))", 2), ("tide-model", "n = 0\nwhile True:\n    n += 1", 1), ("greeting", "result = len('ahoy')", 2)],
    "name": [("daily-sum", "result = sum(range(10))", 2), ("crane-stats", "values = [4, 8, 15]\nresult = statistics.median(values)", 2), ("load", "result = numpy.array([1])", 2)],
}[sys.argv[1]]
for name, source, seconds in jobs:
    try:
        log.info("script %s -> %s", name, run(name, source, seconds))
    except Exception:
        log.exception("script %s failed", name)
