from flask import Flask, jsonify
from flask_cors import CORS

app = Flask("lockers")
CORS(app, origins=["https://lockers.example.com"], allow_headers=["x-depot"])


@app.get("/api/v1/lockers")
def lockers():
    return jsonify([{"id": 1}])


@app.get("/api/v1/auth/me")
def me():
    return jsonify(detail="Not authenticated"), 401
