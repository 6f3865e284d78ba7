import datetime
import sys
from loguru import logger
import versioned

logger.remove()
logger.add(sys.stderr, format="{time:HH:mm:ss} | {level} | {name} | {message}", diagnose=False, backtrace=False)
for name, cls in (("ScheduleRun", versioned.ScheduleRun), ("Roster", versioned.Roster)):
    if name == sys.argv[1]:
        with logger.catch(message=f"saving {name} failed"):
            versioned.add(cls)
