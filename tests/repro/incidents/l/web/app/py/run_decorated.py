import runpy
from timeout_decorator import timeout


@timeout(2)
def run_script(name):
    return runpy.run_path(f"scripts/{name}.py")


run_script("overdue_letters")
