import sys
import structlog

structlog.configure(processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), structlog.processors.dict_tracebacks if sys.argv[2:] else structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])
log = structlog.get_logger()
try:
    if sys.argv[1] == "keys":
        import keys
        keys.ApiKey(owner_id=1)
    elif sys.argv[1] == "script":
        import sandbox_svc
        sandbox_svc.run("forecast", {"rows": [1]})
    elif sys.argv[1] in ("run", "roster"):
        import versioned
        versioned.add({"run": versioned.ScheduleRun, "roster": versioned.Roster}[sys.argv[1]])
except Exception:
    log.exception("job failed", job=sys.argv[1])
