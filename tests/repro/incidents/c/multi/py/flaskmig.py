import os
from flask import Flask, jsonify
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask("tariffs")
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://")
db = SQLAlchemy(app)
Migrate(app, db)


class Tariff(db.Model):
    __tablename__ = "tariffs"
    id = db.Column(db.Integer, primary_key=True)
    rate = db.Column(db.Numeric)


class Berth(db.Model):
    __tablename__ = "berths"
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.Text)


@app.get("/tariffs")
def tariffs():
    return jsonify([float(t.rate) for t in Tariff.query.limit(5)])


@app.get("/berths")
def berths():
    return jsonify([b.code for b in Berth.query.limit(5)])
