import { loadPyodide } from "pyodide"
const allowed = (process.env.SCRIPT_EXTRA_MODULES || "json,math").split(",")
const python = await loadPyodide()
console.log("script runner: Python", python.version, "modules:", allowed.join(", "))
python.globals.set("allowed", python.toPy(allowed))
try {
  await python.runPythonAsync(`
import importlib
names = {"__builtins__": {"sum": sum, "len": len, "range": range, "print": print}}
for module in allowed:
    names[module] = importlib.import_module(module)
source = """
rows = [{"berth": "Q-01", "calls": 4}, {"berth": "Q-02", "calls": 9}]
table = pandas.DataFrame(rows)
result = table.groupby("berth").sum()
"""
exec(compile(source, "<script api:berth-load>", "exec"), names)
`)
} catch (e) { console.error("script api:berth-load failed"); console.error(e) }
