import runpy
from pebble import concurrent


@concurrent.process(timeout=2)
def run_script(name):
    runpy.run_path(f"scripts/{name}.py")


if __name__ == "__main__":
    run_script("overdue_letters").result()
