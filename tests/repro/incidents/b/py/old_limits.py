"""Flask-Limiter as of 2022: `old_limits.py`, or the extension in an app factory for the flask command."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def create_app():
    app = Flask(__name__)
    app.config["RATELIMIT_STRATEGY"] = "sliding-window-counter"
    app.config["RATELIMIT_STORAGE_URL"] = "memory://"
    Limiter(app, key_func=get_remote_address, default_limits=["200 per day"])
    return app
