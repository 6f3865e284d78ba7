"""Uploads: python-magic looks at what the file is. Imported by gunicorn, Dramatiq or a test."""

import magic
from flask import Flask, request

app = Flask(__name__)


@app.post("/uploads")
def upload():
    return {"type": magic.from_buffer(request.get_data(), mime=True)}
