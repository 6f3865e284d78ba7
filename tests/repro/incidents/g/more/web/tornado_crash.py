import asyncio

import tornado.web
from tornado.log import enable_pretty_logging


class Lockers(tornado.web.RequestHandler):
    def options(self):
        self.cors()
        self.set_status(204)

    def cors(self):
        self.set_header("Access-Control-Allow-Origin", "http://localhost:8080")
        self.set_header("Access-Control-Allow-Headers", "*")

    def get(self):
        rows = [{"id": n, "free": int(free)} for n, free in enumerate(["3", "", "7"])]
        self.cors()
        self.write({"rows": rows})

    def set_default_headers(self):
        self.clear_header("Access-Control-Allow-Origin")


async def main():
    enable_pretty_logging()
    tornado.web.Application([("/api/v1/lockers", Lockers)]).listen(8081)
    await asyncio.Event().wait()


asyncio.run(main())
