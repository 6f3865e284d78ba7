import ast
import logging
import signal

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel

app = FastAPI()
log = logging.getLogger("uvicorn.error")
ALLOWED = {"json": __import__("json"), "math": __import__("math"), "datetime": __import__("datetime")}
SCRIPT_EXEC_TIMEOUT = 2


class ScriptTimeoutError(Exception):
    pass


class Run(BaseModel):
    code: str


@app.post("/api/v1/scripts/run")
async def run(body: Run):
    def out_of_time(*_):
        raise ScriptTimeoutError(f"Script exceeded {SCRIPT_EXEC_TIMEOUT}s")
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(SCRIPT_EXEC_TIMEOUT)
    scope = {"__builtins__": {"len": len, "range": range, "sum": sum, "min": min, "max": max, "print": print}, **ALLOWED}
    try:
        exec(compile(body.code, "<script>", "exec"), scope)
        return {"success": True, "data": scope.get("result")}
    except Exception as error:
        log.exception("script failed")
        return JSONResponse({"success": False, "message": f"{type(error).__name__}: {error}"}, 400)
    finally:
        signal.alarm(0)
