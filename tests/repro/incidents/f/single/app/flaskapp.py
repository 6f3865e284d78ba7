import logging
import os

from flask import Flask, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql://kiln:kiln-dev@db:5432/kiln")
db = SQLAlchemy(app)
migrate = Migrate(app, db)


class Member(db.Model):
    __tablename__ = "members"
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    full_name = db.Column(db.Text)


@app.post("/members")
def register():
    member = Member(email=request.json["email"], full_name=request.json.get("full_name"))
    db.session.add(member)
    db.session.commit()
    return {"id": member.id}, 201
