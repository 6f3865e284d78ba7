from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_restx import Api, Resource

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", default_limits=["100 per hour"])


def create_app(**config):
    app = Flask(__name__)
    app.config.update(config)
    api = Api(app, title="Garden", doc=False)

    @api.route("/plants")
    class Plants(Resource):
        def get(self):
            return []

    limiter.init_app(app)
    return app
