import json
import logging
import math

from fastapi import FastAPI, HTTPException

log = logging.getLogger("script")
logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s: %(message)s")
EXTRA = []  # SCRIPT_EXTRA_MODULES
SAFE = {"math": math, "json": json}
app = FastAPI()


def execute(script: str, params: dict):
    env = {"__builtins__": {"len": len, "sum": sum, "sorted": sorted}, "params": params, **SAFE}
    exec(compile(script, "<script:monthly_report>", "exec"), env)
    return env.get("result")


@app.post("/run/{name}")
def run(name: str, params: dict):
    log.info("run %s allowed=%s", name, ",".join(SAFE))
    script = {"monthly_report": "df = pandas.DataFrame(params['rows'])\nresult = df.sum().to_dict()\n", "forecast": "result = numpy.mean(params['rows'])\n", "stamp": "result = datetime.date.today().isoformat()\n"}[name]
    return {"result": execute(script, params)}
