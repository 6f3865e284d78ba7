import os
from sanic import Sanic, json
from tortoise import fields
from tortoise.contrib.sanic import register_tortoise
from tortoise.models import Model

app = Sanic("harbourmaster")


class Berth(Model):
    id = fields.IntField(primary_key=True)
    code = fields.TextField()

    class Meta:
        table = "berths"


@app.get("/berths")
async def berths(request):
    return json([berth.code for berth in await Berth.all().limit(3)])


register_tortoise(app, db_url=os.environ["DATABASE_URL"].replace("postgresql://", "asyncpg://"), modules={"models": ["sanic_api"]}, generate_schemas=False)
