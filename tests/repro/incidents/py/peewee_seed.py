"""peewee, with loguru's tracebacks."""

import sys

from loguru import logger
from peewee import CharField, Model, PostgresqlDatabase

logger.remove()
logger.add(sys.stderr, colorize=False, backtrace=True, diagnose=True)
db = PostgresqlDatabase("shop", user="app", password="app-secret", host="127.0.0.1", port=15633)


class Person(Model):
    email = CharField(unique=True)

    class Meta:
        database = db
        table_name = "people"


@logger.catch
def seed():
    for name in ["ada", "grace", "linus", "ada"]:
        person = Person.create(email=f"{name}.seed@example.org")
        logger.info("added person {}", person.email)


seed()
