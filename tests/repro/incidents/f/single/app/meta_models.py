from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg://kiln:kiln-dev@db:5432/kiln"
db = SQLAlchemy(app)


class AuditEvent(db.Model):
    __tablename__ = "audit_events"
    id = db.Column(db.Integer, primary_key=True)
    action = db.Column(db.String(60), nullable=False)
    metadata = db.Column(db.JSON)


@app.get("/audit")
def audit():
    return [e.action for e in db.session.scalars(db.select(AuditEvent))]
