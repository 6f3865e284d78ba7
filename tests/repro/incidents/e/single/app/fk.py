from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://quay:quay-dev@db:5432/quay"
db = SQLAlchemy(app)


class Port(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    voyages = db.relationship("Voyage", back_populates="departure_port")


class Voyage(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    departure_port_id = db.Column(db.ForeignKey("port.id"))
    arrival_port_id = db.Column(db.ForeignKey("port.id"))
    departure_port = db.relationship("Port", back_populates="voyages")


@app.get("/ports/<int:key>")
def port(key):
    return {"name": db.get_or_404(Port, key).name}
