from rich.traceback import install
install(show_locals=True, width=90)
import strat
