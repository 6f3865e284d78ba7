import logging
from flask import Flask, redirect, request
from flask_cors import CORS
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s in %(name)s: %(message)s")
logging.getLogger("flask_cors").setLevel(logging.DEBUG)
app = Flask(__name__)
CORS(app, origins=["https://tern.example"], supports_credentials=True)
@app.get("/api/v1/sailings")
def sailings():
    return [{"id": 1, "from": "Oban"}]
