import logging
from simpleeval import EvalWithCompoundTypes
import math

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
log = logging.getLogger("rules")
names = {"math": math, "price": 12.5, "count": 3}
for rule, source in {"total": "price * count", "smooth": "numpy.median([price, count])", "bonus": "price / 10"}.items():
    try:
        log.info("rule %s = %s", rule, EvalWithCompoundTypes(names=names).eval(source))
    except Exception as error:
        log.error("rule %s skipped: %s: %s", rule, type(error).__name__, error)
