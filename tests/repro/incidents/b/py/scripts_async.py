"""Runs users' scripts in threads with a limit, and logs JSON: `scripts_async.py timeout|asteval|restricted`."""

import asyncio
import concurrent.futures
import sys

import structlog

structlog.configure(processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), structlog.processors.dict_tracebacks,
                                structlog.processors.JSONRenderer()])
log = structlog.get_logger("scripts")


class ScriptTimeoutError(TimeoutError):
    """The script took too long."""


def slow():
    import time
    time.sleep(2)


async def limited(seconds):
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        try:
            return await asyncio.wait_for(loop.run_in_executor(pool, slow), seconds)
        except asyncio.TimeoutError as error:
            raise ScriptTimeoutError(f"script 'weekly-totals' did not finish within {seconds}s") from error


if sys.argv[1] == "timeout":
    log.info("script started", script="weekly-totals", owner="finance")
    try:
        asyncio.run(limited(1))
    except ScriptTimeoutError:
        log.exception("script failed", script="weekly-totals")
elif sys.argv[1] == "asteval":
    import asteval
    interpreter = asteval.Interpreter(use_numpy=False)
    interpreter("total = 0\nfor row in [1, 2, 3]:\n    total += row\nprint('sum', total)")
    interpreter("frame = pandas.DataFrame([1, 2, 3])\n", raise_errors=True)
else:
    from RestrictedPython import compile_restricted, safe_globals
    code = compile_restricted("def report(rows):\n    frame = pandas.DataFrame(rows)\n    return frame.sum()\n", "<script sales/by-week>", "exec")
    scope = dict(safe_globals)
    exec(code, scope)
    scope["report"]([1, 2])
