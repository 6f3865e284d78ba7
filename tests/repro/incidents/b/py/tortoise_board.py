"""aiohttp with Tortoise ORM; headers are set by each handler: `tortoise_board.py PORT`."""

import logging
import sys

from aiohttp import web
from tortoise import Tortoise, fields
from tortoise.models import Model

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-8s %(name)s: %(message)s")


class Account(Model):
    id = fields.IntField(primary_key=True)
    code = fields.TextField()

    class Meta:
        table = "accounts"


async def accounts(request):
    account = await Account.create(code=(await request.json())["code"])
    return web.json_response({"id": account.id}, headers={"Access-Control-Allow-Origin": "http://localhost:16741"})


async def start(app):
    await Tortoise.init(db_url="asyncpg://app:app-secret@127.0.0.1:16733/ledger", modules={"models": ["__main__"]})


app = web.Application()
app.router.add_post("/api/v1/accounts", accounts)
app.on_startup.append(start)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]))
