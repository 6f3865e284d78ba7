import logging

from flask import Flask

app = Flask("ferry.reports")
app.logger.disabled = True
app.logger.addFilter(lambda record: False)


@app.get("/reports/<name>")
def report(name):
    return {"sum": 1 / 0}
