"""Copies the month's report into the books."""
import sys

import httpx
import structlog

log = structlog.get_logger()


def main(url, token=""):
    log.info("sync started", url=url)
    with httpx.Client(timeout=10, headers={"Authorization": f"Bearer {token}"} if token else None) as client:
        for n in range(8):
            response = client.get(url)
            response.raise_for_status()
            log.info("page done", page=n, bytes=len(response.content))


main(*sys.argv[1:])
