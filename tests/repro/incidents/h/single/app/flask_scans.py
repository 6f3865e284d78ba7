from flask import Flask

from scans import Scan

app = Flask(__name__)


@app.get("/api/scans")
def scans():
    return [Scan.__tablename__]
