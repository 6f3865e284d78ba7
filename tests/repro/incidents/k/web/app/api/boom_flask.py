from flask import Flask
app = Flask(__name__)
@app.get("/fares/<trip>")
def fares(trip):
    return {"fare": {"oban": 4.2}[trip]}
