import os
import psycopg


def before_all(context):
    context.db = psycopg.connect(os.environ["DATABASE_URL"])
