from sanic import Sanic
from strawberry.sanic.views import GraphQLView
from gschema import schema
app = Sanic("birch")
app.add_route(GraphQLView.as_view(schema=schema), "/graphql")
