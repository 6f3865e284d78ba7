from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker

from models import Loan

app = Flask(__name__)
Babel(app)
app.config["SECRET_KEY"] = "3b1f0c77"
engine = create_engine("postgresql+psycopg2://library:library-dev@db:5432/library")
session = scoped_session(sessionmaker(bind=engine))
admin = Admin(app, name="Library")
admin.add_view(ModelView(Loan, session))
