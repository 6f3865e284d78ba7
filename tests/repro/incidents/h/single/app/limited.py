import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, default_limits=["200 per day", "50 per hour"])


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    limiter.init_app(app)

    @app.get("/api/books")
    def books():
        return []

    return app
