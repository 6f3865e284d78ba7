"""A Flask portal for gunicorn. PART says which of its parts is loaded, and so what its boot can trip over."""

import logging
import os

from flask import Flask

logging.basicConfig(level=logging.INFO)
app = Flask("portal")
part = os.environ.get("PART", "")
if part == "settings":
    import settings
elif part == "limits":
    from flask_limiter import Limiter
    from flask_limiter.util import get_remote_address
    Limiter(get_remote_address, app=app, strategy=os.environ["STRATEGY"], storage_uri="memory://")
elif part == "schema":
    import schema
elif part == "models":
    from portal_models import list_invoices

    @app.get("/invoices")
    def invoices():
        return {"invoices": list_invoices()}
elif part == "uploads":
    import uploads
elif part == "metadata":
    import portal_records
elif part == "variable":
    DATABASE_URL = os.environ["DATABASE_URL"]


@app.get("/")
def home():
    return "portal"
