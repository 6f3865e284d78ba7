"""Runs a user's script in a child process and kills it when its time is over."""

import logging
import multiprocessing
import sys
import time

from loguru import logger


class ScriptTimeoutError(RuntimeError):
    pass


def script():
    rows = []
    while True:
        rows.append(len(rows))
        rows = rows[-1000:]


def run(limit):
    child = multiprocessing.get_context("fork").Process(target=script, name="script-7")
    child.start()
    child.join(limit)
    if child.is_alive():
        child.kill()
        raise ScriptTimeoutError(f"{child.name} was killed after {limit} s")


logger.remove()
logger.add(sys.stderr, colorize=True, backtrace=True, diagnose=True)
for number in range(3):
    logger.info("script-{} finished in 0.0{} s", number, number + 2)
    time.sleep(0.02)
with logger.catch(reraise=False):
    run(1)
logger.info("worker goes on")
