"""Flask-SQLAlchemy behind gunicorn; the mappers are configured at the first query."""

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://app:app-secret@127.0.0.1:16733/ledger"
db = SQLAlchemy(app)


class Employee(db.Model):
    __tablename__ = "employees"
    id = db.Column(db.Integer, primary_key=True)


class Leave(db.Model):
    __tablename__ = "leaves"
    id = db.Column(db.Integer, primary_key=True)
    employee_id = db.Column(db.ForeignKey("employees.id"))
    substitute_id = db.Column(db.ForeignKey("employees.id"))
    substitute = db.relationship("Employee", backref="covers")


@app.get("/healthz")
def healthz():
    return "ok\n"


@app.get("/leaves")
def leaves():
    return jsonify([leave.id for leave in db.session.query(Leave).limit(5)])
