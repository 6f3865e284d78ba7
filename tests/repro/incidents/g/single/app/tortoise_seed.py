from tortoise import Tortoise, fields, run_async
from tortoise.models import Model


class Customer(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=120, unique=True)
    full_name = fields.TextField(null=True)

    class Meta:
        table = "customers"


async def main():
    await Tortoise.init(db_url="asyncpg://garden:garden-dev@db:5432/garden", modules={"models": ["__main__"]})
    await Customer.create(email="noor@example.com", full_name="Noor")


run_async(main())
