from flask import Flask, jsonify
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask("mill.prices")
limiter = Limiter(get_remote_address, app=app, default_limits=["5 per minute"], storage_uri="memory://")


@app.get("/api/v1/prices/<grain>")
def prices(grain):
    return jsonify(grain=grain, cents=2150)
