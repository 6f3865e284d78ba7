from flask import Flask
from flask_caching import Cache
import os

app = Flask(__name__)
cache = Cache(app, config={"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": os.environ["REDIS_URL"]})


@app.get("/menu")
@cache.cached(timeout=30)
def menu():
    return {"items": []}
