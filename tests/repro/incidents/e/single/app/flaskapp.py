import os

from flask import Flask, jsonify, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql://quay:quay-dev@db:5432/quay")
db = SQLAlchemy(app)
migrate = Migrate(app, db)


class Berth(db.Model):
    __tablename__ = "berths"
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(20), unique=True, nullable=False)


class Booking(db.Model):
    __tablename__ = "bookings"
    id = db.Column(db.Integer, primary_key=True)
    berth_id = db.Column(db.Integer, nullable=False)


@app.get("/bookings")
def bookings():
    return jsonify([b.id for b in db.session.execute(db.select(Booking)).scalars()])


@app.post("/berths")
def add_berth():
    berth = Berth(code=request.json["code"])
    db.session.add(berth)
    db.session.commit()
    return jsonify(id=berth.id), 201


@app.cli.command("seed")
def seed():
    """Fill in the berths."""
    for code in ("N-1", "N-2", "S-1"):
        db.session.add(Berth(code=code))
    db.session.commit()
