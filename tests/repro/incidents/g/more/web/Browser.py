from robot.api import logger
from robot.libraries.BuiltIn import BuiltIn
from selenium.webdriver import Chrome, ChromeOptions, ChromeService


class Browser:
    def open_chromium(self, url):
        options = ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for a in ("--headless=new", "--no-sandbox", "--disable-gpu"):
            options.add_argument(a)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        selenium = BuiltIn().get_library_instance("SeleniumLibrary")
        selenium.register_driver(Chrome(options=options, service=ChromeService("/srv/gb/deb/usr/bin/chromedriver")), "chromium")
        selenium.go_to(url)

    def console_should_be_clean(self):
        selenium = BuiltIn().get_library_instance("SeleniumLibrary")
        entries = selenium.driver.get_log("browser")
        for e in entries:
            logger.console(f"    {e['level']:<7} {e['message']}")
        bad = [e["message"] for e in entries if e["level"] == "SEVERE"]
        if bad:
            raise AssertionError(f"{len(bad)} errors in the console, the first: {bad[0]}")
