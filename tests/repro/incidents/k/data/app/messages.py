import sqlalchemy as sa

from models import engine

meta = sa.MetaData()
users = sa.Table("users", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
messages = sa.Table(
    "messages",
    meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.ForeignKey("users.id")),
    sa.Column("recipient_id", sa.ForeignKey("users.id")),
)


def inbox(name):
    with engine.connect() as connection:
        return connection.execute(sa.select(messages).select_from(messages.join(users)).where(users.c.name == name)).all()


inbox("ada")
