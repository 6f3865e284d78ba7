"""SQLAlchemy-Continuum 1.3.9 with SQLAlchemy 1.3 under Flask 1.1: one request changes a row."""
import sys

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if sys.argv[1] == "mod" else [])
app = Flask("pilotage")
app.config.update(SQLALCHEMY_DATABASE_URI="postgresql://harbor:harbor-pw@db/harbor", SQLALCHEMY_TRACK_MODIFICATIONS=False)
db = SQLAlchemy(app)


class Pilotage(db.Model):
    __versioned__ = {}
    __tablename__ = "pilotages"
    id = db.Column(db.Integer, primary_key=True)
    board_at = db.Column(db.String)


sa.orm.configure_mappers()
for table in ("pilotages", "pilotages_version", "pilotage_version", "transaction"):
    db.engine.execute("DROP TABLE IF EXISTS %s CASCADE" % table)
db.engine.execute("CREATE TABLE pilotages (id serial PRIMARY KEY, board_at text)")
db.engine.execute("DROP SEQUENCE IF EXISTS transaction_id_seq; CREATE SEQUENCE transaction_id_seq; CREATE TABLE transaction (id bigint PRIMARY KEY DEFAULT nextval('transaction_id_seq'), issued_at timestamp, remote_addr varchar(50))")
name = "pilotages_version" if sys.argv[1] == "mod" else "pilotage_version"
db.engine.execute("CREATE TABLE %s (id int, board_at text, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id))" % name)


@app.route("/pilotages", methods=["POST"])
def create():
    db.session.add(Pilotage(board_at="Elbe 1"))
    db.session.commit()
    return {}


print(app.test_client().post("/pilotages").status)
