import os
import sys

sys.path.insert(0, "/app")
from scripts_aiohttp import execute


def run_script(name, source):
    return execute(name, source)
