import logging
import math

from flask import Flask, jsonify, request

app = Flask(__name__)
ALLOWED = {"math": math}
BUILTINS = {"len": len, "sum": sum, "min": min, "max": max, "range": range, "round": round, "sorted": sorted, "abs": abs}


@app.post("/api/formulas/run")
def run():
    scope = {"__builtins__": BUILTINS, **ALLOWED, **request.json.get("inputs", {})}
    try:
        exec(compile(request.json["script"], "<user script>", "exec"), scope)
    except Exception as error:
        app.logger.exception("user script failed")
        return jsonify(success=False, message=f"{type(error).__name__}: {error}"), 400
    return jsonify(success=True, data=scope.get("result"))
