from flask import Flask, jsonify, redirect
from flask_cors import cross_origin

app = Flask("harbour")


@app.route("/api/<path:rest>", methods=["GET", "OPTIONS"])
def old(rest):
    return redirect(f"/api/v1/{rest}", 307)


@app.route("/api/v1/berths")
@cross_origin(origins=["http://localhost:5173"])
def berths():
    return jsonify([{"id": 1}])
