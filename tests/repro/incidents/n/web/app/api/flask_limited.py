import os
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

def create_app():
    app = Flask(__name__)
    app.config["RATELIMIT_STRATEGY"] = os.environ.get("RATELIMIT_STRATEGY", "sliding-log")
    limiter = Limiter(get_remote_address, default_limits=["60/minute"])
    limiter.init_app(app)
    return app
