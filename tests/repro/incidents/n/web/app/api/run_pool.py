import multiprocessing
import runpy


def run_user_script(path):
    with multiprocessing.Pool(1) as pool:
        return pool.apply_async(runpy.run_path, (path,)).get(timeout=2)


if __name__ == "__main__":
    run_user_script("scripts/forecast.py")
