"""A runner of users' scripts: no imports but the allowed ones, a time limit by SIGALRM."""
import logging, signal, sys, time, traceback
import math, statistics

logging.basicConfig(level=logging.INFO, format="[%(asctime)s] %(levelname)s/%(process)d %(message)s")
log = logging.getLogger("scripts")


class ScriptTimeoutError(Exception):
    pass


class ScriptFailed(Exception):
    pass


SCRIPTS = {
    "moves-per-hour": "result = statistics.mean([31, 28, 35, 30])",
    "tide-height": "result = [round(2 + math.sin(n / 6), 2) for n in range(24)]",
    "dwell-time": "frame = polars.DataFrame({'days': [2, 5, 9]})\nresult = frame.mean()",
    "yard-plan": "while True:\n    pass",
    "dwell-report": "result = datasets['dwell-time']",
    "yard-report": "result = datasets['yard-plan']",
}
datasets = {}


def late(*_):
    raise ScriptTimeoutError("Script execution exceeded 1 seconds")


def execute(name):
    signal.signal(signal.SIGALRM, late)
    signal.alarm(1)
    try:
        scope = {"__builtins__": {"range": range, "round": round, "len": len, "sum": sum}, "math": math, "statistics": statistics, "datasets": datasets}
        exec(compile(SCRIPTS[name], f"<script:{name}>", "exec"), scope)
        datasets[name] = scope["result"]
        log.info("script %s done", name)
    finally:
        signal.alarm(0)


def main(order):
    for n, name in enumerate(order):
        try:
            execute(name)
        except (NameError, ScriptTimeoutError):
            log.exception("script %s failed (run %d)", name, n)
        except KeyError as error:
            log.error("script %s failed (run %d): upstream dataset %s is not available", name, n, error)
        time.sleep(0.002)


if __name__ == "__main__":
    good, first, after, before, many = ["moves-per-hour", "tide-height"], sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    main([good[n % 2] for n in range(before)] + [first] + [after if n % 3 == 0 else good[n % 2] for n in range(many)])
