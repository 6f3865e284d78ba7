from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_migrate import Migrate
import os

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
migrate = Migrate(app, db, directory="fmig")


class Region(db.Model):
    __tablename__ = "fm_regions"
    id = db.Column(db.Integer, primary_key=True)
