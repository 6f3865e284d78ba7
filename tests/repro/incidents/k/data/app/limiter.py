import logging

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from redis import ConnectionError

logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri="redis://redis:6379/0", in_memory_fallback_enabled=True, default_limits=["5/minute"])


@app.get("/menu")
def menu():
    return {"dishes": 3}
