import asyncio
import logging
import os

import socketio
import uvicorn

logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(levelname)s] %(name)s: %(message)s")
log = logging.getLogger("realtime")
url = os.environ.get("REDIS_URL", "redis://cache:6379/0")
log.info("message queue: %s", url)
sio = socketio.AsyncServer(async_mode="asgi", client_manager=socketio.AsyncRedisManager(url, logger=log), logger=log)
app = socketio.ASGIApp(sio)


async def main():
    await asyncio.gather(uvicorn.Server(uvicorn.Config(app, host="0.0.0.0", port=8000, log_config=None)).serve(), announce())


async def announce():
    await asyncio.sleep(1.5)
    await sio.emit("shelf-updated", {"shelf": 4})


if __name__ == "__main__":
    asyncio.run(main())
