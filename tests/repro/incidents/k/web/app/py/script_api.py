import asyncio, logging, subprocess, sys
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from func_timeout import FunctionTimedOut, func_timeout
from runner import SOURCE, ScriptTimeoutError
app = FastAPI()
LIMIT = 2

@app.exception_handler(ScriptTimeoutError)
async def late(request, error):
    return JSONResponse({"success": False, "message": str(error), "error": type(error).__name__}, 504)

@app.post("/api/v1/scripts/{name}/run")
def run(name: str):
    try:
        subprocess.run([sys.executable, "-c", "rows = list(range(4000))\n" + SOURCE], timeout=LIMIT, check=True)
    except subprocess.TimeoutExpired as error:
        raise ScriptTimeoutError(f"Script {name} exceeded SCRIPT_EXEC_TIMEOUT ({LIMIT}s)") from error
    return {"ok": True}

@app.post("/api/v1/raw/{name}/run")
def raw(name: str):
    subprocess.run([sys.executable, "-c", "rows = list(range(4000))\n" + SOURCE], timeout=LIMIT, check=True)
    return {"ok": True}

@app.post("/api/v1/func/{name}/run")
def func(name: str):
    return func_timeout(LIMIT, exec, ("rows = list(range(4000))\n" + SOURCE, {}))
