import asyncio
import logging

import tornado.web
from tornado.log import enable_pretty_logging

ACTIVE = set()


class Render(tornado.web.RequestHandler):
    def prepare(self):
        if len(ACTIVE) >= 2:
            logging.getLogger("gateway").warning("client %s: 2 requests in flight, limit 2", self.request.remote_ip)
            self.set_status(503, "Service Unavailable")
            self.finish({"detail": "Too many concurrent requests for this client"})
            return
        ACTIVE.add(self)

    def on_finish(self):
        ACTIVE.discard(self)

    async def get(self, page):
        await asyncio.sleep(0.8)
        self.write({"page": page})


async def main():
    enable_pretty_logging()
    logging.getLogger().setLevel(logging.INFO)
    tornado.web.Application([(r"/render/(.*)", Render)]).listen(8000)
    await asyncio.Event().wait()


asyncio.run(main())
