import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", strategy=os.environ.get("RATELIMIT_STRATEGY", "fixed-window-elastic-expiry"), default_limits=["200/hour"])


@app.get("/")
def index():
    return {"shop": "open"}
