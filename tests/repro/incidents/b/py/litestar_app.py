"""Litestar: a login, a report that fails without a word, a readiness check."""

import os

from litestar import Litestar, Request, get, post
from litestar.exceptions import HTTPException
from litestar.logging import LoggingConfig
from litestar.response import Response
from litestar.status_codes import HTTP_200_OK


@post("/auth/login", status_code=HTTP_200_OK)
async def login(request: Request) -> Response:
    return Response({"detail": "Invalid credentials"}, status_code=401)


@get("/reports/monthly")
async def monthly() -> dict:
    return {"rows": [row["total"] for row in [{}]]}


@get("/utils/health-check")
async def health() -> Response:
    return Response({"success": False, "message": "Service Unavailable", "data": os.environ.get("DOWN", "postgres,redis").split(",")}, status_code=503)


app = Litestar([login, monthly, health], logging_config=LoggingConfig(log_exceptions="never"))
