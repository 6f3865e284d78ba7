from flask import Flask, jsonify
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask("planner")
limiter = Limiter(get_remote_address, app=app, application_limits=["20 per minute"], storage_uri="memory://")


@app.after_request
def cors(response):
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@app.get("/plan")
def plan():
    return jsonify(solved=False)


@app.get("/auth/me")
def me():
    return jsonify(login="harbour")
