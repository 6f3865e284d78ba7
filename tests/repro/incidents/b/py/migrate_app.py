"""Flask-Migrate: `FLASK_APP=migrate_app flask db …`."""

import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql+psycopg2://app:app-secret@127.0.0.1:16733/ledger")
db = SQLAlchemy(app)
Migrate(app, db)


class Room(db.Model):
    __tablename__ = "rooms"
    id = db.Column(db.Integer, primary_key=True)
