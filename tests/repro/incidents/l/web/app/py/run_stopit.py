import runpy, stopit


def run_script(name):
    with stopit.ThreadingTimeout(2, swallow_exc=False):
        runpy.run_path(f"scripts/{name}.py")


run_script("overdue_letters")
