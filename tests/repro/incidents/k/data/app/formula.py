import sys

from asteval import Interpreter

aeval = Interpreter(use_numpy=False)
aeval("total = sum([3, 4])")
aeval("frame = pandas.DataFrame({'total': [total]})")
for error in aeval.error:
    print(*error.get_error(), sep=": ", file=sys.stderr)
