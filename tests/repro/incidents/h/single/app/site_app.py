"""A Flask application as Flask-Migrate's manual lays it out."""
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
migrate = Migrate()


class Member(db.Model):
    __tablename__ = "members"
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    full_name = db.Column(db.Text)


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql+psycopg2://library:library-dev@db:5432/library")
    db.init_app(app)
    migrate.init_app(app, db)

    @app.get("/api/members")
    def members():
        return [m.email for m in db.session.scalars(db.select(Member))]

    return app
