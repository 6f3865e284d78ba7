import magic
from flask import Flask, request

app = Flask(__name__)


@app.post("/uploads")
def upload():
    return {"type": magic.from_buffer(request.get_data(), mime=True)}
