import logging
import math

from RestrictedPython import compile_restricted, safe_globals

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s rules: %(message)s")
RULES = {"margin": "result = math.floor(price * 0.2)", "season": "when = datetime.date(2026, 1, 4)\nresult = when.month", "discount": "result = round(price * 0.9, 2)"}
failed = 0
for name, source in RULES.items():
    scope = {**safe_globals, "math": math, "price": 20}
    try:
        exec(compile_restricted(source, f"<rule {name}>", "exec"), scope)
        logging.info("rule %s: %s", name, scope["result"])
    except Exception:
        failed += 1
        logging.exception("rule %s failed, price stays as it is; a rule may use: %s", name, "math")
logging.warning("%d of %d rules failed", failed, len(RULES))
