"""Flask-Limiter and its strategies, storage and answers: `limiter_flask.py strategy|storage`."""

import logging
import sys

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
app = Flask("storefront")
if sys.argv[1] == "strategy":
    Limiter(get_remote_address, app=app, strategy="fixed-window-elastic-expiry", storage_uri="memory://")
limiter = Limiter(get_remote_address, app=app, storage_uri="redis://127.0.0.1:6379/1", default_limits=["3 per minute"],
                  in_memory_fallback=["2 per minute"])


@app.get("/cart")
def cart():
    return {"items": []}


client = app.test_client()
for _ in range(4):
    app.logger.info("GET /cart answered %s", client.get("/cart").status)
