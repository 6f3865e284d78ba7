from sanic import Sanic
from strawberry.sanic.views import GraphQLView

from schema import schema

app = Sanic("deliveries")
app.add_route(GraphQLView.as_view(schema=schema), "/graphql")
