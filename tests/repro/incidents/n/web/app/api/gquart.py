from quart import Quart
from strawberry.quart.views import GraphQLView

from gschema import schema

app = Quart(__name__)
app.add_url_rule("/graphql", view_func=GraphQLView.as_view("graphql", schema=schema))
