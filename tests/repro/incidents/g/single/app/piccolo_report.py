import asyncio

from piccolo.columns import Integer, Varchar
from piccolo.engine.postgres import PostgresEngine
from piccolo.table import Table

DB = PostgresEngine(config={"host": "db", "user": "garden", "password": "garden-dev", "database": "garden"})


class Plants(Table, db=DB):
    sku = Varchar(length=20)
    hardiness_zone = Integer()


async def main():
    print(await Plants.select(Plants.sku, Plants.hardiness_zone).order_by(Plants.sku))


asyncio.run(main())
