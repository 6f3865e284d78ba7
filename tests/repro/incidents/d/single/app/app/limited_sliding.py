from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, strategy="sliding-window-log", storage_uri="memory://")


def create_app():
    app = Flask(__name__)
    limiter.init_app(app)
    return app
