from flask import Flask, jsonify
from flask_cors import cross_origin

app = Flask("mill.api")
app.logger.disabled = True


@app.get("/api/v1/silos")
@cross_origin(origins="http://localhost:5173")
def silos():
    raise RuntimeError("silo controller not configured")
