import strawberry

from gtypes import Assignment


@strawberry.type
class Query:
    @strawberry.field
    def assignments(self) -> list[Assignment]:
        return []


schema = strawberry.Schema(query=Query)
