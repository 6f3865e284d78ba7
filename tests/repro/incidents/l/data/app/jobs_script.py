import math
from celery import Celery

app = Celery("jobs_script", broker="memory://", backend="cache+memory://")
ALLOWED = {"math": math}


@app.task
def run_user_script(source):
    scope = {"__builtins__": {"sum": sum, "len": len}, **ALLOWED}
    exec(source, scope)
    return scope["result"]


if __name__ == "__main__":
    print(run_user_script.apply(args=["result = numpy.mean([1, 2])"]).traceback)
