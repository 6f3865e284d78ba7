import os

import sqlalchemy as sa
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import configure_mappers
from sqlalchemy_continuum import make_versioned
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin

make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if os.environ.get("TRACK") else [])

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql://quay:quay-dev@db:5432/quay")
db = SQLAlchemy(app)


class Tariff(db.Model):
    __versioned__ = {}
    __tablename__ = "tariffs" if os.environ.get("TRACK") else "vessels"
    id = sa.Column(sa.Integer, primary_key=True)
    if os.environ.get("TRACK"):
        label = sa.Column(sa.Text)
    else:
        name = sa.Column(sa.Text)


configure_mappers()


@app.post("/items")
def add():
    item = Tariff(**request.json)
    db.session.add(item)
    db.session.commit()
    return {"id": item.id}, 201


@app.cli.command("import-items")
def import_items():
    for value in ("Harbour dues", "Pilotage"):
        db.session.add(Tariff(label=value) if os.environ.get("TRACK") else Tariff(name=value))
    db.session.commit()
