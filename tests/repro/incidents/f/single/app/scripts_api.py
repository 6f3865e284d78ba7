import json
import math
import statistics

import structlog
from fastapi import FastAPI
from fastapi.responses import JSONResponse

structlog.configure(processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])
log = structlog.get_logger()
app = FastAPI()
MODULES = {"json": json, "math": math, "statistics": statistics}
BUILTINS = {"len": len, "sum": sum, "min": min, "max": max, "range": range, "round": round, "sorted": sorted, "print": print}


@app.post("/api/scripts/{name}/run")
def run(name: str, body: dict):
    scope = {"__builtins__": BUILTINS, **MODULES}
    try:
        exec(compile(body["source"], f"<{name}>", "exec"), scope)
    except Exception as error:
        log.error("script failed", script=name, exc_info=True)
        return JSONResponse({"success": False, "error": type(error).__name__, "message": str(error)}, 422)
    return {"success": True, "data": scope.get("result")}
