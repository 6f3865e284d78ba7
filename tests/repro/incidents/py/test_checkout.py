"""A test suite against the real database, with Flask-SQLAlchemy."""

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://app:app-secret@127.0.0.1:15633/shop"
db = SQLAlchemy(app)


class Voucher(db.Model):
    __tablename__ = "vouchers"
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(20))


class Person(db.Model):
    __tablename__ = "people"
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(80))


@pytest.fixture
def context():
    with app.app_context():
        yield


def test_total():
    assert sum([1, 2]) == 3


def test_vouchers_are_counted(context):
    assert Voucher.query.filter_by(code="SPRING").count() == 0


def test_people_are_added_once(context):
    db.session.add_all([Person(email="linus@example.org"), Person(email="linus@example.org")])
    db.session.commit()
