#!/usr/bin/env python3
"""Container health check: exits 1 unless the backend says that it is ready."""
import json
import sys
import urllib.error
import urllib.request

url = "http://backend:8000/api/v1/utils/health-check/"
for attempt in range(1, 4):
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            print("healthy", answer.status)
            sys.exit(0)
    except urllib.error.HTTPError as error:
        print(f"attempt {attempt}: {error} {json.loads(error.read())}")
print("UNHEALTHY", url)
sys.exit(1)
