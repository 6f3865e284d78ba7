import runpy
from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1)
    script = pool.submit(runpy.run_path, "scripts/overdue_letters.py")
    try:
        script.result(timeout=2)
    finally:
        for p in list(pool._processes.values()):
            p.kill()
