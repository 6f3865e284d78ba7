import importlib
import sys

from rich.console import Console

try:
    getattr(importlib.import_module(sys.argv[1]), sys.argv[2])(*sys.argv[3:])
except Exception:
    Console(width=96).print_exception(max_frames=6, show_locals=False)
