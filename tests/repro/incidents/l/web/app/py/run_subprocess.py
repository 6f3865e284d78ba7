import subprocess, sys


def run_script(name, limit=2):
    return subprocess.run([sys.executable, f"scripts/{name}.py"], timeout=limit, capture_output=True, check=True)


run_script("overdue_letters")
