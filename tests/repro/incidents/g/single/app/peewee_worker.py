import logging

from peewee import CharField, Model, PostgresqlDatabase

logging.basicConfig(level="DEBUG", format="%(asctime)s %(levelname)s %(name)s %(message)s")
db = PostgresqlDatabase("garden", host="db", user="garden", password="garden-dev")


class Order(Model):
    status = CharField()

    class Meta:
        database = db
        table_name = "orders"


def main():
    for order in Order.select().where(Order.status == "open"):
        print(order.id)


if __name__ == "__main__":
    main()
