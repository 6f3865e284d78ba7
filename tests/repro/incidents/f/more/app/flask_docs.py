import magic
from flask import Flask, request

app = Flask(__name__)


@app.post("/documents")
def documents():
    return {"type": magic.from_buffer(request.data, mime=True)}
