"""Flask 1.1 with Flask-Limiter 1.4."""
import logging
import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s: %(message)s")
app = Flask("tideboard")
app.config["RATELIMIT_STORAGE_URL"] = os.environ.get("LIMITS", "memory://")
app.config["RATELIMIT_STRATEGY"] = os.environ.get("STRATEGY", "fixed-window")
app.logger.info("rate limits are kept in %s", app.config["RATELIMIT_STORAGE_URL"])
limiter = Limiter(app, key_func=get_remote_address, default_limits=["100/minute"])


@app.route("/tides")
def tides():
    return {"tide": "ebb"}
