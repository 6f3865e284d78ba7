import os

from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
cache = Cache(app, config={"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": os.environ["REDIS_URL"]})


@app.get("/tides")
@cache.cached(timeout=60)
def tides():
    return {"tides": [4.1, 0.3]}
