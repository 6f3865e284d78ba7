from flask import Flask, jsonify
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, application_limits=["8 per minute"], storage_uri="memory://", headers_enabled=True)
@app.get("/api/v1/auth/me")
def me(): return jsonify(name="ishbel")
@app.post("/api/v1/plans")
def plans(): return jsonify(detail="no solution yet"), 503
@app.get("/api/books")
def books(): return jsonify([1, 2])
