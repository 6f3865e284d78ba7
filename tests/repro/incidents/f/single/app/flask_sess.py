import os

from flask import Flask, session
from flask_session import Session
from redis import Redis

app = Flask(__name__)
app.config.update(SESSION_TYPE="redis", SESSION_REDIS=Redis.from_url(os.environ.get("REDIS_URL", "redis://cache:6379/0")))
Session(app)


@app.get("/")
def index():
    session["visits"] = session.get("visits", 0) + 1
    return {"visits": session["visits"]}
