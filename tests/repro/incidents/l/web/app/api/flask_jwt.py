import datetime
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, create_access_token, jwt_required
app = Flask(__name__)
app.config.update(JWT_SECRET_KEY="a-key-of-the-birch-library-for-every-day", JWT_ACCESS_TOKEN_EXPIRES=datetime.timedelta(seconds=2))
JWTManager(app)
@app.post("/login")
def login():
    return jsonify(access_token=create_access_token("ishbel"))
@app.get("/me")
@jwt_required()
def me():
    return "ishbel"
