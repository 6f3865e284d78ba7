"""A test module whose model cannot even be imported."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Dataset(db.Model):
    __tablename__ = "datasets"
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200))
    metadata = db.Column(db.JSON)


def test_dataset():
    assert Dataset(title="x").title == "x"
