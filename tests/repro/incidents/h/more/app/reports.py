import scrapy


class Reports(scrapy.Spider):
    name = "reports"
    start_urls = ["http://backend:8000/api/v1/reports/quays"]
    custom_settings = {"RETRY_TIMES": 2, "TELNETCONSOLE_ENABLED": False, "HTTPERROR_ALLOW_ALL": False}

    def parse(self, response):
        yield response.json()
