from plain_settings import SECRET_KEY
from flask import Flask
app = Flask(__name__); app.secret_key = SECRET_KEY
