from flask import Flask
from plain_config import settings
app = Flask(__name__, static_folder=None)
app.secret_key = settings.secret_key
