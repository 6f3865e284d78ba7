from runner import SOURCE
def run(name):
    exec(compile(SOURCE, f"scripts/{name}.py", "exec"), {"rows": list(range(4000))})
