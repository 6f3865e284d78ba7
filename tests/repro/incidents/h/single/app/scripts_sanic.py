import json
import math

from sanic import Sanic
from sanic.response import json as reply

app = Sanic("scripts")
BUILTINS = {"len": len, "sum": sum, "range": range, "sorted": sorted, "min": min, "max": max}


@app.post("/api/v1/scripts/<name:str>")
async def run(request, name):
    scope = {"__builtins__": BUILTINS, "json": json, "math": math, "loans": []}
    exec(compile(request.json["source"], f"<{name}>", "exec"), scope)
    return reply({"success": True, "data": scope.get("result")})
