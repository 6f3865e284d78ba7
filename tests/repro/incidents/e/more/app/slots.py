"""So many requests at once for one client: more get 503."""
import logging
import os
import time
from threading import BoundedSemaphore

from flask import Flask, g, jsonify, request

app = Flask("mill.gateway")
logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s [%(name)s] %(message)s")
MAX = int(os.environ.get("FLOW_CONTROL_MAX_CONCURRENT_PER_CLIENT", "4"))
slots = BoundedSemaphore(MAX)


@app.before_request
def acquire():
    g.slot = slots.acquire(blocking=False)
    if not g.slot:
        app.logger.warning("503 for client %s: %d requests in flight, max concurrent is %d", request.remote_addr, MAX, MAX)
        return jsonify(success=False, message="Service Unavailable: too many concurrent requests", data=None), 503


@app.teardown_request
def release(error):
    if g.pop("slot", False):
        slots.release()


@app.get("/api/yield-forecast")
def forecast():
    time.sleep(1.5)
    return jsonify(tons=412)
