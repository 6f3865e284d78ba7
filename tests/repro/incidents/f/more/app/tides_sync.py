"""Reads the tides of every port; tries again when the gateway says wait."""
import logging
import sys

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-8s %(name)s: %(message)s")
session = requests.Session()
session.mount("http://", HTTPAdapter(max_retries=Retry(3, backoff_factor=0.2, status_forcelist=[429, 502, 504], respect_retry_after_header=False)))
for port in ("dagebuell", "wyk", "wittduen", "schluettsiel", "husum", "pellworm"):
    tide = session.get(f"{sys.argv[1]}/api/tides/{port}", timeout=5)
    logging.info("%s %s", port, tide.json())
