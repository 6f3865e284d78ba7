"""Waits for the new backend before traffic goes there."""
import sys
import time

import httpx

url, limit = sys.argv[1], int(sys.argv[2])
end = time.monotonic() + limit
while time.monotonic() < end:
    try:
        answer = httpx.get(url, timeout=2)
        print(f"  {url} -> {answer.status_code}", flush=True)
        if answer.status_code == 200:
            sys.exit()
    except httpx.HTTPError as error:
        print(f"  {url} -> {type(error).__name__}: {error}", flush=True)
    time.sleep(2)
sys.exit(f"::error::Backend did not become healthy within {limit}s")
