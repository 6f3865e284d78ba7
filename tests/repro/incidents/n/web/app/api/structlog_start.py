import structlog

log = structlog.get_logger()
try:
    import api_limited
except Exception:
    log.exception("startup failed", app="heron-api", workers=2)
    raise SystemExit(3)
