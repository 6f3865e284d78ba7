import strawberry
from gtypes import Loan


@strawberry.type
class Query:
    loans: list[Loan]


schema = strawberry.Schema(Query)
