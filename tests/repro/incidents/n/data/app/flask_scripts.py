import traceback
from flask import Flask, jsonify, request
import sandbox_svc

app = Flask(__name__)


@app.post("/scripts/<name>/run")
def run(name):
    try:
        return jsonify(sandbox_svc.run(name, request.get_json()))
    except Exception:
        return jsonify(ok=False, traceback=traceback.format_exc().splitlines()[-3:]), 422
