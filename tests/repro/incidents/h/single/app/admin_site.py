import os

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
Babel(app)
app.config["SECRET_KEY"] = "3b1f0c77"
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql+psycopg2://library:library-dev@db:5432/library")
db = SQLAlchemy(app)


class Book(db.Model):
    __tablename__ = "books"
    id = db.Column(db.Integer, primary_key=True)
    isbn = db.Column(db.String(20))
    title = db.Column(db.Text)
    acquired_on = db.Column(db.Date)


admin = Admin(app, name="Library")
admin.add_view(ModelView(Book, db))
