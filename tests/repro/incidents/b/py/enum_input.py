"""Strawberry behind Flask: an input type with a class that is no Enum."""

import strawberry
from flask import Flask
from strawberry.flask.views import GraphQLView


@strawberry.enum
class LeaveStatus:
    OPEN = "open"
    APPROVED = "approved"


@strawberry.input
class LeaveFilter:
    status: LeaveStatus


@strawberry.type
class Query:
    @strawberry.field
    def leaves(self, by: LeaveFilter) -> list[str]:
        return []


schema = strawberry.Schema(Query)
app = Flask(__name__)
app.add_url_rule("/graphql", view_func=GraphQLView.as_view("graphql", schema=schema))
