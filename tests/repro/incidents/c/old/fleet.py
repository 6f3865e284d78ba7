"""Flask 1.1 with Flask-SQLAlchemy 2.5 and Flask-Migrate 2.7."""
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.update(SQLALCHEMY_DATABASE_URI="postgresql://harbor:harbor-pw@db/harbor", SQLALCHEMY_TRACK_MODIFICATIONS=False)
db = SQLAlchemy(app)
Migrate(app, db)


class Person(db.Model):
    __tablename__ = "crew"
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)


if os.environ.get("MISTAKE") == "keys":
    class Shift(db.Model):
        __tablename__ = "watches"
        id = db.Column(db.Integer, primary_key=True)
        officer_id = db.Column(db.Integer, db.ForeignKey("crew.id"))
        relieved_by_id = db.Column(db.Integer, db.ForeignKey("crew.id"))
        officer = db.relationship("Person", backref="watches")

if os.environ.get("MISTAKE") == "metadata":
    class Manifest(db.Model):
        __tablename__ = "manifests"
        id = db.Column(db.Integer, primary_key=True)
        metadata = db.Column(db.JSON)


@app.cli.command("crew-report")
def crew_report():
    """Prints who is on watch."""
    print("crew report")
    print(Person.query.filter_by(name="Mira").count())
