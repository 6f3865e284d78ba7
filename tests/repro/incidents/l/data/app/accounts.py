from flask import Flask
from flask_sqlalchemy import SQLAlchemy
import os

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)


class Account(db.Model):
    __tablename__ = "accounts"
    id = db.Column(db.Integer, primary_key=True)


class Transfer(db.Model):
    __tablename__ = "transfers"
    id = db.Column(db.Integer, primary_key=True)
    source_id = db.Column(db.ForeignKey("accounts.id"))
    target_id = db.Column(db.ForeignKey("accounts.id"))
    source = db.relationship("Account")


@app.get("/transfers")
def transfers():
    return [t.id for t in Transfer.query.all()]
