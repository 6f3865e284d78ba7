# Selenium with Chromium: look.py WAY SECONDS OUT: OUT.log the browser log as get_log gives it, OUT.net what CDP says of failed requests
import json, sys, time
from selenium import webdriver
o = webdriver.ChromeOptions(); o.binary_location = "/usr/bin/chromium"
for a in ("--headless=new", "--no-sandbox", "--disable-gpu"): o.add_argument(a)
o.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
d = webdriver.Chrome(options=o, service=webdriver.ChromeService("/usr/bin/chromedriver"))
d.get("http://localhost:5173" + sys.argv[1]); time.sleep(float(sys.argv[2]))
with open(sys.argv[3] + ".log", "w") as f:
    for e in d.get_log("browser"): print(e, file=f)
with open(sys.argv[3] + ".net", "w") as f:
    for e in d.get_log("performance"):
        m = json.loads(e["message"])["message"]
        if m["method"] in ("Network.loadingFailed",): print(json.dumps(m, indent=2), file=f)
d.quit()
