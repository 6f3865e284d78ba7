import scrapy


class Tides(scrapy.Spider):
    name = "tides"
    custom_settings = {"RETRY_TIMES": 2, "CONCURRENT_REQUESTS": 1, "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": False}
    start_urls = [f"http://gateway:8000/api/tides/{port}" for port in ("dagebuell", "wyk", "wittduen", "husum", "pellworm", "list")]

    def parse(self, response):
        yield response.json()
