from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env("TERN")
    limiter = Limiter(get_remote_address, default_limits=["200 per minute"], storage_uri="memory://")
    limiter.init_app(app)
    return app
