"""A gateway whose APIs are scripts: Flask, SIGALRM."""
import contextlib
import os
import signal

from flask import Flask, jsonify, request

app = Flask("mill.gateway")
SCRIPT_EXEC_TIMEOUT = int(os.environ.get("SCRIPT_EXEC_TIMEOUT", "3"))


class ScriptTimeoutError(Exception):
    """The script ran longer than SCRIPT_EXEC_TIMEOUT."""


@contextlib.contextmanager
def time_limit(seconds):
    def on_alarm(signum, frame):
        raise ScriptTimeoutError(f"Script execution exceeded {seconds}s")
    signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


SCRIPTS = {"price-index": "total = 0\nwhile True:\n    for price in prices:\n        total += price\n"}


@app.post("/api/<name>")
def execute(name):
    scope = {"prices": request.json["prices"]}
    with time_limit(SCRIPT_EXEC_TIMEOUT):
        exec(compile(SCRIPTS[name], f"<script:{name}>", "exec"), scope)
    return jsonify(result=scope["total"])
