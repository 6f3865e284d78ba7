from litestar import Litestar
from strawberry.litestar import make_graphql_controller

from enum_types import schema

app = Litestar(route_handlers=[make_graphql_controller(schema, path="/graphql")])
