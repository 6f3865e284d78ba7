from tortoise import Tortoise, fields, run_async
from tortoise.models import Model


class Payment(Model):
    id = fields.IntField(primary_key=True)
    total = fields.IntField()

    class Meta:
        table = "payments"


async def main():
    await Tortoise.init(db_url="postgres://app:app-secret@db:5432/shop", modules={"models": ["q_tortoise"]})
    await Payment.create(total=4)


run_async(main())
