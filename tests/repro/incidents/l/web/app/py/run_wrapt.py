import runpy
from wrapt_timeout_decorator import timeout


@timeout(2, use_signals=True)
def run_script(name):
    return runpy.run_path(f"scripts/{name}.py")


if __name__ == "__main__":
    run_script("overdue_letters")
