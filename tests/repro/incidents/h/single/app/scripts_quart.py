import asyncio
import json
import sys

from quart import Quart, request

app = Quart(__name__)
LIMIT = 3


class ScriptTimeoutError(RuntimeError):
    """A script took longer than it may."""


@app.post("/scripts/<name>/run")
async def run(name):
    body = await request.get_json()
    child = await asyncio.create_subprocess_exec(sys.executable, "-I", "-c", body["source"], stdout=asyncio.subprocess.PIPE)
    try:
        out, _ = await asyncio.wait_for(child.communicate(), LIMIT)
    except TimeoutError:
        child.kill()
        raise ScriptTimeoutError(f"script {name} timed out after {LIMIT} seconds")
    return {"data": json.loads(out)}
