"""Strawberry behind Flask: an input type with an Enum of the database layer."""

import enum

import strawberry
from flask import Flask
from strawberry.flask.views import GraphQLView


class LeaveStatus(enum.Enum):
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
