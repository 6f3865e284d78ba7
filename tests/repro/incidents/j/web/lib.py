"""lib.py of the ninth batch with a home, a namespace and a folder of logs of its own."""
import importlib.util, os
HERE = os.path.dirname(os.path.abspath(__file__))
os.environ["RIG"] = "linden"
spec = importlib.util.spec_from_file_location("ninth", os.path.join(HERE, "../../i/web/lib.py"))
ninth = importlib.util.module_from_spec(spec)
spec.loader.exec_module(ninth)
ninth.OUT = os.path.join(HERE, "../logs")
globals().update({name: value for name, value in vars(ninth).items() if not name.startswith("__") and name != "HERE"})
