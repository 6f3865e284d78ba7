import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
s = requests.Session()
s.mount("http://", HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.1, status_forcelist=[429], respect_retry_after_header=False)))
for day in range(12):
    s.get(f"http://localhost:8000/api/v1/tides?day={day}").json()
