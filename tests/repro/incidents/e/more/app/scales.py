import asyncio
import logging
import sys

import websockets

logging.basicConfig(level="INFO", format="%(asctime)s %(name)-12s %(levelname)-8s %(message)s")


async def main():
    async with websockets.connect(f"ws://backend:8000/ws/scales?token={sys.argv[1]}") as socket:
        logging.info("connected, waiting for weights")
        while True:
            print(await socket.recv())


asyncio.run(main())
