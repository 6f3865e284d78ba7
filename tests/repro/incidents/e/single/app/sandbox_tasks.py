import json
import math

from rq import get_current_job

ALLOWED = {"json": json, "math": math}
SAFE = {name: __builtins__[name] if isinstance(__builtins__, dict) else getattr(__builtins__, name) for name in ("len", "sum", "min", "max", "range", "round", "sorted", "dict", "list", "str", "int", "float")}


def run_script(code):
    scope = {"__builtins__": SAFE, **ALLOWED}
    exec(compile(code, "<transform>", "exec"), scope)
    return scope.get("result")
