from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
app = Flask(__name__)
app.config["RATELIMIT_STRATEGY"] = "fixed-window-elastic-expiry"
limiter = Limiter(get_remote_address, default_limits=["200 per minute"], storage_uri="memory://")
limiter.init_app(app)
