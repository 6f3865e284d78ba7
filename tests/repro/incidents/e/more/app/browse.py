"""Selenium: what the browser's log says."""
import json
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

options = webdriver.ChromeOptions()
for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
    options.add_argument(argument)
options.binary_location = "/usr/bin/chromium"
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
driver = webdriver.Chrome(options=options, service=Service("/srv/mill/deb/usr/bin/chromedriver"))
driver.get(sys.argv[1])
time.sleep(float(sys.argv[2]))
for entry in driver.get_log("browser"):
    print(json.dumps(entry) if "--json" in sys.argv else f"{entry['level']} {entry['source']} {entry['message']}")
driver.quit()
