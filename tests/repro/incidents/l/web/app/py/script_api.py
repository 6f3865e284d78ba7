import runpy, signal
from fastapi import FastAPI
from fastapi.responses import JSONResponse
app = FastAPI()


class ScriptTimeoutError(Exception):
    pass


def _on_alarm(signum, frame):
    raise ScriptTimeoutError("script exceeded 2 s")


@app.get("/health")
async def health():
    return "ok"


@app.post("/api/v1/scripts/{name}/run")
async def run(name: str):
    signal.signal(signal.SIGALRM, _on_alarm)
    signal.alarm(2)
    try:
        runpy.run_path(f"scripts/{name.replace('-', '_')}.py")
    except ScriptTimeoutError as e:
        return JSONResponse({"success": False, "message": "Script execution failed", "error": type(e).__name__, "detail": str(e)}, 408)
    finally:
        signal.alarm(0)
