"""Sessions and limits in Redis, the password given twice by the settings."""
import os
from flask import Flask, jsonify
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
import redis

url, word = os.environ["REDIS_URL"], os.environ.get("REDIS_PASSWORD", "")
if word:
    url = url.replace("redis://", f"redis://:{word}@")
app = Flask("gatehouse")
app.logger.setLevel("INFO")
app.logger.info("sessions in %s", url)
store = redis.Redis.from_url(url)
limiter = Limiter(get_remote_address, app=app, default_limits=["500/minute"])


@app.get("/")
def home():
    return "gatehouse"


@app.get("/session")
def session():
    return jsonify(seen=store.incr("seen"))


@app.get("/ready")
def ready():
    try:
        store.ping()
    except redis.RedisError:
        return jsonify(success=False, message="Service Unavailable", data=["redis"]), 503
    return jsonify(success=True)
